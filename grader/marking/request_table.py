"""Requests for a second look out of a table, as a form or a mailbox gives them."""

from collections.abc import Callable, Collection
from datetime import datetime

from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.files.tables import Row, Table, unescape_formula
from grader.model import Assignment, RegradeRequest, Result
from grader.nouns import noun

from .marked_row import Refused
from .second_look import request

NEEDED = ("student", "reason")


@noun
class RequestTable:
    """What a table asks: new requests, how many are known already, rows that were refused."""

    new: tuple[RegradeRequest, ...]
    known: int
    refused: tuple[Refused, ...]


def read_requests(
    table: Table,
    assignment: Assignment,
    find: Callable[[str], Result],
    known_requests: Collection[RegradeRequest],
    *,
    by: str,
    now: datetime,
) -> RequestTable:
    """Return what a table with the columns student, task and reason asks.

    An empty task means all of the work.  `find` returns a student's result or raises CalledWrongly;
    a request in the same words as one of `known_requests` is the same one.
    """
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        why = f"the table has no column {' and no column '.join(missing)}; add it"
        return RequestTable(new=(), known=0, refused=(Refused(row=1, column=missing[0], why=why),))
    words = {_request_key(each) for each in known_requests}
    requests: list[RegradeRequest] = []
    refusals: list[Refused] = []
    repeated = 0
    for row in table.rows:
        row_request = _read_row(row, assignment, find, by, now)
        if isinstance(row_request, Refused):
            refusals.append(row_request)
        elif _request_key(row_request) in words:
            repeated += 1
        else:
            words.add(_request_key(row_request))
            requests.append(row_request)
    return RequestTable(new=tuple(requests), known=repeated, refused=tuple(refusals))


def _read_row(
    row: Row, assignment: Assignment, find: Callable[[str], Result], by: str, now: datetime
) -> RegradeRequest | Refused:
    """Return what a row asks, or why it is not taken."""
    student, task, reason = (
        unescape_formula(row[name]).strip() for name in ("student", "task", "reason")
    )
    try:
        result = find(student)
    except CalledWrongly as error:
        return Refused(row.number, "student", str(error))
    try:
        return request(result, assignment, task, as_short_line(reason), by=by, now=now)
    except CalledWrongly as error:
        column = "task" if task not in ("", *assignment.task_ids) else "reason"
        return Refused(row.number, column, str(error))


def _request_key(regrade_request: RegradeRequest) -> tuple[str, str, str]:
    return regrade_request.student, regrade_request.task, regrade_request.reason
