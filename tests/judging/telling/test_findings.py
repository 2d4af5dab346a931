"""From what ended a check to its finding: the outcome, whose doing it is, and the sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.results import check
from support.scripted import Script, raised

from grader.checking.comparing.verdicts import Part
from grader.checking.handles.proxies import Side
from grader.checking.mismatch import Mismatch
from grader.errors import BadCheck, ExaminerError, NoGpu, WireError
from grader.judging.telling.findings import (
    LAYERS,
    LOOPS,
    describe_blocked,
    describe_broken_rule,
    describe_ending,
    describe_missing_gpu,
    describe_stop,
)
from grader.judging.telling.found import PASSED, Ending
from grader.model import Blame, Difference, Form, HintKind, Outcome, Place
from grader.nouns import replace
from grader.sandbox.failures import StudentStopped
from grader.sandbox.hanging import Running
from grader.sandbox.survey import RuleUse, TaskSurvey

PLACE = Place(file="a.py", line=3)
SURVEY = TaskSurvey(
    task="a", form=Form.FILE, name="a.py", places={"f": PLACE}, uses=(), notes=(), text=""
)


def ending(error: BaseException | None, file: Path = Path("test_a.py"), **more: Any) -> Ending:
    return Ending(**{"raised": error, "survey": SURVEY, "check_file": file, **more})


def difference(kind: str = "values", where: str = "y") -> Difference:
    return Difference(kind=kind, where=where, expected="1", got="2")


def test_a_check_that_raised_nothing_passed() -> None:
    assert describe_ending(ending(None)) is PASSED


@pytest.mark.parametrize(
    ("kind", "fails"),
    [
        ("values", HintKind.VALUES),
        ("not_finite", HintKind.VALUES),
        ("exact", HintKind.VALUES),
        ("raises", HintKind.VALUES),
        ("shape", HintKind.SHAPE),
        ("structure", HintKind.SHAPE),
        ("type", HintKind.SHAPE),
        ("dtype", HintKind.DTYPE),
        ("changed", HintKind.CHANGED),
        ("gradient", HintKind.GRADIENT),
        ("placement", None),
    ],
)
def test_a_difference_is_the_student_s_and_chooses_the_hint(
    kind: str, fails: HintKind | None
) -> None:
    found = describe_ending(ending(Mismatch(difference(kind))))
    assert (found.outcome, found.blame, found.fails) == (Outcome.FAILED, Blame.STUDENT, fails)
    assert (found.message, found.place) == ("y: expected 1, got 2", PLACE)
    assert (found.advice == LAYERS) is (kind == "placement")


class TestTheCheckItself:
    """What its own code raised: the student's answer, a slip of the course's, or ours."""

    def raise_in(self, folder: Path, body: str, **names: Any) -> tuple[BaseException, Path]:
        path = folder / "test_a.py"
        path.write_text(f"def test_x(student, np=None):\n    {body}\n")
        scope: dict[str, Any] = dict(names)
        exec(compile(path.read_text(), str(path), "exec"), scope)
        with pytest.raises(Exception) as caught:
            scope["test_x"](*names.values())
        return caught.value, path

    def test_a_value_of_the_student_s_that_it_cannot_use(self, tmp_path: Path) -> None:
        side = Side(Script(3))
        error, path = self.raise_in(tmp_path, "one, two = student.f(1)", student=side)
        found = describe_ending(ending(error, path, session=side._session))
        assert (found.outcome, found.blame) == (Outcome.FAILED, Blame.STUDENT)
        assert found.message == (
            "the answer of f(): expected something that the check can work with, got the number 3\n"
            "(using it ended with TypeError: cannot unpack non-iterable int object)"
        )

    def test_a_slip_of_the_course_s_holds_the_grade(self, tmp_path: Path) -> None:
        error, path = self.raise_in(tmp_path, "return [1, 2][5]", student=None)
        found = describe_ending(ending(error, path))
        assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.COURSE)
        assert found.message == (
            "IndexError in the check itself: list index out of range (test_a.py:2)"
        )

    @pytest.mark.parametrize("error", [ExaminerError("it died"), BadCheck("needs scores")])
    def test_our_own_errors_are_told_as_they_are(self, error: Exception) -> None:
        found = describe_ending(ending(error))
        assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
        assert found.message == f"{error} (test_a.py)"

    def test_a_value_too_large_to_be_sent_is_ours_where_no_student_made_it(self) -> None:
        assert describe_ending(ending(WireError("too large"))).blame is Blame.GRADER


def part(points: str, error: Exception | None = None, title: str = "A part") -> Part:
    return Part(Decimal(points), title, error)


class TestParts:
    def test_all_that_hold_are_a_check_that_passed(self) -> None:
        assert describe_ending(ending(None, parts=(part("1"), part("2")))) is PASSED

    def test_each_that_does_not_has_its_line_and_the_others_their_points(self) -> None:
        parts = (
            part("1", Mismatch(difference(where="first")), "One"),
            part("0.50"),
            part("2", raised("ValueError", "no"), "Three"),
        )
        found = describe_ending(ending(None, parts=parts))
        assert (found.earned, found.outcome) == (Decimal("0.50"), Outcome.FAILED)
        assert found.message == (
            "One (1 points): first: expected 1, got 2\n"
            "Three (2 points): it() ended with ValueError: no"
        )

    def test_a_fault_of_ours_holds_the_whole_check(self) -> None:
        parts = (part("1", Mismatch(difference())), part("1", ValueError("a slip")))
        found = describe_ending(ending(None, parts=parts))
        assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.COURSE)

    def test_what_ended_the_check_outside_of_them_is_told_first(self) -> None:
        parts = (part("1"), part("1", Mismatch(difference(where="second")), "Two"))
        found = describe_ending(ending(Mismatch(difference(where="outside")), parts=parts))
        lines = found.message.splitlines()
        assert lines[0].startswith("outside:") and lines[1].startswith("Two (1 points): second:")
        assert found.earned == 1

    def test_what_ended_the_check_in_a_part_is_told_once(self) -> None:
        stop = StudentStopped(Outcome.CRASHED, "it crashed")
        found = describe_ending(ending(stop, parts=(part("1"), part("1", stop))))
        assert found.message == "A part (1 points): it crashed" and found.earned == 1


WHERE = Running(place=Place(file="a.py", line=7), traceback="a.py:7 in f")


def stopped(outcome: Outcome, *, busy: bool = False, running: Running | None = None) -> Any:
    error = StudentStopped(outcome, "stopped after 10 s", busy=busy)
    error.running = running
    return error


class TestStopped:
    @pytest.mark.parametrize(
        ("outcome", "needs", "message"),
        [
            (Outcome.TIMED_OUT, 0.0, "stopped after 10 s"),
            (Outcome.TIMED_OUT, 0.5, "stopped after 10 s; the reference needs 0.50 s"),
            (Outcome.TIMED_OUT, 0.0001, "stopped after 10 s; the reference needs 0.01 s"),
            (Outcome.OUT_OF_MEMORY, 0.5, "stopped after 10 s"),
            (Outcome.CRASHED, 0.5, "stopped after 10 s"),
        ],
    )
    def test_what_stopped_it_is_told_with_what_the_reference_needs(
        self, outcome: Outcome, needs: float, message: str
    ) -> None:
        found = describe_stop(stopped(outcome), PLACE, needs)
        assert (found.outcome, found.message, found.place) == (outcome, message, PLACE)
        assert found.blame is Blame.STUDENT
        assert (found.fails is HintKind.TIMEOUT) is (outcome is Outcome.TIMED_OUT)

    def test_the_line_that_it_stood_at_is_told(self) -> None:
        found = describe_stop(stopped(Outcome.TIMED_OUT, running=WHERE), PLACE)
        assert found.message == "stopped after 10 s, at a.py:7"
        assert (found.place, found.traceback, found.advice) == (WHERE.place, WHERE.traceback, LOOPS)

    def test_a_kill_that_was_not_ours_is_nobody_s_work(self) -> None:
        found = describe_stop(stopped(Outcome.CRASHED, busy=True), PLACE)
        assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
        assert "is the machine out of memory? Run it again" in found.message

    def test_a_busy_machine_is_no_excuse_for_time_that_was_used(self) -> None:
        assert describe_stop(stopped(Outcome.TIMED_OUT, busy=True)).blame is Blame.STUDENT


class TestBlocked:
    NEEDED = check("a::shape", Outcome.FAILED, title="It answers", blame=Blame.STUDENT)

    def test_the_need_is_named_by_its_title(self) -> None:
        found = describe_blocked("a::shape", [self.NEEDED])
        assert (found.outcome, found.blame) == (Outcome.BLOCKED, Blame.STUDENT)
        assert found.message == "not run: it needs “It answers” (a::shape), which did not pass"

    def test_whoever_has_to_mend_the_need_has_to_mend_this(self) -> None:
        held = replace(self.NEEDED, outcome=Outcome.GRADER_FAULT, blame=Blame.COURSE)
        assert describe_blocked("a::shape", [held]).blame is Blame.COURSE

    def test_a_need_that_did_not_run_is_named_by_its_id(self) -> None:
        assert "it needs “a::shape” (a::shape)" in describe_blocked("a::shape", []).message


class TestRules:
    USE = RuleUse(say="Use NumPy only.", used="scipy.signal", place=Place(file="a.py", line=2))

    def test_the_first_check_fails_with_the_rule_s_own_sentence(self) -> None:
        found = describe_broken_rule(self.USE, [])
        assert (found.outcome, found.place) == (Outcome.FAILED, self.USE.place)
        assert found.message == "a.py:2 uses scipy.signal. Use NumPy only."

    def test_the_others_are_blocked_so_that_one_slip_is_told_once(self) -> None:
        found = describe_broken_rule(self.USE, [check(title="The first")])
        assert (found.outcome, found.blame) == (Outcome.BLOCKED, Blame.STUDENT)
        assert found.message == "not run: a.py:2 uses scipy.signal, see “The first”"


def test_without_a_gpu_nobody_s_points_hang_on_it() -> None:
    found = describe_missing_gpu(NoGpu("rescale is computed on a GPU"))
    assert (found.outcome, found.blame) == (Outcome.GRADER_FAULT, Blame.GRADER)
    assert found.message.startswith("not run: rescale is computed on a GPU")
