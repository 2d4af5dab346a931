"""Sending what student code printed, before the answer that follows it."""

import sys


def flush_output() -> None:
    """Flush standard output and standard error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # a student may have put anything in their place
            continue
