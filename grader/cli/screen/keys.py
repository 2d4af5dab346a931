"""Single keys of a terminal, without Enter; none where there is no terminal."""

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def single_keys() -> Iterator[bool]:
    """Let keys arrive one by one; give whether there is a terminal that has keys."""
    if not sys.stdin.isatty():
        yield False
    elif sys.platform == "win32":
        yield True
    else:
        import termios
        import tty

        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin)
        try:
            yield True
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def take_key() -> str | None:
    """Return the key that was pressed and not yet taken, in lower case; never waits."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getwch().lower() if msvcrt.kbhit() else None
    import select

    if not select.select([sys.stdin], [], [], 0)[0]:
        return None
    return sys.stdin.read(1).lower() or None
