"""Tables of a gradebook, and what keeps their rows as they were added.

`migrations/` has each step from an older schema to this one.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

# The step that leads to these tables, as its file in `migrations/versions` calls itself.
HEAD = "0005"

metadata = sa.MetaData()


def as_utc(moment: datetime) -> str:
    """Return a moment as the tables have it: such texts are in the order of their times."""
    return moment.astimezone(UTC).isoformat()


def text_column(name: str) -> sa.Column[str]:
    """Return a column of texts, none of which is missing."""
    return sa.Column(name, sa.Text, nullable=False)


about = sa.Table(
    "about",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    text_column("value"),
)
# Alembic's own table, with one row: the last step that was taken.
steps = sa.Table(
    "alembic_version",
    metadata,
    sa.Column("version_num", sa.String(32), primary_key=True),
)
results = sa.Table(
    "results",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    text_column("assignment"),
    text_column("submission"),
    sa.Column("student", sa.Text),
    text_column("digest"),
    text_column("key"),
    text_column("recorded"),
    sa.Column("held", sa.Boolean, nullable=False),
    sa.Column("earned", sa.Text),
    text_column("result"),
    sa.Column("by", sa.Text),
    sa.Index("results_by_submission", "assignment", "submission", "id"),
)
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    text_column("assignment"),
    text_column("student"),
    text_column("kind"),
    text_column("by"),
    text_column("recorded"),
    text_column("decision"),
    sa.Index("decisions_by_assignment", "assignment", "id"),
)
# How far batches are: each has one row, which it changes as long as it runs.
progress = sa.Table(
    "progress",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    text_column("assignment"),
    text_column("said"),
    sa.Column("ended", sa.Boolean, nullable=False),
    text_column("progress"),
)
APPEND_ONLY = (results, decisions)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables of a new gradebook, within the caller's transaction."""
    metadata.create_all(connection)
    for table in APPEND_ONLY:
        keep_rows(connection, table.name)
    connection.execute(about.insert().values(key="schema", value=str(int(HEAD))))
    connection.execute(steps.insert().values(version_num=HEAD))


def keep_rows(connection: sa.Connection, table: str) -> None:
    """Let rows be added and never changed or removed, whatever program has the gradebook open."""
    statements = _IN_POSTGRESQL if connection.dialect.name == "postgresql" else _IN_SQLITE
    for statement in statements:
        connection.exec_driver_sql(statement.format(table=table))


_IN_SQLITE = tuple(
    f"CREATE TRIGGER {{table}}_no_{verb.lower()} BEFORE {verb} ON {{table}} "
    "BEGIN SELECT RAISE(ABORT, 'the gradebook is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_IN_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'the gradebook is append-only'; END$$",
    "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def read_step(connection: sa.Connection) -> str | None:
    """Return the last step that a gradebook has taken; None where there are no tables yet.

    Gradebooks from before Alembic say their schema's number in `about`.
    """
    tables = sa.inspect(connection)
    if tables.has_table(steps.name):
        return connection.execute(sa.select(steps.c.version_num)).scalar()
    if not tables.has_table(about.name):
        return None
    number = connection.execute(sa.select(about.c.value).where(about.c.key == "schema")).scalar()
    return f"{int(number or 0):04}"
