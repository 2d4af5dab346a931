"""Finding whose an attempt is in the roster, and choosing the attempt that counts."""
