"""Visible checks of srn: a simple recurrent network in NumPy."""

import numpy as np

from grader.checking import check, watching

AXES = ("time step", "unit")

def compare_order(compare, got, want, names):
    """Results that are right, but in the other order, are told as that."""
    first, second = want
    usable = isinstance(got, tuple | list) and len(got) == 2 and all(isinstance(each, np.ndarray) for each in got)
    swapped = usable and not same(first, second) and same(got[0], second) and same(got[1], first)
    compare.that(not swapped, "the answer", expected=" first, then ".join(names), got=" first, then ".join(names[::-1]))


def same(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4)


def compare_answers(compare, got, want):
    """States first: outputs that are wrong because of a wrong state are a consequence."""
    compare_order(compare, got, want, ("outputs", "states"))
    compare.like(got, want, names=("outputs", "states"))
    steps = "states", "outputs"
    compare.equal((got[1], got[0]), (want[1], want[0]), names=steps, axes=AXES, trace=steps)


@check(points=0, title="srn_forward answers with outputs and states")
def test_srn_forward(student, reference, rng, compare):
    got = student.srn_forward(rng.values(3, 2), rng.values(2, 2), rng.values(2, 2), rng.values(2, 2))
    compare.like(got, (np.zeros((3, 2)), np.zeros((3, 2))), names=("outputs", "states"))


@check(
    points=1,
    title="The worked example",
    needs="srn_forward",
    hint=(
        "Work out the three states by hand, with every weight 1: each unit of h_t is the sum of the inputs plus the sum of "
        "the state before, 2, 6, 16. At which step do you part?",
        "states[0] is h_1, the state after the first step, and outputs[0] is made from it. Each step starts from the state "
        "of the step before, and keeps a row of its own.",
    ),
)
def test_worked_example(student, reference, rng, compare):
    inputs = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
    ones = np.ones((2, 2))
    got = student.srn_forward(inputs, ones, ones, ones)
    compare_answers(compare, got, reference.srn_forward(inputs, ones, ones, ones))


@check(
    points=1,
    title="A single step from the zero state",
    needs="srn_forward",
    hint=(
        "Work it out by hand with one step: h_1 is W_xh x_1 and nothing else, and y_1 is W_hy h_1, made from the state after the step.",
        "A row of a weight matrix belongs to one result, a column to one source. Is a matrix turned over?",
    ),
    hints={
        "raised": (
            "No size is fixed here: one step, 3 inputs, 4 units, 2 outputs. Read T, I, H and O from the shapes of the arguments. "
            "Which axis of W_hy, (O, H), meets the state?",
            "W_xh is (H, I) and x_t is (I,): W_xh @ x_t is (H,). Work out the shape of each product in that line the same way.",
        ),
        "shape": (
            "There is one row a step: outputs is (T, O), states is (T, H), with T, O and H read from the arguments.",
            "Is an answer or a size of the worked example written down somewhere in your code?",
        ),
    },
)
def test_single_step(student, reference, rng, compare):
    arguments = rng.values(1, 3), rng.values(4, 3), rng.values(4, 4), rng.values(2, 4)
    compare_answers(compare, student.srn_forward(*arguments), reference.srn_forward(*arguments))


@check(
    points=2,
    title="A random sequence",
    needs="srn_forward",
    hint=(
        "If the single step is right and this is not, look at W_hh h_{t-1}. If it parts at step 1, is W_hh turned over, or is the "
        "state not handed on?",
        "Every unit of the new state is made from the old one, never from units that are new already. Each step keeps a state "
        "of its own: append a copy, or write into row t.",
    ),
)
def test_random_sequence(student, reference, rng, compare):
    arguments = rng.values(7, 3), rng.values(4, 3), rng.values(4, 4, scale=0.4), rng.values(2, 4)
    want = reference.srn_forward(*arguments)
    compare_answers(compare, student.srn_forward(*arguments), want)
    compare_answers(compare, student.srn_forward(*arguments), want)  # the second call starts as the first did


@check(
    points=1,
    title="A given initial state",
    needs="srn_forward",
    hint="h0 is the state that the first step starts from: look at which state W_hh is multiplied with at step 0.",
    hints={"raised": "h0 is an array, so ask whether it is None, `if h0 is None`, and not whether it is true."},
)
def test_initial_state(student, reference, rng, compare):
    arguments = rng.values(4, 3), rng.values(2, 3), rng.values(2, 2), rng.values(3, 2), rng.values(2)
    compare_answers(compare, student.srn_forward(*arguments), reference.srn_forward(*arguments))


@check(
    points=1,
    title="The arguments are left alone",
    needs="srn_forward",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "The arrays that you are given belong to the caller, and h = h0 makes no copy. Compute into new arrays.",
            "Look for +=, *= and x[t] = … on an argument, or on a name that still is one: write h = h + … instead.",
        ),
    },
)
def test_arguments_kept(student, reference, rng, compare):
    arguments = rng.values(5, 3), rng.values(3, 3), rng.values(3, 3, scale=0.5), rng.values(2, 3), rng.values(3)
    seen = watching(student.srn_forward, arguments=True)(*arguments)
    compare.unchanged(seen.arguments, arguments, names=("inputs", "W_xh", "W_hh", "W_hy", "h0"))
    compare_answers(compare, seen.value, reference.srn_forward(*arguments))
