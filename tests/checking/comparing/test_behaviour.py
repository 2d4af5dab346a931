"""More than an answer: that a call raises, that it is fast, that it takes little memory."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.scripted import Script, raised

from grader.checking.comparing.comparison import Comparison
from grader.checking.handles.proxies import Side
from grader.checking.mismatch import Mismatch
from grader.errors import BadCheck
from grader.model import Handle, Tolerances
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Cause

VALUE = ("builtins.ValueError", "builtins.Exception", "builtins.BaseException", "builtins.object")
OWN = ("work.Empty", *VALUE)


def comparison(*reference: object) -> Comparison:
    compare = Comparison(Tolerances())
    compare.reference = Side(Script(*reference))
    return compare


@pytest.mark.parametrize(
    ("kind", "bases"),
    cases(
        {
            "the class": (ValueError, VALUE),
            "a class that it is derived from": (Exception, VALUE),
            "one of two": ((TypeError, ValueError), VALUE),
            "one of the task's own": ("Empty", OWN),
            "what that is derived from": (ValueError, OWN),
            "by name": ("ValueError", VALUE),
        }
    ),
)
def test_a_call_that_raises_as_it_should(kind: Any, bases: tuple[str, ...]) -> None:
    student = Side(Script(raised("E", "", *bases)))
    compare = comparison()
    compare.raises(kind, student.f, [])
    assert compare.found == []


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    cases(
        {
            "another exception": (
                raised("TypeError", "no", "builtins.TypeError"),
                ValueError,
                "f([]): expected ValueError to be raised, got TypeError: no",
            ),
            "an exception without a text": (
                raised("TypeError", "", "builtins.TypeError"),
                ValueError,
                "f([]): expected ValueError to be raised, got TypeError",
            ),
            "neither of two": (
                raised("KeyError", "'a'", "builtins.KeyError"),
                (ValueError, "Empty"),
                "f([]): expected ValueError or Empty to be raised, got KeyError: 'a'",
            ),
            "a class of that name from elsewhere": (
                raised("ValueError", "", "work.ValueError"),
                ValueError,
                "f([]): expected ValueError to be raised, got ValueError",
            ),
            "an answer": (
                3,
                ValueError,
                "f([]): expected ValueError to be raised, got the number 3 given back",
            ),
            "nothing": (
                None,
                ValueError,
                "f([]): expected ValueError to be raised, got None given back",
            ),
        }
    ),
)
def test_a_call_that_does_not(answer: object, kind: Any, sentence: str) -> None:
    with pytest.raises(Mismatch) as caught:
        comparison().raises(kind, Side(Script(answer)).f, [])
    assert str(caught.value) == sentence and caught.value.difference.kind == "raises"


@pytest.mark.parametrize("cause", [Cause.NO_SUCH_NAME, Cause.NOT_A_VERB, Cause.LOADING, Cause.RULE])
def test_an_exception_that_is_no_answer_of_the_function_s_is_told_as_it_is(cause: Cause) -> None:
    """`compare.raises(AttributeError, student.f)` must not pass where there is no f."""
    error = raised("AttributeError", "no f", "builtins.AttributeError", cause=cause)
    with pytest.raises(StudentRaised):
        comparison().raises(AttributeError, Side(Script(error)).f)


def test_a_long_argument_is_not_shown() -> None:
    with pytest.raises(Mismatch, match=r"^f\(…, 2\): "):
        comparison().raises(ValueError, Side(Script(1)).f, list(range(100)), 2)


def test_an_object_that_is_called_is_named_by_its_class() -> None:
    net = Side(Script(Handle(5, "Net"), 1)).make()
    with pytest.raises(Mismatch, match=r"^<Net>\(3\): "):
        comparison().raises(ValueError, net, 3)


def faster(answer: object, times: float = 2.0, want: object = 7) -> Comparison:
    compare = comparison(want)
    compare.faster(Side(Script(answer)).f, [1], than="given.slow", times=times)
    return compare


@pytest.mark.parametrize("mine", [0.5, 1.0, 1e-9])
def test_fast_enough_is_silent(mine: float) -> None:
    assert faster((7, mine, 2.0)).found == []


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        ((7, 1.0, 1.0), "1.0 times as fast"),
        ((7, 1.0, 1.7), "1.7 times as fast (nearly)"),
        ((7, 1.0, 0.0), "0.0 times as fast"),
    ],
    ids=["as slow", "nearly", "no time at all"],
)
def test_too_slow_is_told_with_how_fast_it_is(answer: object, got: str) -> None:
    with pytest.raises(Mismatch) as caught:
        faster(answer)
    assert str(caught.value) == (
        f"the time of f(): expected at least 2 times as fast as given.slow, got {got}"
    )


def test_a_wrong_answer_is_told_before_its_time() -> None:
    with pytest.raises(Mismatch, match=r"^the answer of f\(\): expected 7, got 8"):
        faster((8, 1.0, 1.0))


@pytest.mark.parametrize(
    "claimed",
    [7, (7, "fast", 1.0), (7, 1, 100), (7, None, None), (7, 0.0, 1.0), (7, -1.0, 9.0)],
    ids=repr,
)
def test_a_time_that_is_no_time_is_no_speed(claimed: object) -> None:
    """The student process names it, and may name anything."""
    with pytest.raises(Mismatch, match=r"got 0\.0 times as fast"):
        faster(claimed)


MIB = float(1 << 20)


def lighter(answer: object, **how: Any) -> None:
    comparison(7).lighter(Side(Script(answer)).f, [1], **how)


@pytest.mark.parametrize(
    ("answer", "how"),
    [
        ((7, MIB, 2 * MIB), {"than": "given.f", "times": 2.0}),
        ((7, MIB, MIB), {"than": "given.f"}),
        ((7, MIB, 0.0), {"mib": 1.0}),
    ],
    ids=["half", "as much", "within a limit"],
)
def test_light_enough_is_silent(answer: object, how: dict[str, Any]) -> None:
    lighter(answer, **how)


@pytest.mark.parametrize(
    ("answer", "how", "sentence"),
    cases(
        {
            "more than is given": (
                (7, 2 * MIB, MIB),
                {"than": "given.f"},
                "expected at most 1 MiB, what given.f takes, got 2 MiB at its peak",
            ),
            "more than a part": (
                (7, 3 * MIB, 4 * MIB),
                {"than": "given.f", "times": 4.0},
                "expected at most 1 MiB, 1/4 of what given.f takes, got 3 MiB at its peak",
            ),
            "nearly": (
                (7, 1.1 * MIB, 0.0),
                {"mib": 1.0},
                "expected at most 1 MiB, got 1.1 MiB at its peak (nearly)",
            ),
        }
    ),
)
def test_too_heavy_is_told_in_mib(answer: object, how: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Mismatch) as caught:
        lighter(answer, **how)
    assert str(caught.value) == f"the memory of f(): {sentence}"


@pytest.mark.parametrize("how", [{}, {"than": "given.f", "mib": 1.0}], ids=["neither", "both"])
def test_memory_is_compared_with_one_thing(how: dict[str, Any]) -> None:
    with pytest.raises(BadCheck, match="needs than=, a given function, or mib=, and not both"):
        lighter((7, 1.0, 1.0), **how)


def test_a_function_of_the_check_s_own_is_not_measured() -> None:
    compare: Any = comparison()
    with pytest.raises(BadCheck, match=r"compare\.faster needs a function of the student's"):
        compare.faster(abs, 1, than="given.f", times=2)
    with pytest.raises(BadCheck, match=r"compare\.lighter needs a function of the student's"):
        compare.lighter(abs, 1, mib=1)
