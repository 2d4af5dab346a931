"""Gradebook in a SQLite file.

One process writes; others may read meanwhile.
"""

from pathlib import Path

import sqlalchemy as sa

from grader.errors import GradebookNotWritten

from .database import DatabaseGradebook, Meaning

# What SQLite says of a disk and of a file, and what it means.
_MEANINGS = (
    Meaning(
        ("readonly", "unable to open"),
        "the gradebook cannot be written there ({}); give another place with --gradebook",
        GradebookNotWritten,
    ),
    Meaning(
        ("full", "disk I/O"),
        "the gradebook cannot be written ({}), the disk is full; make room and run the command"
        " again, what was graded is kept",
        GradebookNotWritten,
    ),
    Meaning(
        ("locked",),
        "another program holds the gradebook; wait for it to end and run the command again",
    ),
    Meaning(
        ("not a database", "malformed"),
        "this is not a gradebook, or it is damaged ({}); put a copy in its place, or use"
        " --gradebook",
    ),
)


class SqliteGradebook(DatabaseGradebook):
    """See `Gradebook`.  Raises GradebookError with one sentence when the file cannot be used."""

    meanings = _MEANINGS

    def __init__(self, path: Path) -> None:
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
        sa.event.listen(engine, "connect", _set_up_connection)
        super().__init__(str(path), engine)

    def _wait_for_turn(self, connection: sa.Connection) -> None:
        # Python's sqlite3 would begin at the first INSERT only.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_up_connection(connection: object, record: object) -> None:
    """Write-ahead logging, so that readers do not wait.

    Full sync, so that a result announced is a result kept.
    """
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
