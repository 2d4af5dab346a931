"""Standard streams of a process of ours, kept apart from the code of others in it."""

import os
import sys


def take_streams() -> tuple[int, int]:
    """Return copies of standard input and output that nothing else in this process finds.

    It reads nothing, and what it prints goes to standard error.
    """
    streams_in, streams_out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return streams_in, streams_out


def flush_output() -> None:
    """Flush standard output and standard error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # a student may have put anything in their place
            continue
