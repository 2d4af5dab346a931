"""Gradebook in a SQLite file.

One process writes; others may read meanwhile.
"""

import os
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
        can_write = not path.exists() or (
            os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        )
        address = sa.URL.create("sqlite", database=str(path))
        engine = sa.create_engine(
            address if can_write else _reading_address(path), connect_args={"timeout": 10}
        )
        file = _OpenFile(path)
        sa.event.listen(engine, "do_connect", file.look)
        if can_write:
            sa.event.listen(engine, "connect", _set_up_connection)
        sa.event.listen(engine, "checkout", file.look)
        super().__init__(str(path), engine)

    def _wait_for_turn(self, connection: sa.Connection) -> None:
        # Python's sqlite3 would begin at the first INSERT only.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


class _OpenFile:
    """The file that connections are to.

    SQLite goes on in a file that has no name any more, and what it writes there is lost.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[int, int] | None = None

    def look(self, *_: object) -> None:
        """Raise GradebookNotWritten where another file, or none, has come into its place."""
        identity = self._identity()
        self._known = self._known or identity
        if identity != self._known:
            raise GradebookNotWritten(
                f"{self._path}: the gradebook was moved, deleted or replaced while it was in use;"
                " put it back, or start the command again with the one that is to be used"
            )

    def _identity(self) -> tuple[int, int] | None:
        """Return what a file keeps when it is renamed; None without one."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


def _reading_address(path: Path) -> sa.URL:
    """Return the address of a gradebook that may only be read, as one on a read-only disk.

    SQLite would make files beside it, unless it is told that nobody writes: nobody does where none
    of them is left (https://sqlite.org/uri.html#uriimmutable).
    """
    journal = Path(f"{path}-wal")
    is_still = not (journal.exists() and journal.stat().st_size)
    query = {"uri": "true", "mode": "ro"} | ({"immutable": "1"} if is_still else {})
    return sa.URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _set_up_connection(connection: object, record: object) -> None:
    """Set write-ahead logging, so that readers do not wait, and full sync.

    So a result that was announced is a result that is kept.
    """
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
