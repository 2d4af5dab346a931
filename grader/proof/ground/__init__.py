"""What every proof stands on: the assignment taken apart, warm examiners, rows of the table."""
