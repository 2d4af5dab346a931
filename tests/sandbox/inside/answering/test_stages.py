"""Functions of earlier stages: listened to, or answered by the other side."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.answering.objects import NoSuchName
from grader.sandbox.inside.answering.stages import note, replace
from grader.sandbox.inside.substitutes.imports import OF_STUDENTS
from grader.wire.verbs import ASKED, GAVE

TASK = """
def embed(x, scale=2.0, *, name="e"): return x * scale
def run(x): return embed(x) + 1
other = embed
"""


class Side:
    """The other side: it keeps what it is told and answers the same each time."""

    def __init__(self, answer: Any = None) -> None:
        self.told: list[tuple[int, tuple[Any, ...], dict[str, Any]]] = []
        self._answer = answer

    def __call__(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.told.append((number, args, kwargs))
        return self._answer


def names(text: str = TASK) -> dict[str, Any]:
    made: dict[str, Any] = {}
    exec(text, made)
    return made


def test_each_call_of_a_noted_function_is_told_with_what_it_gave() -> None:
    task, side = names(), Side()
    assert note("embed", 5, task, side) == (("x", "scale", "name"), {"scale": 2.0, "name": "e"})
    assert task["run"](3) == 7
    assert task["embed"](1, scale=4) == 4
    assert side.told == [
        (5, (ASKED, 3), {}),
        (5, (GAVE, 6.0), {}),
        (5, (ASKED, 1), {"scale": 4}),
        (5, (GAVE, 4), {}),
    ]


def test_a_noted_function_that_raises_has_asked_and_not_given() -> None:
    task, side = names("def f(x): return 1 / x"), Side()
    note("f", 1, task, side)
    with pytest.raises(ZeroDivisionError):
        task["f"](0)
    assert [args for _, args, _ in side.told] == [(ASKED, 0)]


def test_a_function_that_is_not_there_cannot_be_noted_but_replaced() -> None:
    task, side = names(), Side("answer")
    with pytest.raises(NoSuchName, match="nothing"):
        note("nothing", 1, task, side)
    replace("nothing", 1, task, side)
    assert task["nothing"](1, b=2) == "answer" and side.told == [(1, (1,), {"b": 2})]


def test_a_replaced_function_is_answered_wherever_it_is_called() -> None:
    task, side = names(), Side(10)
    replace("embed", 2, task, side)
    assert (task["run"](3), task["other"](4), task["embed"].__name__) == (11, 10, "embed")
    assert [args for _, args, _ in side.told] == [(3,), (4,)]


def test_a_function_that_another_file_of_the_student_s_imported_is_replaced_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = names()
    beside, library = types.ModuleType("beside_of_a_test"), types.ModuleType("library_of_a_test")
    beside.__dict__.update({OF_STUDENTS: True, "e": task["embed"]})
    library.__dict__["e"] = task["embed"]
    for module in (beside, library):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    replace("embed", 2, task, Side(10))
    assert beside.__dict__["e"](3) == 10 and library.__dict__["e"](3) == 6


@pytest.mark.parametrize(
    ("function", "parameters", "defaults"),
    cases(
        {
            "none": ("def f(): ...", (), {}),
            "without defaults": ("def f(x, y): ...", ("x", "y"), {}),
            "plain defaults": (
                "def f(x, n=1, on=True, name='a', none=None): ...",
                ("x", "n", "on", "name", "none"),
                {"n": 1, "on": True, "name": "a", "none": None},
            ),
            "a default that cannot be sent": ("def f(x, y=[]): ...", ("x", "y"), {}),
            "any number": ("def f(x, *rest, y=1): ...", (), {}),
            "any names": ("def f(x, **more): ...", (), {}),
            "no signature": ("f = dict.fromkeys", (), {}),
        }
    ),
)
def test_parameters_are_told_where_there_is_a_fixed_number(
    function: str, parameters: tuple[str, ...], defaults: dict[str, Any]
) -> None:
    told = note("f", 1, names(function), Side())
    if function != "f = dict.fromkeys":
        assert told == (parameters, defaults)
    else:
        assert isinstance(told[0], tuple)


@pytest.mark.parametrize(
    "answer", [1, (1, [2.0, None]), {"a": (1,)}, [], "text", type("Own", (), {})()]
)
def test_what_is_no_module_of_pytorch_s_is_told_as_it_is(answer: Any) -> None:
    task, side = {"f": lambda: answer}, Side()
    note("f", 1, task, side)
    assert task["f"]() is answer
    assert side.told[-1][1] == (GAVE, answer)
