"""The command `grade`: one command a file.

Each parses, calls one function below, and shows what it gave.

Nothing heavy is imported before a command needs it: `grade --help` knows no numpy, torch or pytest.
"""
