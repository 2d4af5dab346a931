"""When work was received: a table from the LMS, taken into the gradebook."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from grader.files.tables import parse_moment, read_table, with_kept_zeros
from grader.gradebook import Gradebook
from grader.gradebook.receipts import NAMES, WorkByName, read_receipts
from grader.model import Submission


def read_given_times(file: Path | None) -> dict[str, datetime]:
    """Return the times in a table, by the name in its row; nothing without a table.

    What is wrong in the table is told when its times are recorded.
    """
    if file is None:
        return {}
    table = with_kept_zeros(read_table(file, NAMES))
    column = next(name for name in NAMES if name in table.columns)
    times = {row[column]: parse_moment(row["received"]) for row in table.rows}
    return {name: time for name, time in times.items() if name and time is not None}


def remember_attempt_times(
    gradebook: Gradebook, assignment: str, times: Mapping[str, datetime], *, by: str, now: datetime
) -> int:
    """Keep when attempts came, by their own names, for later runs; return how many were new."""
    known_times = gradebook.attempt_times(assignment)
    new_times = {name: time for name, time in times.items() if known_times.get(name) != time}
    if new_times:
        gradebook.remember_times(assignment, new_times, recorded=now, by=by)
    return len(new_times)


def submitted_work(submissions: Iterable[Submission]) -> WorkByName:
    """Return student and digest of each submission, by its name."""
    return {each.name: (each.student, each.digest) for each in submissions}


def judged_work(gradebook: Gradebook, assignment: str) -> WorkByName:
    """Return student and digest of each result in the gradebook, by its submission's name."""
    results = [entry.result for entry in gradebook.latest_entries(assignment).values()]
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
        with_kept_zeros(read_table(file, NAMES)),
        assignment,
        work,
        gradebook.decisions(assignment),
        by=by,
        now=now,
        attempts=but,
    )
    gradebook.decide(receipts)
    return len(receipts)
