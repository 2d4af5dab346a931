"""Each rule that a recording must keep, on recordings made by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from grader.checking.answerers.answers import Given, Logged, Question, Recorded
from grader.checking.comparing.comparison import SMALLEST_MARGIN, Comparison
from grader.checking.handles.asking import GIVEN_NAMES
from grader.model import Outcome, Proved, Tolerances
from grader.recording.trust import (
    Pass,
    Untrusted,
    check_first_pass,
    check_flow,
    check_loads,
    check_margins,
    check_parts,
    check_reference,
    explain_raised,
)
from grader.sandbox.failures import StudentRaised, StudentStopped
from grader.wire.messages import Cause, Raised
from grader.wire.verbs import Verb


class Silent:
    """Nobody asks: the logs below are written by hand."""

    def ask(self, question: Question, call_back: Any = None) -> Given:
        raise AssertionError(question)


def recorded(*asked: tuple[Question, Any]) -> Recorded:
    side = Recorded(Silent())
    side.log = [(question, question.key, Given(value, {})) for question, value in asked]
    return side


def a_pass(
    *,
    student: Recorded | None = None,
    reference: Recorded | None = None,
    raised: BaseException | None = None,
    prepare: Callable[[Comparison], Any] = lambda compare: None,
) -> Pass:
    compare = Comparison(Tolerances(), judging=False)
    prepare(compare)
    return Pass(
        raised=raised,
        student=student or recorded(),
        reference=reference or recorded(),
        compare=compare,
        seconds=0.1,
        drawn=False,
    )


def call(*args: Any, name: str = "f") -> Question:
    return Question(verb=Verb.CALL, name=name, args=args)


def no_such_name(name: str) -> StudentRaised:
    return StudentRaised(Raised(1, "NoSuchName", name, "", 0, "", False, cause=Cause.NO_SUCH_NAME))


def check_trust(recording: Pass) -> None:
    check_first_pass(recording, defines=("f",), place="test_a.py", points=Decimal(2))


def add_parts(*points: str) -> Callable[[Comparison], None]:
    def prepare(compare: Comparison) -> None:
        for number in points:
            with compare.part(number, "a part"):
                compare.equal(1.0, 1.0)

    return prepare


def test_a_recording_without_a_fault_is_trusted() -> None:
    question = call(1.0)
    first = a_pass(student=recorded((question, 2.0)), reference=recorded((question, 2.0)))
    check_trust(first)
    check_flow(first, a_pass(reference=recorded((question, 2.0))))


def test_the_reference_has_to_pass_its_own_check() -> None:
    with pytest.raises(Untrusted, match=r"ends with ZeroDivisionError: by zero") as caught:
        check_reference(a_pass(raised=ZeroDivisionError("by zero")), ())
    assert caught.value.proof is Proved.REFERENCE
    wrong = a_pass(prepare=lambda compare: compare.equal(1.0, 2.0, names="y"))
    with pytest.raises(Untrusted, match=r"the reference fails it: y: expected 2.0000, got 1.0000"):
        check_reference(wrong, ())


@pytest.mark.parametrize("value", [float("nan"), [float("inf"), 1.0], np.array([np.nan])])
def test_what_is_never_right_is_told_as_that(value: Any) -> None:
    never = a_pass(prepare=lambda compare: compare.equal(value, value, names="y"))
    with pytest.raises(Untrusted, match=r"not finite \(NaN, infinity\).* is never equal"):
        check_reference(never, ())


@pytest.mark.parametrize(
    ("name", "defines", "hint"),
    [
        ("srn_foward", ("srn_forward", "init"), "did you mean srn_forward?"),
        ("g", ("srn_forward", "init"), "it defines srn_forward, init"),
    ],
)
def test_a_name_that_the_reference_lacks_comes_with_the_nearest(
    name: str, defines: tuple[str, ...], hint: str
) -> None:
    assert explain_raised(no_such_name(name), defines) == (
        f"the name {name}, which the reference does not define; {hint}"
    )


def test_a_reference_that_meets_a_limit_is_told_where_limits_are() -> None:
    stopped = StudentStopped(Outcome.TIMED_OUT, "stopped after 10 s of CPU time")
    assert explain_raised(stopped).startswith(
        "it was stopped after 10 s of CPU time; let it compute less"
    )
    assert "[limits] in assignment.toml" in explain_raised(stopped)
    assert "limits" not in explain_raised(StudentStopped(Outcome.CRASHED, "crashed"))


@pytest.mark.parametrize("gaps", [(SMALLEST_MARGIN / 2,), (0.5, 0.0), (1e-9, 0.2)])
def test_scores_that_lie_too_close_are_refused(gaps: tuple[float, ...]) -> None:
    close = a_pass(prepare=lambda compare: compare.margins.extend(gaps))
    with pytest.raises(Untrusted, match="draw other numbers") as caught:
        check_margins(close)
    assert caught.value.proof is Proved.MARGIN and f"{min(gaps):.1e}" in str(caught.value)


def test_scores_that_lie_apart_are_not() -> None:
    check_margins(a_pass(prepare=lambda compare: compare.margins.extend((0.5, SMALLEST_MARGIN))))
    check_margins(a_pass())


def test_parts_add_up_to_the_check_s_points() -> None:
    check_parts(a_pass(prepare=add_parts("1", "1")), Decimal(2))
    check_parts(a_pass(), Decimal(2))
    with pytest.raises(Untrusted, match=r"its parts add up to 1.5 points, and the check has 2"):
        check_parts(a_pass(prepare=add_parts("1", "0.5")), Decimal(2))


CHANGED: dict[str, tuple[list[Logged], list[Logged], str]] = {
    "another argument": (
        recorded((call(1.0), 2.0), (call(4.0), 8.0)).log,
        recorded((call(1.0), 2.0), (call(0.0), 0.0)).log,
        "call 2 on reference (“call f”) depends on what the student answered",
    ),
    "another function": (
        recorded((call(1.0), 2.0)).log,
        recorded((call(1.0, name="g"), 2.0)).log,
        "call 1 on reference (“call f”) depends on what the student answered",
    ),
    "another answer": (
        recorded((call(1.0), np.ones(2))).log,
        recorded((call(1.0), np.array([1.0, 1.0 + 1e-15]))).log,
        "the reference answers call 1 (“call f”) differently the second time",
    ),
    "one call more": (
        recorded((call(1.0), 2.0)).log,
        recorded((call(1.0), 2.0), (call(2.0), 4.0)).log,
        "how often it asks the reference depends on what the student answered",
    ),
    "one call less": (
        recorded((call(1.0), 2.0), (call(2.0), 4.0)).log,
        recorded((call(1.0), 2.0)).log,
        "how often it asks the reference depends on what the student answered",
    ),
}


@pytest.mark.parametrize("change", CHANGED)
def test_two_passes_that_differ_are_refused(change: str) -> None:
    before, now, sentence = CHANGED[change]
    first, second = a_pass(), a_pass()
    first.reference.log, second.reference.log = before, now
    with pytest.raises(Untrusted) as caught:
        check_flow(first, second)
    assert caught.value.proof is Proved.FLOW and sentence in str(caught.value)


def test_a_check_that_ends_early_with_zeros_is_refused() -> None:
    with pytest.raises(Untrusted, match=r"it ends early, with IndexError: 3"):
        check_flow(a_pass(), a_pass(raised=IndexError(3)))


def load(target: int, **more: Any) -> Question:
    return Question(verb=Verb.LOAD, target=target, args=({"w": 1.0},), **more)


def test_weights_are_not_loaded_by_the_reference_s_names() -> None:
    guessed = a_pass(student=recorded((load(1), None)))
    with pytest.raises(Untrusted, match=r"use place\(\) in test_a.py"):
        check_loads(guessed, "test_a.py")


@pytest.mark.parametrize(
    "asked",
    [
        [Question(verb=Verb.LEAVES, target=1), load(1)],
        [load(1, name=GIVEN_NAMES)],
        [load(1_000_000)],
        [call(1.0)],
    ],
    ids=["after the leaves were read", "given by the handout", "PyTorch's own module", "no load"],
)
def test_weights_are_loaded_where_the_names_are_known(asked: list[Question]) -> None:
    check_loads(a_pass(student=recorded(*((question, None) for question in asked))), "test_a.py")


def test_the_first_fault_is_told() -> None:
    both = a_pass(raised=ValueError("no"), prepare=lambda compare: compare.margins.append(0.0))
    with pytest.raises(Untrusted, match="ValueError: no"):
        check_trust(both)
