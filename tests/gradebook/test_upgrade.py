"""A file of schema version 1 becomes one of today's.

Whole or not at all, and nothing in it changes.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support import version_1
from support.classes import handed_in, mark
from support.results import check, everything, result, task

from grader.errors import GradebookError
from grader.gradebook import schema
from grader.gradebook.sqlite import SqliteGradebook

THEN = datetime(2026, 11, 24, 12, tzinfo=UTC)
EARLIER = [
    everything(),
    result(task("a", check()), name="bob"),
    result(task("a", check()), name="你好", student="s1"),
]
NEW = {
    "alembic_version",
    "decisions",
    "progress",
    "results_no_update",
    "results_no_delete",
    "decisions_no_update",
    "decisions_no_delete",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "gradebook.sqlite"
    version_1.make(path, EARLIER)
    return path


def test_it_is_really_of_version_1(old: Path) -> None:
    assert version_1.schema(old) == ("1", {"about", "results"})


def test_opening_brings_it_up_to_date_and_keeps_every_result(old: Path) -> None:
    book = SqliteGradebook(old)
    entries = book.latest_entries("demo")
    book.close()
    assert version_1.schema(old) == ("5", {"about", "results", *NEW})
    assert {name: entry.result for name, entry in entries.items()} == {
        one.submission.name: one for one in EARLIER
    }
    assert [entry.key for entry in entries.values()] == ["key 1", "key 2", "key 3"]
    assert {(entry.recorded, entry.by) for entry in entries.values()} == {(THEN, None)}


def test_it_takes_results_and_decisions_then(old: Path) -> None:
    book = SqliteGradebook(old)
    came = handed_in(assignment="demo")
    book.add(came, key="new", recorded=THEN, by="amy")
    book.decide([mark(came, "why", "1")])
    assert [entry.by for entry in book.history("demo", "ada")] == [None, "amy"]
    assert len(book.decisions("demo")) == 1
    book.close()


def test_a_file_made_today_and_one_brought_up_to_date_are_alike(old: Path, tmp_path: Path) -> None:
    SqliteGradebook(old).close()
    SqliteGradebook(tmp_path / "new.sqlite").close()
    assert columns(old) == columns(tmp_path / "new.sqlite")
    assert version_1.schema(old) == version_1.schema(tmp_path / "new.sqlite")


def columns(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        found = {
            name: [row[1:4] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in ("about", "results", "decisions")
        }
    connection.close()
    return found


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: Any, table: str) -> None:
        if table == "decisions":
            raise OSError("no room")
        real(connection, table)

    real = schema.keep_rows
    monkeypatch.setattr(schema, "keep_rows", fails)
    with pytest.raises(OSError):
        SqliteGradebook(old)
    assert version_1.schema(old) == ("1", {"about", "results"})
    monkeypatch.undo()
    book = SqliteGradebook(old)
    assert len(book.latest_entries("demo")) == 3
    book.close()


def test_an_upgrade_that_is_killed_leaves_the_file_as_it_was(old: Path) -> None:
    program = (
        "import os, sys\nsys.path.insert(0, sys.argv[2])\nfrom pathlib import Path\n"
        "from grader.gradebook import schema\nfrom grader.gradebook.sqlite import SqliteGradebook\n"
        "real = schema.keep_rows\n"
        "schema.keep_rows = lambda c, t: os._exit(9) if t == 'decisions' else real(c, t)\n"
        "SqliteGradebook(Path(sys.argv[1]))\n"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", program, str(old), str(root)], check=False)
    assert done.returncode == 9
    assert version_1.schema(old) == ("1", {"about", "results"})


def test_one_that_another_program_holds_waits_its_turn(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy

    make = sqlalchemy.create_engine
    monkeypatch.setattr(
        sqlalchemy,
        "create_engine",
        lambda url, connect_args: make(url, connect_args={"timeout": 0.01}),
    )
    holder = sqlite3.connect(old, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(GradebookError, match="another program holds the gradebook"):
        SqliteGradebook(old)
    holder.close()
    assert version_1.schema(old)[0] == "1"


def test_two_that_open_it_at_once_upgrade_it_once(old: Path) -> None:
    first = SqliteGradebook(old)
    second = SqliteGradebook(old)
    assert len(second.latest_entries("demo")) == 3
    first.close(), second.close()
