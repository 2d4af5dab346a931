"""Ground that every proof stands on: the assignment, warm examiners, rows of the table."""
