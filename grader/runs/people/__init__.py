"""Who is in a class, when their work came, and what each of them has in the gradebook."""
