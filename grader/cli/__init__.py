"""Command `grade`: one command per file.

Each parses, calls one function below, and shows what it gave.

Nothing heavy is imported before a command needs it: `grade --help` knows no numpy, torch or pytest.
"""
