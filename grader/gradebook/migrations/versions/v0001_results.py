"""A gradebook has results."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of schema 1."""
    about = op.create_table(
        "about",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "results",
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
    )
    op.create_index("results_by_submission", "results", ["assignment", "submission", "id"])
    op.bulk_insert(about, [{"key": "schema", "value": "1"}])
