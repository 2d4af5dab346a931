"""The steps lead to the tables that a new gradebook has, in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from support.postgresql import Server

from grader.gradebook import upgrading
from grader.gradebook.schema import HEAD, metadata, read_step


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Connection]:
    address = f"sqlite:///{tmp_path}/gradebook.sqlite"
    if request.param == "postgresql":
        running: Server = request.getfixturevalue("postgresql")
        address = running.address()
    engine = sa.create_engine(address)
    with engine.begin() as made:
        yield made
    engine.dispose()


def _triggers(connection: sa.Connection) -> list[str]:
    asked = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN"
        " ('results'::regclass, 'decisions'::regclass)"
        if connection.dialect.name == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    return sorted(connection.exec_driver_sql(asked).scalars())


def test_the_last_step_is_the_one_that_the_tables_are_of() -> None:
    scripts = ScriptDirectory(str(Path(upgrading.__file__).parent / "migrations"))
    assert scripts.get_heads() == [HEAD]


def test_every_step_from_nothing_leads_to_the_tables_of_a_new_one(
    connection: sa.Connection, tmp_path: Path
) -> None:
    upgrading._take_steps(connection, "base")
    assert read_step(connection) == HEAD
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    stepped, number = _triggers(connection), _schema_number(connection)
    for table in reversed(metadata.sorted_tables):
        table.drop(connection)
    upgrading.prepare(connection, "here")
    assert (_triggers(connection), _schema_number(connection)) == (stepped, number)


def _schema_number(connection: sa.Connection) -> str:
    return str(connection.exec_driver_sql("SELECT value FROM about").scalar())


def test_a_new_one_needs_no_step(connection: sa.Connection) -> None:
    assert not upgrading.is_current(connection)
    upgrading.prepare(connection, "here")
    assert upgrading.is_current(connection)
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []
