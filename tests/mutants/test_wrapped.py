"""Answers in another wrapping: what is written is run here, as a check would call it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.mutated import rewritten

from grader.mutants.rewritten import Way
from grader.mutants.wrapped import answer_with_list, answer_with_view, compute_in_float64


def wrapped(way: Way, text: str, name: str = "f") -> Any:
    """The function of a file that was written another way."""
    made = rewritten(way, text, name)
    assert made is not None
    names: dict[str, Any] = {}
    exec(compile(made[1], "wrapped.py", "exec"), names)
    return names[name]


PAIR = 'def f(x, n=2):\n    """Both."""\n    if n < 0:\n        return None\n    return x, [n]\n'


def test_a_pair_comes_as_a_list_and_anything_else_as_it_was() -> None:
    function = wrapped(answer_with_list, PAIR)
    assert function(1) == [1, [2]] and function(1, n=3) == [1, [3]]
    assert function(1, n=-1) is None


def test_a_function_keeps_its_name_and_its_signature() -> None:
    function = wrapped(answer_with_list, PAIR)
    assert (function.__name__, function.__doc__) == ("f", "Both.")
    assert function.__wrapped__(1) == (1, [2])


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "no pair is written": "def f(x):\n    return tuple(x)\n",
            "nothing is returned": "def f(x):\n    x.sort()\n",
            "the file uses it": (
                "def f(x):\n    return x, x\n\nclass Net:\n    def g(self):\n        return f(1)\n"
            ),
            "a generator": "def f(x):\n    yield x, x\n",
        }
    ),
)
def test_a_list_is_not_given_where_somebody_may_need_the_tuple(text: str) -> None:
    assert rewritten(answer_with_list, text, "f", "Net") is None


ARRAY = "import numpy as np\n\ndef f(x):\n    return x * 2\n"


@pytest.mark.parametrize("shape", [(3,), (2, 3), (0, 3), (1, 1, 1)], ids=str)
@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "?"])
def test_a_view_has_the_same_numbers_which_do_not_lie_side_by_side(
    shape: tuple[int, ...], dtype: str
) -> None:
    given = np.ones(shape, dtype)
    answer = wrapped(answer_with_view, ARRAY)(given)
    assert np.array_equal(answer, given * 2) and answer.dtype == (given * 2).dtype
    assert answer.base is not None
    assert not answer.size or answer.strides[-1] == 2 * answer.itemsize


@pytest.mark.parametrize(
    ("given", "answer"),
    [((np.ones(2), 3), "(array([1., 1.]), 3)"), ([np.ones(1)], "[array([1.])]"), ("a", "'a'")],
    ids=["in a tuple", "in a list", "no array"],
)
def test_views_are_made_within_tuples_and_lists(given: Any, answer: str) -> None:
    function = wrapped(answer_with_view, "import numpy as np\n\ndef f(x):\n    return x\n")
    assert repr(function(given)) == answer


@pytest.mark.parametrize(
    "given",
    [np.float64(3.0), np.array(3.0), np.array(["a", None], dtype=object)],
    ids=["a number", "an array without axes", "objects"],
)
def test_what_has_no_other_layout_stays(given: Any) -> None:
    function = wrapped(answer_with_view, "import numpy as np\n\ndef f(x):\n    return x\n")
    assert function(given) is given


@pytest.mark.parametrize(
    ("text", "torch"),
    [(ARRAY, True), (ARRAY.replace("import numpy as np\n", ""), False)],
    ids=["a task of torch", "without NumPy"],
)
def test_a_view_is_for_arrays_of_numpy(text: str, torch: bool) -> None:
    assert rewritten(answer_with_view, text, "f", torch=torch) is None


@pytest.mark.parametrize(
    ("body", "applies"),
    cases(
        {
            "a computation": ("return x / x.norm()", True),
            "two lines": ("y = x @ x\n    return y.sum(0)", True),
            "a module that it calls": ("return x(1)", False),
            "a tensor of its own": ("return x + torch.ones(3)", False),
            "a number that it takes out": ("return x.sum().item()", False),
            "an item that it sets": ("x[0] = 1\n    return x", False),
            "an attribute that it sets": ("x.grad = None\n    return x", False),
            "in place": ("return x.add_(1)", False),
            "a sum in place": ("x += 1\n    return x", False),
            "a dtype that it reads": ("return x.to(torch.int64)", False),
        }
    ),
)
def test_only_what_merely_computes_is_computed_in_float64(body: str, applies: bool) -> None:
    text = f"import torch\n\ndef f(x):\n    {body}\n"
    made = rewritten(compute_in_float64, text, "f", torch=True)
    assert (made is not None) is applies
    assert made is None or made[0] == "the answers of f are computed in float64"
