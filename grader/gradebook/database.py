"""Gradebook in a database, by SQLAlchemy Core: what is the same in each of them.

Each result, and each list of decisions, is one transaction: a kill at any moment leaves the whole
of it or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from grader.errors import GradebookChanged, GradebookError, GraderError
from grader.files.json_text import encoder
from grader.model import (
    BatchProgress,
    BatchRecord,
    Comment,
    Decision,
    Entry,
    Extension,
    Hold,
    Kept,
    Override,
    Receipt,
    RegradeAnswer,
    RegradeRequest,
    Result,
    Roster,
    RubricEntry,
)
from grader.nouns import frozen

from . import progress_rows
from .contract import MEANWHILE, Reach
from .result_json import from_json, to_json
from .schema import as_utc
from .schema import decisions as _decisions
from .schema import results as _results
from .upgrading import is_current, prepare

T = TypeVar("T")

_KINDS: dict[str, type[Decision]] = {
    "mark": RubricEntry,
    "override": Override,
    "extension": Extension,
    "receipt": Receipt,
    "comment": Comment,
    "hold": Hold,
    "request": RegradeRequest,
    "answer": RegradeAnswer,
}
# What is remembered is kept among the decisions, as rows of no assignment: rosters, times of
# attempts, and runs; the last two have the assignment in the column for the student.
_ROSTER, _TIMES, _BATCH = "roster", "times", "batch"
_KIND_NAMES = {kind: name for name, kind in _KINDS.items()}


@frozen
class Meaning:
    """What words of a database mean: a sentence, in which `{}` stands for all that it said."""

    words: tuple[str, ...]
    sentence: str
    error: type[GradebookError] = GradebookError


class DatabaseGradebook:
    """See `Gradebook`.  Each kind of database derives its own.

    Raises GradebookError with one sentence when the database cannot be used; of `meanings` the
    first that fits counts.
    """

    meanings: tuple[Meaning, ...] = ()

    def __init__(self, place: str, engine: sa.Engine) -> None:
        self._place = place
        self._engine = engine
        with self._reading() as connection:
            if is_current(connection):
                return
        with self._exclusive_writing() as connection:
            prepare(connection, place)

    def _wait_for_turn(self, connection: sa.Connection) -> None:
        """Begin what nobody else does at the same time; it ends with the transaction."""
        raise NotImplementedError

    def _explain(self, problem: str) -> GradebookError:
        """Return the error whose sentence explains what the database says."""
        text = " ".join(problem.split())
        for meaning in self.meanings:
            if any(word in text for word in meaning.words):
                return meaning.error(f"{self._place}: {meaning.sentence.format(text)}")
        return GradebookError(f"{self._place}: the gradebook cannot be used ({text})")

    def add(self, result: Result, *, key: str, recorded: datetime, by: str | None = None) -> None:
        row = {
            "assignment": result.assignment,
            "submission": result.submission.name,
            "student": result.student,
            "digest": result.submission.digest,
            "key": key,
            "recorded": as_utc(recorded),
            "held": result.held,
            "earned": None if result.earned is None else str(result.earned),
            "result": to_json(result).decode(),
            "by": by,
        }
        with self._exclusive_writing() as connection:  # numbers become visible in their order
            connection.execute(_results.insert().values(row))

    def latest_entries(self, assignment: str, *, after: int = 0) -> dict[str, Entry]:
        return self._newest_entries((_results.c.assignment == assignment) & (_results.c.id > after))

    def entries_before(self, assignment: str, moment: datetime | None) -> dict[str, Entry]:
        of_assignment = _results.c.assignment == assignment
        if moment is None:
            return self._newest_entries(
                of_assignment & _results.c.id.not_in(_newest_ids(of_assignment))
            )
        return self._newest_entries(of_assignment & (_results.c.recorded < as_utc(moment)))

    def history(self, assignment: str, submission: str) -> list[Entry]:
        wanted = (_results.c.assignment == assignment) & (_results.c.submission == submission)
        return self._entries(sa.select(_results).where(wanted).order_by(_results.c.id))

    def decide(self, decisions: Sequence[Decision], *, after: int | None = None) -> None:
        if not decisions:
            return
        with self._exclusive_writing() as connection:  # nobody adds between look and writing
            about = {decision.assignment for decision in decisions}
            newest = sa.select(sa.func.max(_decisions.c.id)).where(
                _decisions.c.assignment.in_(about)
            )
            if after is not None and (connection.execute(newest).scalar() or 0) > after:
                raise GradebookChanged(f"{self._place}: {MEANWHILE}")
            rows = [
                _row(
                    _KIND_NAMES[type(each)],
                    each,
                    each.assignment,
                    each.student,
                    each.by,
                    each.recorded,
                )
                for each in decisions
            ]
            connection.execute(_decisions.insert(), rows)

    def reach(self, assignment: str) -> Reach:
        last = (
            sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))
            .where(table.c.assignment == assignment)
            .scalar_subquery()
            for table in (_results, _decisions)
        )
        with self._reading() as connection:
            results, decisions = connection.execute(sa.select(*last)).one()
        return Reach(results=results, decisions=decisions)

    def decisions(self, assignment: str, *, after: int = 0) -> list[Kept]:
        query = (
            sa.select(_decisions)
            .where((_decisions.c.assignment == assignment) & (_decisions.c.id > after))
            .order_by(_decisions.c.id)
        )
        with self._reading() as connection:
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
        return self._recall(_ROSTER, "", Roster)

    def remember_times(
        self, assignment: str, times: Mapping[str, datetime], *, recorded: datetime, by: str
    ) -> None:
        self._remember(_TIMES, assignment, dict(times), recorded, by)

    def attempt_times(self, assignment: str) -> dict[str, datetime]:
        stored_times = self._recall(_TIMES, assignment, dict[str, datetime])
        return {name: time for times in stored_times for name, time in times.items()}

    def remember_batch(self, batch: BatchRecord) -> None:
        self._remember(_BATCH, batch.assignment, batch, batch.began, batch.by)

    def batches(self, assignment: str) -> list[BatchRecord]:
        return self._recall(_BATCH, assignment, BatchRecord)

    def report_progress(self, progress: BatchProgress) -> None:
        with self._writing() as connection:
            progress_rows.put(connection, progress)

    def progress(self, assignment: str) -> list[BatchProgress]:
        with self._reading() as connection:
            return progress_rows.get(connection, assignment)

    def close(self) -> None:
        self._engine.dispose()

    def _remember(self, kind: str, about: str, value: object, recorded: datetime, by: str) -> None:
        row = _row(kind, value, "", about, by, recorded)
        with self._writing() as connection:
            connection.execute(_decisions.insert().values(row))

    def _recall(self, kind: str, about: str, type_: type[T]) -> list[T]:
        """Return what was remembered of a kind, the oldest first."""
        query = (
            sa.select(_decisions.c.decision)
            .where(_decisions.c.assignment == "")
            .where((_decisions.c.kind == kind) & (_decisions.c.student == about))
            .order_by(_decisions.c.id)
        )
        with self._reading() as connection:
            texts = connection.execute(query).scalars()
            return [msgspec.json.decode(text, type=type_) for text in texts]

    def _newest_entries(self, wanted: sa.ColumnElement[bool]) -> dict[str, Entry]:
        """Return the newest of the entries that are wanted, of each submission."""
        query = sa.select(_results).where(_results.c.id.in_(_newest_ids(wanted)))
        return {entry.result.submission.name: entry for entry in self._entries(query)}

    def _entries(self, query: sa.Select[tuple[object, ...]]) -> list[Entry]:
        with self._reading() as connection:
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
    def _reading(self) -> Iterator[sa.Connection]:
        with self._translate_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """Give a transaction that ends with the block."""
        with self._translate_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _exclusive_writing(self) -> Iterator[sa.Connection]:
        """Give a transaction that no other of this kind is beside."""
        with self._writing() as connection:
            self._wait_for_turn(connection)
            yield connection

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise self._explain(str(error.orig)) from error
        except GradebookError:
            raise
        except (SQLAlchemyError, msgspec.DecodeError, ValueError, KeyError, GraderError) as error:
            raise GradebookError(
                f"{self._place}: the gradebook cannot be used ({error})"
            ) from error


def _newest_ids(wanted: sa.ColumnElement[bool]) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.max(_results.c.id)).where(wanted).group_by(_results.c.submission)


def _row(
    kind: str, value: object, assignment: str, student: str, by: str, recorded: datetime
) -> dict[str, str]:
    """Return a row of the table of decisions."""
    return {
        "assignment": assignment,
        "student": student,
        "kind": kind,
        "by": by,
        "recorded": as_utc(recorded),
        "decision": encoder.encode(value).decode(),
    }
