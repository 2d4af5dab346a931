"""A teacher's own asserts over a task's names."""

from __future__ import annotations

import collections
from types import CodeType
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.sandbox.inside.answering.asserting import AssertFailed, run_asserts

STUDENT = "def f(x): return x + 1\ndef g(x): assert x > 0, 'mine'\n"


def execute(code: CodeType, names: dict[str, Any]) -> None:
    exec(code, names)


def task() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(STUDENT, "a.py", "exec"), names)
    return names


def run(body: str, names: dict[str, Any] | None = None) -> Any:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    own = task() if names is None else names
    return run_asserts("check", f"def check():\n{lines}", own, execute, {"a.py"})


def test_asserts_that_hold_say_nothing() -> None:
    assert run("assert f(1) == 2") is None


@pytest.mark.parametrize(
    ("body", "text"),
    cases(
        {
            "without words": ("assert f(1) == 3", "assert f(1) == 3"),
            "with words": ("assert f(1) == 3, 'not 3'", "assert f(1) == 3, 'not 3'\nnot 3"),
            "the one that fails": ("assert f(1) == 2\nassert f(2) == 2", "assert f(2) == 2"),
            "in a function of the check's": (
                "def same(a, b):\n    assert a == b\nsame(f(1), 3)",
                "assert a == b",
            ),
            "in a library": (
                "import numpy as np\nnp.testing.assert_equal(f(1), 3)",
                "np.testing.assert_equal(f(1), 3)",
            ),
            "an error that should have been raised": (
                "import pytest\nwith pytest.raises(ValueError):\n    f(1)",
                "with pytest.raises(ValueError):",
            ),
        }
    ),
)
def test_an_assert_that_fails_is_told_by_its_line(body: str, text: str) -> None:
    with pytest.raises(AssertFailed) as caught:
        run(body)
    assert str(caught.value).startswith(text)


def test_an_assert_of_the_student_s_own_is_the_student_s_error() -> None:
    with pytest.raises(AssertionError, match="mine") as caught:
        run("g(-1)")
    assert not isinstance(caught.value, AssertFailed)


def test_any_other_error_goes_on_as_it_is() -> None:
    with pytest.raises(TypeError):
        run("f(None)")


def test_the_check_s_names_are_its_own() -> None:
    names = task()
    before = dict(names)
    run("f = None\nassert f is None", names)
    assert {key: names[key] for key in before} == before and "check" not in names


def test_a_check_that_says_global_means_the_task_s() -> None:
    names = task()
    run("global f\nf = None", names)
    assert names["f"] is None


Pair = collections.namedtuple("Pair", ["a", "b"])


@pytest.mark.parametrize(
    ("returned", "told"),
    cases(
        {
            "nothing": ("None", None),
            "no dict": ("3", None),
            "an empty dict": ("{}", {}),
            "plain values": ("{'y': f(1), 'n': None}", {"y": ("int", 2), "n": ("NoneType", None)}),
            "names that are no texts": ("{1: 2.0}", {"1": ("float", 2.0)}),
        }
    ),
)
def test_what_a_check_returns_is_told_with_its_types(returned: str, told: Any) -> None:
    assert run(f"return {returned}") == told


def test_an_array_is_told_as_it_is() -> None:
    kind, value = run("import numpy as np\nreturn {'y': np.arange(3)}")["y"]
    assert kind == "ndarray" and np.array_equal(value, np.arange(3))


def test_what_cannot_be_sent_is_told_as_text_that_is_the_same_each_time() -> None:
    body = "class Own: pass\nreturn {'y': Own()}"
    first, second = run(body)["y"], run(body)["y"]
    assert first == second and first[0] == "Own" and "0x" not in first[1]
