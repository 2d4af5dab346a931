"""Advice on an exception, by its class and its text, as NumPy, Python and PyTorch write them."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.judging.telling.advice import find_advice, is_certain


@pytest.mark.parametrize(
    ("kind", "text", "about"),
    cases(
        {
            "a colon": ("SyntaxError", "expected ':'", "stops there"),
            "indentation": ("IndentationError", "unexpected indent", "right indentation"),
            "a misspelt name": ("NameError", "name 'ouput' is not defined", "misspelling"),
            "a name of one branch": (
                "UnboundLocalError",
                "cannot access local variable 'h'",
                "another function or branch",
            ),
            "shapes of NumPy": (
                "ValueError",
                "operands could not be broadcast together with shapes (3,) (4,)",
                "sizes in that line do not fit",
            ),
            "a matmul of NumPy": (
                "ValueError",
                "matmul: Input operand 1 has a mismatch in its core dimension 0",
                "sizes in that line do not fit",
            ),
            "a matmul of PyTorch": (
                "RuntimeError",
                "mat1 and mat2 shapes cannot be multiplied (3x4 and 5x6)",
                "nn.Linear(a, b) takes vectors of length a",
            ),
            "batch and time": (
                "RuntimeError",
                "Expected hidden size (1, 5, 4), got [1, 3, 4]",
                "batch_first",
            ),
            "dtypes of PyTorch": (
                "RuntimeError",
                "expected m1 and m2 to have the same dtype, but got: float != double",
                "Two kinds of numbers",
            ),
            "float64 for a layer": (
                "ValueError",
                "RNN input dtype (torch.float64) does not match weight dtype (torch.float32)",
                "NumPy's fractions are float64",
            ),
            "a state of one layer for two": (
                "RuntimeError",
                "Expected hidden size (2, 3, 4), got [1, 3, 4]",
                "num_layers",
            ),
            "a state with layers for a cell": (
                "ValueError",
                "RNNCell: Expected hidden to be 1D or 2D, got 3D instead",
                "no time and no layers",
            ),
            "a state with the batch first": (
                "RuntimeError",
                "Expected hidden size (1, 3, 128), got [3, 1, 128]",
                "the layers first",
            ),
            "a row of the output as a state": (
                "RuntimeError",
                "For batched 3-D input, hx should also be 3-D but got 2-D tensor",
                "no axis for the layers",
            ),
            "a list of tensors": (
                "ValueError",
                "only one element tensors can be converted to Python scalars",
                "torch.stack",
            ),
            "a dataset without a length": (
                "TypeError",
                "object of type 'TranslateDataset' has no len()",
                "__len__",
            ),
            "nothing that is called": (
                "TypeError",
                "'NoneType' object is not callable",
                "without `return`",
            ),
            "scores and labels": (
                "ValueError",
                "Expected input batch_size (3) to match target batch_size (6).",
                "scores (N, C) and labels (N,)",
            ),
            "a product number by number": (
                "ValueError",
                "could not broadcast input array from shape (4,4) into shape (4,)",
                "@ is the product",
            ),
            "other sizes of NumPy": (
                "ValueError",
                "could not broadcast input array from shape (4,3) into shape (4,)",
                "sizes in that line do not fit",
            ),
            "a whole array for a number": (
                "TypeError",
                "only length-1 arrays can be converted to Python scalars",
                "one number is asked for",
            ),
            "cut off": (
                "RuntimeError",
                "element 0 of tensors does not require grad and does not have a grad_fn",
                "cut off from the weights",
            ),
            "the graph of the last step": (
                "RuntimeError",
                "Trying to backward through the graph a second time",
                "build the loss anew",
            ),
            "in place": (
                "RuntimeError",
                "a leaf Variable that requires grad is being used in an in-place operation.",
                "collect them in a list",
            ),
            "super": (
                "AttributeError",
                "cannot assign module before Module.__init__() call",
                "super().__init__()",
            ),
            "None": ("TypeError", "'NoneType' object is not subscriptable", "without `return`"),
            "too few arguments": (
                "TypeError",
                "f() missing 1 required positional argument: 'w'",
                "number of arguments",
            ),
            "a tuple that is called": (
                "TypeError",
                "'tuple' object is not callable",
                "choose another name there",
            ),
            "an array that is called": (
                "TypeError",
                "'numpy.ndarray' object is not callable",
                "square brackets",
            ),
            "a built-in name that is a number": (
                "TypeError",
                "'int' object is not callable",
                "`len = 3`",
            ),
            "a tensor that is called": (
                "TypeError",
                "'Tensor' object is not callable",
                "a value and no function",
            ),
            "a class of one's own without __call__": (
                "TypeError",
                "'Encoder' object is not callable",
                "which methods the task names",
            ),
            "a module that is called": (
                "TypeError",
                "'module' object is not callable",
                "from tqdm import tqdm",
            ),
            "a package that is not installed": (
                "ModuleNotFoundError",
                "No module named 'cv2'",
                "those that the stub imports",
            ),
            "a package that the course does not allow": (
                "ModuleNotFoundError",
                "scipy cannot be imported here: this course allows NumPy and the standard library",
                "those that the stub imports",
            ),
            "an index": ("IndexError", "list index out of range", "past the end"),
            "a key": ("KeyError", "'loss'", "no such key"),
            "a truth value": (
                "ValueError",
                "The truth value of an array with more than one element is ambiguous.",
                ".any()",
            ),
            "unpacking": ("ValueError", "too many values to unpack (expected 2)", "on the left"),
            "a tuple": ("TypeError", "'tuple' object does not support item assignment", "new one"),
            "without end": ("RecursionError", "maximum recursion depth exceeded", "when it stops"),
        }
    ),
)
def test_an_exception_is_advised_on(kind: str, text: str, about: str) -> None:
    told = find_advice(kind, text)
    assert told is not None and about in told and told.endswith((".", "?"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ValueError", "my own words"),
        ("ZeroDivisionError", "division by zero"),
        ("MyNameError", "name 'x' is not defined"),
        ("NameErrors", ""),
        ("", ""),
        ("RuntimeError", ""),
    ],
)
def test_of_what_is_not_known_nothing_is_said(kind: str, text: str) -> None:
    assert find_advice(kind, text) is None


@pytest.mark.parametrize(
    ("kind", "text", "certain"),
    [
        ("NameError", "name 'x' is not defined", True),
        ("UnboundLocalError", "", True),
        ("TypeError", "f() got an unexpected keyword argument 'y'", True),
        ("TypeError", "unsupported operand type(s)", False),
        ("IndexError", "list index out of range", False),
    ],
)
def test_some_advice_holds_whatever_the_check_is_about(kind: str, text: str, certain: bool) -> None:
    """It goes before the course's own hint, which cannot know of a slip of the keyboard."""
    assert is_certain(kind, text) is certain
