"""A batch says how far it is; a grade may be held by a person's decision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from grader.gradebook.schema import text_column

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring schema 3 to schema 4."""
    op.create_table(
        "progress",
        sa.Column("key", sa.Text, primary_key=True),
        text_column("assignment"),
        text_column("said"),
        sa.Column("ended", sa.Boolean, nullable=False),
        text_column("progress"),
    )
    op.execute("UPDATE about SET value = '4' WHERE key = 'schema'")
