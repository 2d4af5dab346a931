"""Gradescope's `results.json`.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ : `score` on top counts, whatever the
tests' scores add up to; a hidden test hides the student's total; a file without any score is a
failed run of the autograder.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from grader.files.json_text import json_text
from grader.model import CheckResult, Grade, Outcome, Result, TaskStatus
from grader.points import carried_line, plain_points, points_text

from .contract import ClassRecords, Exported, Exporter

HELD = (
    "This grade is held: a check could not be judged, which is not the student's fault. Staff will"
    " look at it."
)
HELD_BY_STAFF = "This grade is held: staff look at it before it goes out."
NO_SCORE = {
    TaskStatus.HELD: HELD,
    TaskStatus.AWAITING: "Not complete: a person still has to mark a part.",
    TaskStatus.NOT_SUBMITTED: "Nothing was handed in.",
}


def gradescope_results(result: Result, grade: Grade | None = None) -> bytes:
    """Return the file for one submission, from a result without what hidden checks said.

    With a `grade` its final points count, else what was judged.  What is held has no number
    anywhere, so that Gradescope shows a run that failed and gives no score.  Hidden checks are
    shown when grades are published.
    """
    score, why = _score(result, grade)
    notes = [*result.submission.notes, *(note for task in result.tasks for note in task.notes)]
    content: dict[str, Any] = {
        "output": "\n".join([*why, *notes]),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(result.seconds),
        "tests": [_test(check, numbers=score is not None) for check in result.checks],
        "extra_data": {"assignment": result.assignment, "digest": result.submission.digest},
    }
    if score is not None:
        content["score"] = score
    return json_text(content)


def _score(result: Result, grade: Grade | None) -> tuple[Decimal | None, Sequence[str]]:
    """Return the score and what explains it; no score where there is none to give."""
    if grade is not None and grade.hold is not None:
        return None, [HELD_BY_STAFF]
    if result.held:
        return None, [HELD]
    if grade is None:
        waiting = f"{points_text(result.awaiting)} more points are given by a person."
        return plain_points(result.earned), [waiting] if result.awaiting else []
    if grade.status is TaskStatus.GRADED:
        return plain_points(grade.adjusted), grade.why
    return None, [NO_SCORE[grade.status]]


def _output(check: CheckResult) -> str:
    """Return what Gradescope shows below the name of a test."""
    if check.outcome is Outcome.NOT_SUBMITTED:
        return "not submitted"
    about = check.diagnosis
    cause = f"{about.title}. {about.explanation}" if about else ""
    parts = [check.message, cause, f"hint: {check.hint}" if check.hint else ""]
    parts.append(carried_line(check))
    return "\n".join(part for part in parts if part)


def _test(check: CheckResult, *, numbers: bool) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": f"{check.task}: {check.title}",
        "status": "passed" if check.outcome is Outcome.PASSED else "failed",
        "max_score": plain_points(check.possible),
        "output": _output(check),
        "visibility": "after_published" if check.hidden else "visible",
        "tags": [check.outcome.value, *([f"fault: {check.blame}"] if check.blame else [])],
    }
    if numbers and check.earned is not None:
        test["score"] = plain_points(check.earned)
    return test


def _files(class_: ClassRecords) -> Exported:
    names = class_.file_names
    files = {
        f"{names[record.submission]}/results.json": gradescope_results(record.result, record.grade)
        for record in class_.records
    }
    return Exported(files=files, summary=f"results.json of {len(files)} submissions")


EXPORTER = Exporter(
    name="gradescope",
    help=(
        "Write a Gradescope results.json for each submission, with the final points."
        " What is held has no score in it."
    ),
    output="gradescope/",
    files=_files,
)
