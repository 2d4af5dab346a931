"""What is said of a recurrence that follows another rule, by its name there."""

from grader.diagnosis.families.contract import Words

_NAMES = {
    "clip": "clip, which cuts off,",
    "slope": "1 - tanh², its slope,",
    "tanh": "tanh",
    "relu": "ReLU",
    "sigmoid": "the sigmoid",
    "tan": "tan, the tangent,",
    "sin": "sin, the sine,",
    "exp": "exp",
}
_OTHER_WORDS = {
    f"is_{key}": (
        f"Another function is used in the recurrence than the task names: {name.rstrip(',')}",
        "The sums inside are right, W x + U h, and go through another function than the task says"
        " before they are kept and carried on.",
    )
    for key, name in _NAMES.items()
}

WORDS: dict[str, Words] = {
    **_OTHER_WORDS,
    "is_half": (
        "tanh is taken of half the sum",
        "(1 - e^-x) / (1 + e^-x) is the tanh of x / 2. In tanh the exponents are twice as"
        " large: (e^x - e^-x) / (e^x + e^-x).",
    ),
    "output_fed_back": (
        "The output goes into the next state, and not the state itself",
        "The state's weights meet the state before the step. In yours they meet what the"
        " output layer made of it.",
    ),
    "start_of_ones": (
        "The sequence starts from a state of ones",
        "Each step follows from the one before as it should. Before the first one the state"
        " is zero, or the one that is given.",
    ),
    "start_activated": (
        "The initial state goes through the activation first",
        "It is a state already: the first step takes it as it is given, and the activation"
        " comes after the sum.",
    ),
    "other_start": (
        "Only the first state is wrong, and all others follow from it",
        "The step itself is right. Look at what the first one starts from: zeros, or the"
        " state that is given, as it is.",
    ),
    "in_turn": (
        "The units of a state see each other's new values",
        "All units of the new state are made from the old one. Yours are written over one"
        " by one, so that the later ones see what is new already: keep the old state until"
        " all are made.",
    ),
    "first_left_out": (
        "The first step is left out",
        "Your first state is as it was made, zero, and the sequence begins with the second"
        " input: look at where the loop begins.",
    ),
    "diagonal": (
        "Only the diagonal of the state's weights is used",
        "Each unit of the new state is made from all units of the old one: a product of a"
        " matrix and a vector (W @ h), and not number by number.",
    ),
    "transposed": (
        "The state's weights are used transposed",
        "A row of the matrix belongs to one unit of the new state, a column to one of the"
        " old. In your recurrence rows and columns have changed their roles.",
    ),
    "input_as_it_is": (
        "The input goes into the states without its weights",
        "Each unit of a state is made from all numbers of the input, by a row of the matrix: a"
        " product belongs there.",
    ),
    "input_transposed": (
        "The input's weights are used transposed",
        "A row of the matrix belongs to one unit of the state, a column to one number of"
        " the input. In your product rows and columns have changed their roles.",
    ),
    "exchanged": (
        "The input's and the state's weights have changed places",
        "One matrix is for the input of a step, the other for the state before it. See"
        " which of them meets what.",
    ),
    "on_input": (
        "The state's weights are applied to the input",
        "Both products take the input of the step. The second one is of the state before the step.",
    ),
    "one_matrix": (
        "The input's weights are applied to the state too",
        "Both products take the same matrix. The state before the step has weights of its own.",
    ),
    "not_carried": (
        "The state is not carried from step to step",
        "Each of your states is made from the step's input alone. The state before the step"
        " has to go in too.",
    ),
    "no_input": (
        "The inputs do not go into the states",
        "Each of your states is made from the one before it alone.",
    ),
    "from_start": (
        "Each step begins from the first state",
        "The state before a step is the one that the step before has made. In yours it is"
        " the initial one each time: is the new state handed on?",
    ),
    "zero_start": (
        "The given initial state is not used",
        "Your states are those of a sequence that starts from zeros. Where an initial state"
        " is given, the first step starts from it.",
    ),
    "kept": (
        "The old state is added to the new one",
        "Each of your states contains the one before it once more: look for += where = is meant.",
    ),
    "twice": (
        "The activation is applied twice in each step",
        "It belongs to the sum of both products, once a step.",
    ),
    "per_term": (
        "The activation is applied to each product, not to their sum",
        "Add the two products first: f(a + b) is not f(a) + f(b).",
    ),
    "input_only": (
        "The activation is applied to the input's product only",
        "Add the two products first: it belongs to their sum.",
    ),
    "state_only": (
        "The activation is applied to the state's product only",
        "Add the two products first: it belongs to their sum.",
    ),
    "outside": (
        "The next step gets the state before its activation",
        "The activation is applied to what you return, but what is carried to the next step"
        " has not been through it.",
    ),
    "activation_missing": (
        "The activation is missing in the recurrence",
        "Each of your states is the sum itself; the task sends it through a function before"
        " it is kept and carried on.",
    ),
    "first_input": (
        "Every step reads the first input",
        "Your states follow the rule, with the input of the first step at each of them:"
        " look at the index.",
    ),
    "reversed": (
        "The sequence is read from its end",
        "Your states follow the rule, with the inputs in reverse order.",
    ),
}
