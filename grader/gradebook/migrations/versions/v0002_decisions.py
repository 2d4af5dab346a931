"""A result says who recorded it; staff's decisions are kept; no row is changed or removed."""

import sqlalchemy as sa
from alembic import op

from grader.gradebook.schema import keep_rows, text_column

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring schema 1 to schema 2."""
    op.add_column("results", sa.Column("by", sa.Text))
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        text_column("assignment"),
        text_column("student"),
        text_column("kind"),
        text_column("by"),
        text_column("recorded"),
        text_column("decision"),
    )
    op.create_index("decisions_by_assignment", "decisions", ["assignment", "id"])
    for table in ("results", "decisions"):
        keep_rows(op.get_bind(), table)
    op.execute("UPDATE about SET value = '2' WHERE key = 'schema'")
