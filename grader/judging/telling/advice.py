"""What to look at when student code raised: advice by exception, for where the course has none."""

import re

from grader.language import tr, translatable

from .syntax_advice import find_syntax_advice

# A class of Python's, NumPy's or PyTorch's; one of the student's own begins with a capital.
VALUE_CALLED = r"^'(?!NoneType|module)([a-z][\w.]*|Tensor|Parameter)' object is not callable"
# The exception's class, what its text says, and what to do next; the first that fits counts.
_ADVICE: tuple[tuple[str, str, str], ...] = (
    (
        "RuntimeError",
        "does not require grad",
        translatable(
            "The loss is cut off from the weights: look for .detach(), .data, .item(),"
            " torch.no_grad(), or a new tensor that is made from numbers."
        ),
    ),
    (
        "RuntimeError",
        "backward through the graph a second time",
        translatable(
            "Something of the last step is still in the graph: build the loss anew each time,"
            " and start each sequence from a state of its own."
        ),
    ),
    (
        "RuntimeError",
        "modified by an inplace operation|leaf Variable that requires grad",
        translatable(
            "Something is changed that the way back still needs. Do not write into a tensor"
            " (x[t] = …, x += …): make a new one, or collect them in a list and stack it."
            " optimizer.step() changes the weights too: take it once, after the last backward()"
            " through them."
        ),
    ),
    (
        "RuntimeError|TypeError|ValueError",
        r"float64\) does not match weight dtype",
        translatable(
            "NumPy's fractions are float64, and PyTorch's weights are float32: convert what comes"
            " from NumPy, by .float(), where the tensor is made."
        ),
    ),
    (
        "RuntimeError|TypeError|ValueError",
        "same dtype|scalar type|expected .*dtype|must be .*Long|Float did not match|casting",
        translatable(
            "Two kinds of numbers meet in that line: print the dtype of each, and convert one"
            " where it is made."
        ),
    ),
    (
        "ValueError|TypeError",
        "only one element tensors can be converted",
        translatable(
            "torch.tensor(...) makes a tensor of numbers. A list of tensors becomes one by"
            " torch.stack(...), and stays attached to the graph."
        ),
    ),
    (
        "TypeError|ValueError|RuntimeError",
        "0-dimensional arrays can|only (length|size)-1 arrays|only one element tensors"
        "|a Tensor with .* elements cannot be converted",
        translatable(
            "A whole array stands there where one number is asked for. The functions of math"
            " take one number; those of NumPy and torch (np.tanh, torch.tanh) take arrays. A"
            " maximum has an axis: along another one there are more."
        ),
    ),
    (
        "RuntimeError",
        r"Expected hidden size \((?!1,)\d+, (?P<rest>\d+, \d+)\), got \[1, (?P=rest)\]",
        translatable(
            "The state has a first axis for the layers, (L, B, H): take L from the layer"
            " (num_layers) and not as 1."
        ),
    ),
    (
        "RuntimeError|ValueError",
        "Cell: Expected (input|hidden) to be",
        translatable(
            "A cell takes one step: its input is (B, I) and its state (B, H). It knows no time and"
            " no layers, so an axis for those does not belong there."
        ),
    ),
    (
        "ValueError",
        r"Expected input batch_size \(\d+\) to match target",
        translatable(
            "Cross entropy takes scores (N, C) and labels (N,): the first axis of both counts the"
            " same things. See which axis of the scores is time, and which the batch."
        ),
    ),
    (
        "ValueError",
        r"from shape \((?P<units>\d+),(?P=units)\) into shape \((?P=units),\)",
        translatable(
            "A row of numbers has become a table. `*` multiplies number by number, and @ is the"
            " product of a matrix and a vector; a column (n, 1) and a row (n,) make a table (n, n)."
        ),
    ),
    (
        "RuntimeError",
        r"Expected hidden size \((?P<l>\d+), (?P<b>\d+), (?P<h>\d+)\),"
        r" got \[(?P=b), (?P=l), (?P=h)\]|hx should also be",
        translatable(
            "The state of a recurrent layer is (L, B, H), as it returns it in h_n: the layers"
            " first, also where there is one, then the batch, also with batch_first=True. The last"
            " row of its output has no axis for the layers."
        ),
    ),
    (
        "RuntimeError",
        "Expected hidden|hidden0 batch size",
        translatable(
            "A recurrent layer reads the batch off its input, which is (T, B, I), time first,"
            " unless it was made with batch_first=True; a cell takes one step of it, (B, I). The"
            " state has the same B. Say for each axis what it counts: is time taken for the"
            " batch?"
        ),
    ),
    (
        "RuntimeError",
        "inconsistent input_size|must be equal to input_size",
        translatable(
            "The last axis of what that layer is handed is not the input size that it was made for:"
            " does the input come first, then the state, and are its own sizes in the right order?"
        ),
    ),
    (
        "RuntimeError",
        "mat1 and mat2 shapes cannot be multiplied",
        translatable(
            "The two sizes in the middle have to be one: nn.Linear(a, b) takes vectors of length a"
            " along the last axis, and in A @ B one of the two may have to be transposed."
        ),
    ),
    (
        "ValueError|RuntimeError|IndexError",
        "broadcast|mismatch|doesn't match|batch[_ ]size|not aligned|must match|mat1|mat2"
        "|size of tensor|Expected (hidden )?size|inconsistent|inhomogeneous|batched|same shape"
        "|same size|invalid for input|cannot reshape|expected .*-D|dimension",
        translatable(
            "The sizes in that line do not fit: print the shape of each operand just before it,"
            " and say for each axis what it counts."
        ),
    ),
    (
        "TypeError",
        "positional argument|keyword argument",
        translatable(
            "The number of arguments is not what that call gives: compare the function's parameters"
            " with those in the stub."
        ),
    ),
    (
        "TypeError",
        "^'module' object is not callable",
        translatable(
            "A whole module is called there: call what is in it, as in `tqdm.tqdm(…)`, or import"
            " that by its name, `from tqdm import tqdm`."
        ),
    ),
    (
        "TypeError",
        VALUE_CALLED,
        translatable(
            "What is called there is a value and no function. Look for a line that gives the"
            " function's name to something else, as `f = f(x)` and `len = 3` do, and choose another"
            " name there. An index stands in square brackets."
        ),
    ),
    (
        "ModuleNotFoundError",
        "",
        translatable(
            "That package is not there when your work is graded: do it with those that the stub"
            " imports, and take the import away. A file of your own is handed in too, under the"
            " name by which it is imported."
        ),
    ),
    (
        "TypeError",
        r"^(?!.*NoneType).*(no len\(\)|not subscriptable|not (iterable|callable|an iterator))",
        translatable(
            "That object cannot do what is asked of it. Of a class of your own, see which methods"
            " the task names (__len__, __getitem__, forward), and how they are spelt and indented."
        ),
    ),
    (
        "TypeError|AttributeError",
        "NoneType",
        translatable(
            "Something is None in that line: a function without `return` gives None, and so does a"
            " method that works in place."
        ),
    ),
    (
        "NameError|UnboundLocalError",
        "",
        translatable(
            "The name has no value there: look for a misspelling, or for a value that is only"
            " set in another function or branch."
        ),
    ),
    (
        "ValueError",
        "truth value of an array",
        translatable("An array has no single truth value: say `is None`, or .any(), or .all()."),
    ),
    (
        "ValueError",
        "to unpack",
        translatable(
            "There are more or fewer things than names on the left of that line: print what is"
            " on the right."
        ),
    ),
    (
        "ValueError",
        "not found|is not in list",
        translatable("What is looked for need not be there: say what happens then."),
    ),
    (
        "TypeError",
        "does not support item assignment",
        translatable("A tuple and a string cannot be changed in place: make a new one."),
    ),
    (
        "AttributeError",
        "before Module.__init__|has no attribute '_(modules|parameters)'",
        translatable(
            "A class that is an nn.Module has to set that up first: super().__init__() is the first"
            " line of its __init__."
        ),
    ),
    (
        "AttributeError",
        "",
        translatable("That object has nothing of this name: print its type just before the line."),
    ),
    (
        "IndexError",
        "",
        translatable(
            "An index goes past the end: indices begin at 0, and the last one is the length less 1."
        ),
    ),
    ("KeyError", "", translatable("There is no such key: print the keys just before the line.")),
    (
        "RecursionError",
        "",
        translatable("The function calls itself without an end: look at when it stops."),
    ),
)

# What these say holds whatever a check is about.
_CERTAIN = (
    ("NameError|UnboundLocalError", ""),
    ("TypeError", "positional argument|keyword argument"),
    ("TypeError", VALUE_CALLED),
    ("ModuleNotFoundError", ""),
)


def find_advice(kind: str, text: str) -> str | None:
    """Return what to look at for an exception of that class and text; None where it is unknown."""
    if kind in ("SyntaxError", "IndentationError", "TabError"):
        return find_syntax_advice(text)
    for classes, pattern, sentence in _ADVICE:
        if re.fullmatch(classes, kind) and re.search(pattern, text):
            return tr(sentence)
    return None


def is_certain(kind: str, text: str) -> bool:
    """Return whether advice on that exception holds whatever the check is about."""
    return any(
        re.fullmatch(classes, kind) and re.search(pattern, text) for classes, pattern in _CERTAIN
    )
