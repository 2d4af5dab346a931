"""A class that handed in the tiny homework.

Results as judging gives them, decisions as staff make them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from grader.config import load_course_assignment, load_rubrics
from grader.model import (
    Assignment,
    Comment,
    Extension,
    Hold,
    Outcome,
    Override,
    Policy,
    Receipt,
    RegradeAnswer,
    RegradeRequest,
    Result,
    RubricEntry,
    SubmissionRecord,
    TaskResult,
    TaskStatus,
)
from grader.nouns import replace
from grader.policy import marked_digest
from grader.release.making import write_files
from grader.runs.recording import record
from support.courses import TINY, copied, made_once, tiny
from support.results import check, result, task

NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
DUE = datetime.fromisoformat("2026-12-01T23:59:00+01:00")
HELD, NOTHING = "held", None
RUBRICS = load_rubrics(tiny())


def handed_in(
    name: str = "ada",
    running_mean: str | None = "4",
    rescale: str | None = "5",
    answer: str | None = "Because.",
    *,
    received: str | None = None,
    student: str | None = None,
    digest: str | None = None,
    **more: Any,
) -> Result:
    """A result of the tiny homework: points by task, `held`, or None for what was not handed in."""
    status = TaskStatus.NOT_SUBMITTED if answer is None else TaskStatus.AWAITING
    tasks = (
        coding("running_mean", running_mean, 4),
        coding("rescale", rescale, 5),
        task("reflection", status=status, possible=Decimal(3), answer=answer),
    )
    record = SubmissionRecord(
        name=name, digest=digest or f"sha256:{name}", received=received, notes=()
    )
    return result(
        *tasks,
        name=name,
        **{"assignment": "tiny", "student": student, "submission": record, **more},
    )


def coding(name: str, points: str | None, possible: int) -> TaskResult:
    """A coding task's result."""
    full = Decimal(possible)
    if points is None:
        missing = check(f"{name}::one", Outcome.NOT_SUBMITTED, possible=full)
        return task(name, missing, status=TaskStatus.NOT_SUBMITTED)
    if points == HELD:
        return task(
            name, check(f"{name}::one", Outcome.GRADER_FAULT, possible=full), status=TaskStatus.HELD
        )
    return task(name, check(f"{name}::one", possible=full, earned=Decimal(points)))


def policy(**said: Any) -> Assignment:
    """The tiny homework with a policy; what is not said is as in `assignment.toml`."""
    return replace(tiny(), policy=Policy(**said))


def mark(of: Result, criterion: str | None, points: str | None, **more: Any) -> RubricEntry:
    """A mark for the answer in a result."""
    plain = RubricEntry(
        assignment=of.assignment,
        student=of.student or of.submission.name,
        task="reflection",
        criterion=criterion,
        points=None if points is None else Decimal(points),
        marked=marked_digest(of, "reflection"),
        by="amy",
        recorded=NOON,
    )
    return replace(plain, **more)


def marked(of: Result, why: str = "2", example: str = "1") -> list[RubricEntry]:
    """All marks of an answer."""
    return [mark(of, "why", why), mark(of, "example", example)]


def override(
    points: str | None, task: str = "running_mean", student: str = "ada", **more: Any
) -> Override:
    """A person's points for a task."""
    exact = None if points is None else Decimal(points)
    plain = Override(
        assignment="tiny",
        student=student,
        task=task,
        points=exact,
        reason="asked",
        by="amy",
        recorded=NOON,
    )
    return replace(plain, **more)


def comment(
    text: str, cluster: str, task: str = "running_mean", student: str = "ada", **more: Any
) -> Comment:
    """What staff say to a cluster, as it is kept for one student."""
    plain = Comment(
        assignment="tiny",
        student=student,
        task=task,
        cluster=cluster,
        text=text,
        by="amy",
        recorded=NOON,
    )
    return replace(plain, **more)


def asked(
    task: str = "running_mean", student: str = "ada", reason: str = "Look again.", **more: Any
) -> RegradeRequest:
    """What a student asks for."""
    plain = RegradeRequest(
        assignment="tiny", student=student, task=task, reason=reason, by="amy", recorded=NOON
    )
    return replace(plain, **more)


def answered(
    task: str = "running_mean", student: str = "ada", *, changed: bool = False, **more: Any
) -> RegradeAnswer:
    """What staff answer."""
    plain = RegradeAnswer(
        assignment="tiny",
        student=student,
        task=task,
        changed=changed,
        answer="It is right as it is.",
        by="bea",
        recorded=NOON,
    )
    return replace(plain, **more)


def extension(student: str = "ada", **more: Any) -> Extension:
    """More time."""
    said = {"until": None, "days": None, "reason": "", **more}
    return Extension(assignment="tiny", student=student, by="amy", recorded=NOON, **said)


def hold(student: str = "ada", *, held: bool = True, **more: Any) -> Hold:
    """A person holds a grade, or releases it."""
    said = {"reason": "looks copied", "by": "amy", **more}
    return Hold(assignment="tiny", student=student, held=held, recorded=NOON, **said)


def receipt(of: Result, received: str, **more: Any) -> Receipt:
    """When a submission came, as staff say."""
    moment = datetime.fromisoformat(received)
    student = of.student or of.submission.name
    plain = Receipt(
        assignment="tiny",
        student=student,
        digest=of.submission.digest,
        received=moment,
        by="amy",
        recorded=NOON,
    )
    return replace(plain, **more)


def tiny_course(folder: Path, policy: str = "") -> Path:
    """A copy of the tiny course in that folder, with those lines under `[policy]`."""
    copied(TINY.folder, folder)
    set_policy(folder, policy)
    return folder


def numpy_course(folder: Path) -> Path:
    """The tiny course without its PyTorch task, whose every start takes a second and more."""
    return copied(_without_torch(), folder)


@cache
def _without_torch() -> Path:
    """That course, recorded once in a run of the tests; it is only copied from."""
    course = tiny_course(made_once() / "course")
    path = course / "solutions" / "tiny" / "assignment.toml"
    before, heading, after = path.read_text(encoding="utf-8").partition('[[tasks]]\nid = "rescale"')
    assert heading
    path.write_text(before + after[after.index("[[tasks]]") :], encoding="utf-8")
    for old in [*course.rglob("*rescale*"), *course.rglob("zh.po"), *course.rglob("texts.po")]:
        old.unlink()
    write_files(replace(TINY, folder=course), "tiny")
    record(load_course_assignment(replace(TINY, folder=course), "tiny"))
    return course


def set_policy(course: Path, lines: str) -> None:
    """Writes another policy, and makes the students' copy of it."""
    path = course / "solutions" / "tiny" / "assignment.toml"
    text = path.read_text(encoding="utf-8").partition("\n[policy]")[0].rstrip("\n")
    path.write_text(f"{text}\n\n[policy]\n{lines}\n", encoding="utf-8")
    write_files(replace(TINY, folder=course), "tiny")
