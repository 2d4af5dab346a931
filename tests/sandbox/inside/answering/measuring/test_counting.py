"""How often functions are called while another one runs."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.answering.measuring.counting import count_calls
from grader.sandbox.inside.answering.objects import NoSuchName

TASK = """
import math

class Model:
    def step(self): return 1
    def run(self): return sum(self.step() for _ in range(3))

def leaf(n): return n
def deep(n): return 0 if n == 0 else deep(n - 1)
def work(n): return [leaf(each) for each in range(n)]
"""


@pytest.fixture
def names() -> dict[str, Any]:
    made: dict[str, Any] = {}
    exec(TASK, made)
    return made


def test_calls_from_the_task_s_own_code_are_counted(names: dict[str, Any]) -> None:
    with count_calls(("leaf", "work"), names) as counts:
        assert names["work"](4) == [0, 1, 2, 3]
    assert counts == {"leaf": 4, "work": 1}


@pytest.mark.parametrize(
    ("wanted", "run", "count"),
    cases(
        {
            "never": ("leaf", lambda names: None, 0),
            "a recursion": ("deep", lambda names: names["deep"](3), 4),
            "a method": ("Model.step", lambda names: names["Model"]().run(), 3),
            "a library's": ("math.sqrt", lambda names: names["math"].sqrt(4), 1),
        }
    ),
)
def test_a_function_is_named_as_the_check_says_it(
    names: dict[str, Any], wanted: str, run: Any, count: int
) -> None:
    with count_calls((wanted,), names) as counts:
        run(names)
    assert counts == {wanted: count}


def test_a_library_that_the_task_calls_otherwise_is_found_by_its_own_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = types.ModuleType("a_library")
    library.f = lambda: 1  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "a_library", library)
    with count_calls(("a_library.f",), {"lib": library}) as counts:
        library.f()
    assert counts == {"a_library.f": 1}


def test_afterwards_everything_is_as_before_also_where_something_was_raised(
    names: dict[str, Any],
) -> None:
    leaf, step = names["leaf"], names["Model"].step
    with pytest.raises(ZeroDivisionError), count_calls(("leaf", "Model.step"), names) as counts:
        names["leaf"](1)
        raise ZeroDivisionError
    assert counts == {"leaf": 1, "Model.step": 0}
    assert names["leaf"] is leaf and names["Model"].step is step


def test_the_counting_one_looks_like_the_function(names: dict[str, Any]) -> None:
    with count_calls(("leaf",), names):
        assert names["leaf"].__name__ == "leaf"


@pytest.mark.parametrize("wanted", ["nothing", "Model.nothing", "nothing.leaf", "math.a.b"])
def test_a_name_that_is_not_there_is_told_and_nothing_is_changed(
    names: dict[str, Any], wanted: str
) -> None:
    leaf = names["leaf"]
    with pytest.raises(NoSuchName, match=wanted), count_calls(("leaf", wanted), names):
        raise AssertionError("the block was entered")
    assert names["leaf"] is leaf
