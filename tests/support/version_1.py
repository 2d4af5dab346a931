"""A gradebook as version 1 of the schema made it, in its own words.

What an upgrade has to cope with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.model import Result

TABLES = """
CREATE TABLE about (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE results (
    id INTEGER NOT NULL,
    assignment TEXT NOT NULL,
    submission TEXT NOT NULL,
    student TEXT,
    digest TEXT NOT NULL,
    "key" TEXT NOT NULL,
    recorded TEXT NOT NULL,
    held BOOLEAN NOT NULL,
    earned TEXT,
    result TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX results_by_submission ON results (assignment, submission, id);
INSERT INTO about VALUES ('schema', '1');
"""


def make(path: Path, results: Iterable[Result]) -> None:
    """Writes the file; a task's result has no `answer`, as there was none."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(TABLES)
        for number, result in enumerate(results, 1):
            record = result.submission
            earned = None if result.earned is None else str(result.earned)
            text = encoder.encode(result).replace(b',"answer":null', b"").decode()
            assert '"answer"' not in text
            row: tuple[object, ...] = (
                number,
                result.assignment,
                record.name,
                result.student,
                record.digest,
                f"key {number}",
            )
            row += ("2026-11-24T12:00:00+00:00", result.held, earned, text)
            connection.execute("INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.close()


def schema(path: Path) -> tuple[str, set[str]]:
    """The schema version that a file says, and its tables and triggers."""
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()
        names = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')"
            )
        }
    connection.close()
    return version, names
