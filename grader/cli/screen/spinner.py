"""What is running now, in one line of the terminal that goes away when it is done."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

TURNS, PLAIN_TURNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\"
# Seconds: before anything is shown, so that an answer from memory shows nothing, and between turns.
QUIET, TURN = 0.3, 0.12
CLEAR = "\r\x1b[2K"


@contextlib.contextmanager
def spinner(words: str, screen: TextIO | None = None) -> Iterator[Callable[[str], None]]:
    """Show a turning mark, the words, what is running and its seconds, until the block ends.

    It gives a function that takes what is running now.  Where standard error is no terminal, or one
    that cannot go back to the start of its line, nothing is shown.
    """
    screen = screen or sys.stderr
    if not screen.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda running: None
        return
    line = _Line(screen, words)
    thread = threading.Thread(target=line.turn, daemon=True)
    thread.start()
    try:
        yield line.take
    finally:
        line.done.set()
        thread.join()


class _Line:
    """The line, written by a thread of its own."""

    def __init__(self, screen: TextIO, words: str) -> None:
        self._screen, self._words, self._running = screen, words, ""
        self._turns = TURNS if _can_write(screen, TURNS) else PLAIN_TURNS
        self.done = threading.Event()

    def take(self, running: str) -> None:
        """Take what is running from now on."""
        self._running = running

    def turn(self) -> None:
        """Write the line again and again, and clear it in the end."""
        began = time.monotonic()
        at, waiting = 0, QUIET
        while not self.done.wait(waiting):
            seconds = time.monotonic() - began
            mark = self._turns[at % len(self._turns)]
            self._write(f"{CLEAR}{mark} {self._words} {self._running}  {seconds:.0f} s")
            at, waiting = at + 1, TURN
        if at:
            self._write(CLEAR)

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # a terminal that is gone takes no more
            self._screen.write(text)
            self._screen.flush()


def _can_write(screen: TextIO, text: str) -> bool:
    try:
        text.encode(screen.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
