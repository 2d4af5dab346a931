"""Making a new gradebook's tables, and bringing an older one up to date."""

from pathlib import Path

import sqlalchemy as sa

from grader.errors import GradebookError

from .schema import HEAD, make_tables, read_step, steps

_MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(connection: sa.Connection) -> bool:
    """Return whether there is nothing to prepare; the gradebook is only read."""
    return read_step(connection) == HEAD


def prepare(connection: sa.Connection, place: str) -> None:
    """Make the tables of a new gradebook, or take the steps that an older one lacks.

    It is part of the caller's transaction.  Raises GradebookError when the gradebook is from a
    later tensorgrade.
    """
    step = read_step(connection)  # another process may have been quicker
    if step is None:
        make_tables(connection)
    elif step > HEAD:
        raise GradebookError(
            f"{place}: this gradebook has schema {step}, and this tensorgrade knows {HEAD}; use"
            " the tensorgrade that made it, or give another with --gradebook"
        )
    elif step < HEAD:
        _take_steps(connection, step)


def _take_steps(connection: sa.Connection, step: str) -> None:
    """Take all steps after one.  https://alembic.sqlalchemy.org/en/latest/api/commands.html"""
    from alembic import command  # few gradebooks are old
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    if not sa.inspect(connection).has_table(steps.name):
        command.stamp(config, step)
    command.upgrade(config, "head")
