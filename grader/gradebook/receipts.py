"""When submissions were received, from a table that staff got from their LMS."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from grader.errors import BadFile
from grader.files.tables import Row, Table, escape_formula, parse_moment
from grader.model import Kept, Receipt

NAMES = ("student", "submission", "name")
# Student and digest of each submission, by its name.
WorkByName = Mapping[str, tuple[str | None, str]]


def read_receipts(
    table: Table,
    assignment: str,
    work: WorkByName,
    kept_decisions: Iterable[Kept],
    *,
    by: str,
    now: datetime,
    attempts: Collection[str] = (),
) -> list[Receipt]:
    """Return a receipt for each row that says something new.

    A row without a time is of one who did not hand in; those named in `attempts` have their times
    already.  Raises BadFile: no column `received`, an unknown or repeated student, a time without
    its zone.
    """
    if "received" not in table.columns:
        what = "it has no column `received`; add the times, as 2026-12-01T23:58:11+01:00"
        raise BadFile(table.path, what, line=1)
    column = next(name for name in NAMES if name in table.columns)
    receipts: list[Receipt] = []
    latest_times = _latest_times(kept_decisions)
    for submission, received in _times_by_submission(table, column, work, attempts).items():
        student, digest = work[submission]
        receipt = Receipt(
            assignment=assignment,
            student=student or submission,
            digest=digest,
            received=received,
            by=by,
            recorded=now,
        )
        if latest_times.get(_work_key(receipt)) != received:
            receipts.append(receipt)
    return receipts


def _times_by_submission(
    table: Table, column: str, work: WorkByName, attempts: Collection[str]
) -> dict[str, datetime]:
    """Return the time in each row that has one, by the submission it is of.  Raises BadFile."""
    names = _submissions_by_name(work)
    times: dict[str, datetime] = {}
    for row in table.rows:
        name, text = row[column], row["received"]
        if not text or name in attempts:
            continue
        received = _read_time(table, row, text)
        submission = _find_submission(table, row, column, names)
        if submission in times:
            raise _bad_cell(table, row, column, f"{name!r} is there twice; remove one")
        times[submission] = received
    return times


def _submissions_by_name(work: WorkByName) -> dict[str, set[str]]:
    """Return submissions by what a table may call them: their own names and their students'."""
    names: dict[str, set[str]] = defaultdict(set)
    for submission, (student, _) in work.items():
        for name in (student or submission, submission):
            names[name.strip()].add(submission)
            names[escape_formula(name).strip()].add(submission)
    return names


def _read_time(table: Table, row: Row, text: str) -> datetime:
    received = parse_moment(text)
    if received is None:
        what = f"{text!r} is not a time with its zone; write it as 2026-12-01T23:58:11+01:00"
        raise _bad_cell(table, row, "received", what)
    return received


def _find_submission(table: Table, row: Row, column: str, names: Mapping[str, set[str]]) -> str:
    """Return the one submission that a row names.  Raises BadFile."""
    name = row[column]
    matches = names.get(name, set())
    if len(matches) > 1:
        what = f"{len(matches)} submissions go by {name!r}; give the submission's own name"
        raise _bad_cell(table, row, column, what)
    if not matches:
        what = f"there is no submission of {name!r}; mend the name, or remove the row"
        raise _bad_cell(table, row, column, what)
    return next(iter(matches))


def _bad_cell(table: Table, row: Row, column: str, what: str) -> BadFile:
    return BadFile(table.path, f"row {row.number}, column {column}: {what}")


def _latest_times(kept_decisions: Iterable[Kept]) -> dict[tuple[str, str], datetime]:
    receipts = (each.decision for each in kept_decisions if isinstance(each.decision, Receipt))
    return {_work_key(receipt): receipt.received for receipt in receipts}


def _work_key(receipt: Receipt) -> tuple[str, str]:
    return receipt.student, receipt.digest
