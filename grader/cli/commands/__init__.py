"""Commands, one per file: each parses, calls one function below, and shows what it gave."""
