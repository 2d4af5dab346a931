"""Tables of the gradebook's file, and how an older file becomes one of today's.

Version 1 had results.  Version 2 says who recorded a result, has decisions, and lets no row be
changed or removed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from grader.errors import GradebookError

SCHEMA_VERSION = 2

metadata = sa.MetaData()
about = sa.Table(
    "about",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
results = sa.Table(
    "results",
    metadata,
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
    sa.Column("by", sa.Text),
    sa.Index("results_by_submission", "assignment", "submission", "id"),
)
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("assignment", sa.Text, nullable=False),
    sa.Column("student", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("recorded", sa.Text, nullable=False),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Index("decisions_by_assignment", "assignment", "id"),
)


def up_to_date(connection: sa.Connection) -> bool:
    """Return whether there is nothing to prepare; the file is only read."""
    return _version(connection) == SCHEMA_VERSION


def prepare(connection: sa.Connection, path: Path) -> None:
    """Make the tables of a new file, or brings an older one up to date.

    It is the caller's whole transaction.

    Raises GradebookError when the file is from a later tensorgrade.
    """
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE"
    )  # Python's sqlite3 would begin at the first INSERT only
    version = _version(connection)  # another process may have been quicker
    if version == 0:
        metadata.create_all(connection)
        for table in ("results", "decisions"):
            _append_only(connection, table)
        connection.execute(about.insert().values(key="schema", value=str(SCHEMA_VERSION)))
        return
    if version not in (*_STEPS, SCHEMA_VERSION):
        raise GradebookError(
            f"{path}: this gradebook has schema {version}, and this tensorgrade knows"
            f" {SCHEMA_VERSION}; use the tensorgrade that made it, or give another with --gradebook"
        )
    for step in range(version, SCHEMA_VERSION):
        _STEPS[step](connection)
    connection.execute(
        about.update().where(about.c.key == "schema").values(value=str(SCHEMA_VERSION))
    )


def _version(connection: sa.Connection) -> int:
    """Return the schema version; 0 when there is none yet."""
    if not sa.inspect(connection).has_table("about"):
        return 0
    return int(
        connection.execute(sa.select(about.c.value).where(about.c.key == "schema")).scalar() or 0
    )


def _one_to_two(connection: sa.Connection) -> None:
    connection.exec_driver_sql('ALTER TABLE results ADD COLUMN "by" TEXT')
    decisions.create(connection)
    for table in ("results", "decisions"):
        _append_only(connection, table)


_STEPS: dict[int, Callable[[sa.Connection], None]] = {1: _one_to_two}


def _append_only(connection: sa.Connection, table: str) -> None:
    """Rows can be added and never changed or removed, whatever program has the file open."""
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END"
        )
