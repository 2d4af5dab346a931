"""Results as judging gives them, for the rooms that keep and tell them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from grader.exporters.results_csv import result_row, rows_csv
from grader.model import (
    Axis,
    CheckResult,
    Diagnosis,
    Difference,
    Level,
    Outcome,
    Picture,
    Place,
    Result,
    Seeds,
    SubmissionRecord,
    TaskResult,
    TaskStatus,
    Versions,
)
from grader.nouns import replace
from grader.points import total
from support.courses import tiny


def results_table(*results: Result) -> str:
    """`results.csv` of the tiny course, as a batch writes it."""
    rows = {each.submission.name: result_row(tiny(), each) for each in results}
    return rows_csv(tiny(), rows)


EVIL = (
    "<script>alert(1)</script>\x1b[31mred\x1b]0;title\x07\x9b2J\u202eleft\u2066\x00\r::error::x `|*"
    " [a](b) {{7*7}} \ud800"
)


def picture(*axes: Axis, name: str = "outputs", wrong: tuple[int, ...] = (1,)) -> Picture:
    """Numbers that a check compared, by default of four steps; each wrong one is off by 1/4."""
    known = axes or (Axis(name="time step", length=4, places=(0, 1, 2, 3)),)
    size = math.prod(len(axis.places) for axis in known)
    want = tuple(0.5 + at for at in range(size))
    return Picture(
        name=name,
        axes=known,
        got=tuple(number + 0.25 * (at in wrong) for at, number in enumerate(want)),
        want=want,
        wrong=wrong,
        errors=(0.25,) * len(wrong),
    )


def check(name: str = "a::one", outcome: Outcome = Outcome.PASSED, **more: Any) -> CheckResult:
    """One check's result; a failed one has everything that a check can say."""
    passed = outcome is Outcome.PASSED
    unjudged = outcome in (Outcome.GRADER_FAULT, Outcome.NOT_SUBMITTED)
    plain = CheckResult(
        id=name,
        title="A title",
        outcome=outcome,
        earned=None if unjudged else Decimal(2 if passed else 0),
        possible=Decimal(2),
        hidden=False,
    )
    said = replace(
        plain,
        message=(
            "outputs, step 2: expected 1.0000, got 2.0000; steps 0 and 1 agree\n3 of 4 numbers"
            " differ"
        ),
        hint="Look at the second step.",
        difference=Difference(
            kind="values",
            where="outputs, step 2",
            expected="1.0000",
            got="2.0000",
            largest_error=1.0,
            differing=3,
            size=4,
        ),
        diagnosis=Diagnosis(name="late", title="One late", explanation="It comes one step late."),
        place=Place(file="a.py", line=3, first=2, lines=("def f(x):", "    return x", "")),
        pictures=(picture(),),
        traceback="a.py:3 in f\n    return x",
        notes=("outputs came as a list, which counts as a tuple",),
        seconds=0.25,
        output="printed\n",
    )
    return replace(plain if passed else said, **more)


def task(
    name: str = "a", *checks: CheckResult, status: TaskStatus = TaskStatus.GRADED, **more: Any
) -> TaskResult:
    """A task's result, its points those of its checks."""
    graded = status is TaskStatus.GRADED
    return replace(
        TaskResult(
            id=name,
            status=status,
            earned=(
                sum((one.earned or Decimal(0) for one in checks), Decimal(0)) if graded else None
            ),
            possible=sum((one.possible for one in checks), Decimal(0)) or Decimal(3),
            undecided=Decimal(0),
            checks=checks,
        ),
        **more,
    )


def result(*tasks: TaskResult, name: str = "ada", **more: Any) -> Result:
    """A submission's result; by default of one task with a passed check."""
    listed = tasks or (task("a", check()),)
    sums = total(listed)
    return replace(
        Result(
            assignment="demo",
            student=None,
            submission=SubmissionRecord(name=name, digest="sha256:0", received=None, notes=()),
            held=sums.held,
            earned=sums.earned,
            possible=sums.possible,
            awaiting=sums.awaiting,
            undecided=sums.undecided,
            tasks=listed,
            level=Level.STANDARD,
            seeds=Seeds(visible=5, hidden=6),
            versions=Versions(grader="0.1", python="3.11", numpy="2.4", torch="2.13"),
            seconds=1.5,
        ),
        **more,
    )


def everything() -> Result:
    """A result with a check of every outcome and a task of every status, and one hidden check."""
    spoken = [
        outcome
        for outcome in Outcome
        if outcome not in (Outcome.GRADER_FAULT, Outcome.NOT_SUBMITTED)
    ]
    return result(
        task("graded", *(check(f"graded::{outcome.value.lower()}", outcome) for outcome in spoken)),
        task("secret", check("secret::one", Outcome.FAILED, hidden=True)),
        task("held", check("held::one", Outcome.GRADER_FAULT), status=TaskStatus.HELD),
        task(
            "absent", check("absent::one", Outcome.NOT_SUBMITTED), status=TaskStatus.NOT_SUBMITTED
        ),
        task("essay", status=TaskStatus.AWAITING),
    )
