"""The path of one submission: judged, or held where something of ours failed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from support.classes import handed_in
from support.courses import tiny

from grader.errors import (
    BadCheck,
    BadFile,
    CalledWrongly,
    ExaminerError,
    NotReleased,
    RecordingRefused,
    SandboxError,
    WireError,
)
from grader.examiner.jobs import JudgeJob, ResultReply
from grader.model import Blame, Submission
from grader.runs.one import grade_one, judge_or_hold

WORK = Submission(name="ada", files=(), student="s1")


class Examiner:
    """Answers every submission with one result, or one error, and keeps what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []

    def judge_job(self, job: JudgeJob, **how: Any) -> ResultReply:
        self.asked.append({**msgspec.structs.asdict(job), **how})
        if isinstance(self.answer, Exception):
            raise self.answer
        return ResultReply(self.answer)


def judged(answer: Any, **how: Any) -> Any:
    examiner: Any = Examiner(answer)
    return judge_or_hold(examiner, WORK, tiny(), **how)


def test_what_the_examiner_says_is_the_result() -> None:
    assert judged(handed_in("ada")) == handed_in("ada")


def test_what_is_asked_for_is_handed_on() -> None:
    examiner: Any = Examiner(handed_in("ada"))
    judge_or_hold(
        examiner, WORK, tiny(), tasks=("rescale",), checks=("rescale::x",), stop_first=True
    )
    assert examiner.asked == [
        {
            "submission": WORK,
            "tasks": ("rescale",),
            "stop_first": True,
            "checks": ("rescale::x",),
            "evidence": b"",
            "on_measures": None,
        }
    ]


@pytest.mark.parametrize(
    "error", [ExaminerError("it died"), SandboxError("no fork"), WireError("odd")]
)
def test_what_failed_is_ours_and_holds_the_work(error: Exception) -> None:
    result = judged(error)
    assert result.held and result.earned is None
    assert result.submission.notes == (f"the grader failed, not the student: {error}",)
    assert {task.blame for task in result.tasks} == {Blame.GRADER}


@pytest.mark.parametrize(
    "error",
    [
        BadCheck("odd"),
        BadFile("a.py", "odd"),
        CalledWrongly("odd"),
        NotReleased("odd"),
        RecordingRefused("odd"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_would_hold_for_every_submission_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        judged(error)


def test_a_slip_of_our_own_is_not_hidden_behind_a_held_result() -> None:
    with pytest.raises(TypeError):
        judged(TypeError("a bug"))


@pytest.mark.parametrize("blame", Blame)
def test_what_could_not_be_read_is_held_without_starting_anything(blame: Blame) -> None:
    broken = Submission(name="ada", files=(), problem="the zip is broken", blame=blame)
    result = grade_one(broken, tiny())
    assert result.held and result.submission.notes[-1] == "the zip is broken"
    assert {task.blame for task in result.tasks} == {blame}
