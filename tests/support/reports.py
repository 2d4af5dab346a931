"""A small class and the report of it, for those who tell it."""

from __future__ import annotations

from typing import Any

from grader.model import Blame, Diagnosis, Difference, Outcome, Result, Student, TaskStatus
from grader.nouns import replace
from grader.reporting.class_report import ClassReport
from grader.reporting.graded_work import GradedWork
from grader.reporting.making_reports import make_report
from support.courses import tiny
from support.results import check, result, task
from support.standings import standing

LATE = Diagnosis(name="late", title="One late", explanation="It comes one step late.")


def work(name: str, *, passes: bool, **more: Any) -> Result:
    """A submission whose task running_mean passes, or fails by one named mistake."""
    if passes:
        checks = [check("running_mean::a"), check("running_mean::b")]
    else:
        checks = [
            check("running_mean::a", Outcome.FAILED, blame=Blame.STUDENT, diagnosis=LATE, **more),
            check("running_mean::b"),
        ]
    made = result(task("running_mean", *checks), name=name)
    return replace(made, submission=replace(made.submission, digest=f"sha256:{name}"))


def judged(
    made: Result,
    *,
    status: TaskStatus = TaskStatus.GRADED,
    days_late: int | None = None,
    before: Result | None = None,
    name: str = "",
) -> GradedWork:
    """Somebody's work as it is graded now, and as it was before."""
    now = standing(
        made,
        status=status,
        student=Student(id=made.submission.name, name=name or made.submission.name.title()),
        adjusted=made.earned if status is TaskStatus.GRADED else None,
        days_late=days_late,
    )
    return GradedWork(now=now, before=standing(before) if before else None)


def report(*class_: GradedWork) -> ClassReport:
    """The report of a class that handed in the tiny homework."""
    return make_report(tiny(), class_)


def small_class() -> ClassReport:
    """The report of five people: one passes, two fail alike, one is missing, one is held."""
    absent = task(
        "running_mean",
        check("running_mean::a", Outcome.NOT_SUBMITTED),
        status=TaskStatus.NOT_SUBMITTED,
    )
    held = task(
        "running_mean", check("running_mean::a", Outcome.GRADER_FAULT), status=TaskStatus.HELD
    )
    near = Difference(
        kind="values", where="y[0]", expected="1", got="1.00001", error=3e-5, allowed=1e-5
    )
    return report(
        judged(work("ada", passes=True)),
        judged(work("bob", passes=False), days_late=2),
        judged(work("cleo", passes=False, difference=near), before=work("cleo", passes=True)),
        judged(result(absent, name="dan"), status=TaskStatus.NOT_SUBMITTED),
        judged(result(held, name="eve"), status=TaskStatus.HELD),
    )
