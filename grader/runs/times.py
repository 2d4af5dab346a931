"""When work was received: a table from the LMS, taken into the gradebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from grader.files.tables import moment, read_table
from grader.gradebook import Gradebook
from grader.gradebook.receipts import NAMES, WorkByName, read_receipts
from grader.model import Submission


def attempt_times(file: Path | None) -> dict[str, datetime]:
    """Return when attempts came, by the name in a table of times; nothing without a table.

    What is wrong in the table is told when its times are recorded.
    """
    if file is None:
        return {}
    table = read_table(file, NAMES)
    column = next(name for name in NAMES if name in table.columns)
    times = {row.cells.get(column, ""): moment(row.cells.get("received", "")) for row in table.rows}
    return {name: time for name, time in times.items() if name and time is not None}


def submitted_work(submissions: Iterable[Submission]) -> WorkByName:
    """Return student and digest of each submission, by its name."""
    return {each.name: (each.student, each.digest) for each in submissions}


def judged_work(gradebook: Gradebook, assignment: str) -> WorkByName:
    """Return student and digest of each result in the gradebook, by its submission's name."""
    results = [entry.result for entry in gradebook.latest(assignment).values()]
    return {each.submission.name: (each.student, each.submission.digest) for each in results}


def record_times(
    gradebook: Gradebook,
    assignment: str,
    file: Path,
    work: WorkByName,
    *,
    by: str,
    now: datetime,
    but: Collection[str] = (),
) -> int:
    """Record the times in a table for that work, `but` those names'; return how many were new.

    Raises BadFile: all times are kept, or none.
    """
    receipts = read_receipts(
        read_table(file, NAMES),
        assignment,
        work,
        gradebook.decisions(assignment),
        by=by,
        now=now,
        but=but,
    )
    gradebook.decide(receipts)
    return len(receipts)
