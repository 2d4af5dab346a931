"""Tables of a gradebook: which step they are of, and that their rows stay as they were added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from support import version_1
from support.results import everything

from grader.gradebook.schema import APPEND_ONLY, HEAD, make_tables, read_step, results
from grader.gradebook.sqlite import SqliteGradebook


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as made:
        yield made
    engine.dispose()


def add_row(connection: sa.Connection) -> None:
    texts = dict.fromkeys(("assignment", "submission", "digest", "key", "recorded", "result"), "x")
    connection.execute(results.insert().values(held=False, **texts))


def test_without_tables_no_step_was_taken(connection: sa.Connection) -> None:
    assert read_step(connection) is None


def test_a_new_gradebook_is_of_the_last_step_and_says_so_to_older_versions(
    connection: sa.Connection,
) -> None:
    make_tables(connection)
    assert read_step(connection) == HEAD
    number = connection.exec_driver_sql("SELECT value FROM about WHERE key = 'schema'").scalar()
    assert number == str(int(HEAD))


def test_a_gradebook_from_before_the_steps_says_its_number(tmp_path: Path) -> None:
    version_1.make(tmp_path / "old.sqlite", [everything()])
    engine = sa.create_engine(f"sqlite:///{tmp_path}/old.sqlite")
    with engine.connect() as connection:
        assert read_step(connection) == "0001"
    engine.dispose()


@pytest.mark.parametrize("change", ["UPDATE results SET earned = '100'", "DELETE FROM results"])
def test_rows_are_added_and_never_changed_or_removed(
    connection: sa.Connection, change: str
) -> None:
    make_tables(connection)
    add_row(connection)
    add_row(connection)
    with pytest.raises(DatabaseError, match="append-only"):
        connection.exec_driver_sql(change)
    assert connection.execute(sa.select(sa.func.count()).select_from(results)).scalar() == 2


def test_each_table_that_only_grows_is_guarded(connection: sa.Connection) -> None:
    make_tables(connection)
    asked = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    guarded = set(connection.exec_driver_sql(asked).scalars())
    assert guarded == {table.name for table in APPEND_ONLY} == {"results", "decisions"}


@pytest.mark.parametrize("change", ["UPDATE results SET earned = '100'", "DELETE FROM results"])
def test_no_program_changes_a_row(tmp_path: Path, change: str) -> None:
    old = tmp_path / "old.sqlite"
    version_1.make(old, [everything()])
    SqliteGradebook(old).close()
    with (
        sqlite3.connect(old) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(change)
    connection.close()
