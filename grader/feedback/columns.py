"""Text on a terminal: how many columns it takes, where it is wrapped, where it is cut.

Chinese, Japanese and Korean characters take two columns (Unicode's East Asian Width, UAX #11).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

_STYLE = re.compile(r"\x1b\[[\d;]*m")  # as click writes it; no text of a student's has it
# Chinese is broken between any two characters, but no line begins or ends with these (UAX #14).
_NEVER_FIRST = frozenset("。，、；：？！）》」』】〉”’…—·%),.;:?!]}\u0301")
_NEVER_LAST = frozenset("（《「『【〈“‘([{")


def width(text: str) -> int:
    """Return how many columns `text` takes; how it stands out takes none."""
    return sum(_columns(character) for character in _STYLE.sub("", text))


def cut(text: str, columns: int) -> str:
    """Return `text` in at most that many columns, with an ellipsis where it was cut."""
    return text if width(text) <= columns else text[: _fitting(text, columns - 1)] + "…"


def pad(text: str, columns: int) -> str:
    """Return `text` with spaces after it, so that it takes at least that many columns."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """Break `text` into lines of at most that many columns.

    At spaces and beside wide characters, and inside a word only where it is too long.
    """
    columns = max(columns, 1)  # less holds no letter, and would never end
    lines, line = [], ""
    for piece, space in _pieces(text):
        joined = f"{line}{space}{piece}" if line else piece
        if width(joined) <= columns:
            line = joined
            continue
        if line:
            lines.append(line)
        while width(piece) > columns:
            at = max(_fitting(piece, columns), 1)
            lines.append(piece[:at])
            piece = piece[at:]
        line = piece
    return [*lines, line] if line or not lines else lines


def hang(label: str, text: str, columns: int) -> Iterator[str]:
    """Yield lines of at most that many columns: `text`, wrapped, at the right of `label`."""
    indent = width(label)
    first, *more = wrap(text, columns - indent)
    yield label + first
    yield from (" " * indent + line for line in more)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stays together in a line, and the space that stands before it."""
    for word in text.split():
        space, start = " ", 0
        if not word.isascii():
            for at in range(1, len(word)):
                if _may_part(word[at - 1], word[at]):
                    yield word[start:at], space
                    space, start = "", at
        yield word[start:], space


def _may_part(before: str, after: str) -> bool:
    """Return whether a line may end between two characters that no space divides."""
    wide = _columns(before) == 2 or _columns(after) == 2
    return wide and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _fitting(text: str, columns: int) -> int:
    """Return how many characters from the start of `text` take at most that many columns."""
    return sum(used <= columns for used in accumulate(map(_columns, text)))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
