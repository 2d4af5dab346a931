"""How parts of a text stand out on a terminal: as the moment has it, as with its language.

A text says what a part of it is: good, bad, held, faint or strong.  Only `cli` chooses how that
looks; elsewhere a part looks as all others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Style = Callable[[str, str], str]


def without_style(text: str, style: str) -> str:
    """Return a part of a text as it is."""
    return text


_in_use: ContextVar[Style] = ContextVar("style", default=without_style)


@contextmanager
def use_style(style: Style) -> Iterator[None]:
    """Show parts of texts in a style until the block ends."""
    before = _in_use.set(style)
    try:
        yield
    finally:
        _in_use.reset(before)


def apply_style(text: str, name: str) -> str:
    """Return a part of a text as it is shown now."""
    return _in_use.get()(text, name)
