"""The gradebook in a SQLite file, by SQLAlchemy Core.  One process writes; others may read meanwhile.

Each result is one transaction, so a kill at any moment leaves either the whole result or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from grader.errors import GradebookError
from grader.gradebook.contract import Entry
from grader.model import Result

SCHEMA_VERSION = 1

_metadata = sa.MetaData()
_about = sa.Table(
    "about",
    _metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
_results = sa.Table(
    "results",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("assignment", sa.Text, nullable=False),
    sa.Column("submission", sa.Text, nullable=False),
    sa.Column("student", sa.Text),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("recorded", sa.Text, nullable=False),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("earned", sa.Text),
    sa.Column("result", sa.Text, nullable=False),
    sa.Index("results_by_submission", "assignment", "submission", "id"),
)
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[Result] = msgspec.json.Decoder(Result)


class SqliteGradebook:
    """See `Gradebook`.  Raises GradebookError with one sentence when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
        sa.event.listen(self._engine, "connect", _set_up_connection)
        with self._errors(), self._engine.begin() as connection:
            _metadata.create_all(connection)
            version = connection.execute(sa.select(_about.c.value).where(_about.c.key == "schema")).scalar()
            if version is None:
                connection.execute(_about.insert().values(key="schema", value=str(SCHEMA_VERSION)))
            elif version != str(SCHEMA_VERSION):
                raise GradebookError(
                    f"{path}: this gradebook has schema {version}, and this tensorgrade knows {SCHEMA_VERSION}; "
                    "use the tensorgrade that made it, or give another with --gradebook"
                )

    def add(self, result: Result, *, key: str, recorded: datetime) -> None:
        row = {
            "assignment": result.assignment,
            "submission": result.submission.name,
            "student": result.student,
            "digest": result.submission.digest,
            "key": key,
            "recorded": recorded.astimezone(UTC).isoformat(),
            "held": result.held,
            "earned": None if result.earned is None else str(result.earned),
            "result": _encoder.encode(result).decode(),
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

    def close(self) -> None:
        self._engine.dispose()

    def _entries(self, query: sa.Select[tuple[object, ...]]) -> list[Entry]:
        with self._errors(), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            return [
                Entry(
                    result=_decoder.decode(row["result"]),
                    key=row["key"],
                    recorded=datetime.fromisoformat(row["recorded"]),
                )
                for row in rows
            ]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise GradebookError(_sentence(self._path, str(error.orig))) from error
        except (SQLAlchemyError, msgspec.DecodeError, ValueError) as error:
            raise GradebookError(f"{self._path}: the gradebook cannot be used ({error})") from error


def _set_up_connection(connection: object, record: object) -> None:
    """Write-ahead logging, so that readers do not wait; full sync, so that a result announced is a result kept."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _sentence(path: Path, said: str) -> str:
    if "locked" in said:
        return f"{path}: another program holds the gradebook; wait for it to end and run the command again"
    if "not a database" in said or "malformed" in said:
        return (
            f"{path}: this is not a gradebook, or it is damaged ({said}); put a copy in its place, or use --gradebook"
        )
    if "readonly" in said or "unable to open" in said:
        return f"{path}: the gradebook cannot be written there ({said}); give another place with --gradebook"
    if "full" in said:
        return f"{path}: the disk is full; make room and run the command again, what was graded is kept"
    return f"{path}: the gradebook cannot be used ({said})"
