"""Steps from an older gradebook to today's, taken by Alembic."""
