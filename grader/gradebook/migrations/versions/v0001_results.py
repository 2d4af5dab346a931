"""A gradebook has results."""

import sqlalchemy as sa
from alembic import op

from grader.gradebook.schema import text_column

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of schema 1."""
    about = op.create_table(
        "about",
        sa.Column("key", sa.Text, primary_key=True),
        text_column("value"),
    )
    op.create_table(
        "results",
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
    )
    op.create_index("results_by_submission", "results", ["assignment", "submission", "id"])
    op.bulk_insert(about, [{"key": "schema", "value": "1"}])
