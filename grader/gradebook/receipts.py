"""When submissions were received, from a table that staff got from their LMS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from grader.errors import BadFile
from grader.files.tables import Table, escaped, moment
from grader.gradebook.contract import Kept
from grader.model import Receipt

NAMES = ("student", "submission", "name")


def read_receipts(
    table: Table,
    assignment: str,
    work: Mapping[str, tuple[str | None, str]],
    kept: Iterable[Kept],
    *,
    by: str,
    now: datetime,
    but: Collection[str] = (),
) -> list[Receipt]:
    """A receipt for each row that says something new.

    `work` is the student and the digest by the submission's name.

    A row without a time is one who did not hand in; rows of `but` are of attempts, which have their
    times already. Raises BadFile: no column `received`, an unknown or repeated student, a time
    without its zone.
    """
    if "received" not in table.columns:
        raise BadFile(
            table.path,
            "it has no column `received`; add the times, as 2026-12-01T23:58:11+01:00",
            line=1,
        )
    column = next(name for name in NAMES if name in table.columns)
    known: dict[str, set[str]] = defaultdict(set)
    for submission, (student, _) in work.items():
        for name in (student or submission, submission):
            known[name.strip()].add(submission)
            known[escaped(name).strip()].add(submission)
    latest = {(each.student, each.digest): each.received for each in _receipts(kept)}
    found: dict[str, Receipt] = {}
    for row in table.rows:
        name, text = row.cells.get(column, ""), row.cells.get("received", "")
        if not text or name in but:
            continue
        received = moment(text)
        if received is None:
            what = f"{text!r} is not a time with its zone; write it as 2026-12-01T23:58:11+01:00"
            raise BadFile(table.path, f"row {row.number}, column received: {what}")
        if len(known.get(name, ())) > 1:
            what = f"{len(known[name])} submissions go by {name!r}; give the submission's own name"
            raise BadFile(table.path, f"row {row.number}, column {column}: {what}")
        if name not in known:
            what = f"there is no submission of {name!r}; mend the name, or remove the row"
            raise BadFile(table.path, f"row {row.number}, column {column}: {what}")
        (submission,) = known[name]
        student, digest = work[submission]
        if submission in found:
            raise BadFile(
                table.path,
                f"row {row.number}, column {column}: {name!r} is there twice; remove one",
            )
        found[submission] = Receipt(
            assignment=assignment,
            student=student or submission,
            digest=digest,
            received=received,
            by=by,
            recorded=now,
        )
    return [
        each for each in found.values() if latest.get((each.student, each.digest)) != each.received
    ]


def _receipts(kept: Iterable[Kept]) -> Iterable[Receipt]:
    return (each.decision for each in kept if isinstance(each.decision, Receipt))
