"""Gradebook in a SQLite file, by SQLAlchemy Core.

One process writes; others may read meanwhile.

Each result, and each list of decisions, is one transaction: a kill at any moment leaves the whole
of it or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from grader.errors import GradebookError, GradebookNotWritten, GraderError
from grader.gradebook.contract import MEANWHILE
from grader.gradebook.result_json import from_json, to_json
from grader.gradebook.schema import decisions as _decisions
from grader.gradebook.schema import prepare, up_to_date
from grader.gradebook.schema import results as _results
from grader.model import (
    Comment,
    Decision,
    Entry,
    Extension,
    Kept,
    Override,
    Receipt,
    Result,
    Roster,
    RubricEntry,
)

T = TypeVar("T")
_encoder = msgspec.json.Encoder(decimal_format="number")
_KINDS: dict[str, type[Decision]] = {
    "mark": RubricEntry,
    "override": Override,
    "extension": Extension,
    "receipt": Receipt,
    "comment": Comment,
}
# What is remembered is kept among the decisions, as rows of no assignment: rosters, and times of
# attempts, which have the assignment in the column for the student.
_ROSTER, _TIMES = "roster", "times"
_KIND_NAMES = {kind: name for name, kind in _KINDS.items()}


# What SQLite says of a disk and of a file, and what it means.
_DISK: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("readonly", "unable to open"),
        "the gradebook cannot be written there ({}); give another place with --gradebook",
    ),
    (
        ("full", "disk I/O"),
        "the gradebook cannot be written ({}), the disk is full; make room and run the command"
        " again, what was graded is kept",
    ),
)
_FILE: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("locked",),
        "another program holds the gradebook; wait for it to end and run the command again",
    ),
    (
        ("not a database", "malformed"),
        "this is not a gradebook, or it is damaged ({}); put a copy in its place, or use"
        " --gradebook",
    ),
)


class SqliteGradebook:
    """See `Gradebook`.  Raises GradebookError with one sentence when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
        sa.event.listen(self._engine, "connect", _set_up_connection)
        with self._errors(), self._engine.connect() as connection:
            if up_to_date(connection):
                return
        with self._errors(), self._engine.begin() as connection:
            prepare(connection, path)

    def add(self, result: Result, *, key: str, recorded: datetime, by: str | None = None) -> None:
        row = {
            "assignment": result.assignment,
            "submission": result.submission.name,
            "student": result.student,
            "digest": result.submission.digest,
            "key": key,
            "recorded": recorded.astimezone(UTC).isoformat(),
            "held": result.held,
            "earned": None if result.earned is None else str(result.earned),
            "result": to_json(result).decode(),
            "by": by,
        }
        with self._errors(), self._engine.begin() as connection:
            connection.execute(_results.insert().values(row))

    def latest(self, assignment: str) -> dict[str, Entry]:
        newest = (
            sa.select(sa.func.max(_results.c.id))
            .where(_results.c.assignment == assignment)
            .group_by(_results.c.submission)
        )
        return {
            entry.result.submission.name: entry
            for entry in self._entries(sa.select(_results).where(_results.c.id.in_(newest)))
        }

    def history(self, assignment: str, submission: str) -> list[Entry]:
        wanted = (_results.c.assignment == assignment) & (_results.c.submission == submission)
        return self._entries(sa.select(_results).where(wanted).order_by(_results.c.id))

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        if not decisions:
            return
        with self._errors(), self._engine.begin() as connection:
            connection.exec_driver_sql(
                "BEGIN IMMEDIATE"
            )  # nobody adds between the look and the writing
            about = {decision.assignment for decision in decisions}
            newest = sa.select(sa.func.max(_decisions.c.id)).where(
                _decisions.c.assignment.in_(about)
            )
            if after is not None and (connection.execute(newest).scalar() or 0) > after:
                raise GradebookError(f"{self._path}: {MEANWHILE}")
            connection.execute(_decisions.insert(), [_row(decision) for decision in decisions])

    def decisions(self, assignment: str) -> list[Kept]:
        query = (
            sa.select(_decisions)
            .where(_decisions.c.assignment == assignment)
            .order_by(_decisions.c.id)
        )
        with self._errors(), self._engine.connect() as connection:
            return [
                Kept(
                    number=row["id"],
                    decision=msgspec.json.decode(row["decision"], type=_KINDS[row["kind"]]),
                )
                for row in connection.execute(query).mappings()
            ]

    def remember_roster(self, roster: Roster, *, recorded: datetime, by: str) -> None:
        if self.rosters()[-1:] == [roster]:
            return
        self._remember(_ROSTER, "", roster, recorded, by)

    def rosters(self) -> list[Roster]:
        return self._remembered(_ROSTER, "", Roster)

    def remember_times(
        self, assignment: str, times: Mapping[str, datetime], *, recorded: datetime, by: str
    ) -> None:
        self._remember(_TIMES, assignment, dict(times), recorded, by)

    def attempt_times(self, assignment: str) -> dict[str, datetime]:
        kept = self._remembered(_TIMES, assignment, dict[str, datetime])
        return {name: time for times in kept for name, time in times.items()}

    def close(self) -> None:
        self._engine.dispose()

    def _remember(self, kind: str, about: str, value: object, recorded: datetime, by: str) -> None:
        row = {
            "assignment": "",
            "student": about,
            "kind": kind,
            "by": by,
            "recorded": recorded.astimezone(UTC).isoformat(),
            "decision": _encoder.encode(value).decode(),
        }
        with self._errors(), self._engine.begin() as connection:
            connection.execute(_decisions.insert().values(row))

    def _remembered(self, kind: str, about: str, type_: type[T]) -> list[T]:
        """Return what was remembered of a kind, the oldest first."""
        query = (
            sa.select(_decisions.c.decision)
            .where(_decisions.c.assignment == "")
            .where((_decisions.c.kind == kind) & (_decisions.c.student == about))
            .order_by(_decisions.c.id)
        )
        with self._errors(), self._engine.connect() as connection:
            texts = connection.execute(query).scalars()
            return [msgspec.json.decode(text, type=type_) for text in texts]

    def _entries(self, query: sa.Select[tuple[object, ...]]) -> list[Entry]:
        with self._errors(), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            return [
                Entry(
                    result=from_json(row["result"].encode()),
                    key=row["key"],
                    recorded=datetime.fromisoformat(row["recorded"]),
                    by=row["by"],
                )
                for row in rows
            ]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise _error(self._path, str(error.orig)) from error
        except GradebookError:
            raise
        except (SQLAlchemyError, msgspec.DecodeError, ValueError, KeyError, GraderError) as error:
            raise GradebookError(f"{self._path}: the gradebook cannot be used ({error})") from error


def _row(decision: Decision) -> dict[str, str]:
    return {
        "assignment": decision.assignment,
        "student": decision.student,
        "kind": _KIND_NAMES[type(decision)],
        "by": decision.by,
        "recorded": decision.recorded.astimezone(UTC).isoformat(),
        "decision": _encoder.encode(decision).decode(),
    }


def _set_up_connection(connection: object, record: object) -> None:
    """Write-ahead logging, so that readers do not wait.

    Full sync, so that a result announced is a result kept.
    """
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _error(path: Path, problem: str) -> GradebookError:
    """Return the error whose sentence explains what SQLite says."""
    for words, explained in _DISK:
        if any(word in problem for word in words):
            return GradebookNotWritten(f"{path}: {explained.format(problem)}")
    for words, explained in _FILE:
        if any(word in problem for word in words):
            return GradebookError(f"{path}: {explained.format(problem)}")
    return GradebookError(f"{path}: the gradebook cannot be used ({problem})")
