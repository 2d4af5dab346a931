"""What commands call: one submission, a class, recording, and what is kept of all of it."""
