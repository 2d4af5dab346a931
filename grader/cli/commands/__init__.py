"""The commands, one a file: each parses, calls one function below, and shows what it gave."""
