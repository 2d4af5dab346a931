"""Students ask for a second look, and staff answer: two more kinds of decisions."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring schema 4 to schema 5, which has the same tables.

    A tensorgrade that does not know such decisions is told so, and does not read on without them.
    """
    op.execute("UPDATE about SET value = '5' WHERE key = 'schema'")
