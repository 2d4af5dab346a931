"""Text on a terminal: how many columns it takes, where it is wrapped, where it is cut.

Chinese, Japanese and Korean characters take two columns (Unicode's East Asian Width, UAX #11).
"""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns that `text` takes."""
    return sum(_columns(character) for character in text)


def cut(text: str, columns: int) -> str:
    """`text` in at most that many columns, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Break `text` into lines of at most that many columns.

    At spaces, and inside a word only where it is too long.
    """
    lines, line = [], ""
    for word in text.split():
        while width(word) > columns:
            if line:
                lines.append(line)
                line = ""
            head = _head(word, columns)
            lines.append(head)
            word = word[len(head) :]
        joined = f"{line} {word}" if line else word
        if width(joined) > columns:
            lines.append(line)
            line = word
        else:
            line = joined
    return [*lines, line] if line or not lines else lines


def _head(word: str, columns: int) -> str:
    """As much of a word as fits, and at least one character."""
    used = 0
    for at, character in enumerate(word):
        used += _columns(character)
        if used > columns:
            return word[: max(at, 1)]
    return word


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
