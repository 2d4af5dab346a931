"""Text that came from a student: safe on a terminal, in a log and in a table."""

from __future__ import annotations

import re

# Escape sequences of a terminal, whole; then what is left of control characters, what turns the
# direction of writing, and halves of a surrogate pair.
_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
MOST_KEPT = 1000  # characters of a reason or a comment
_LINE_ENDS = re.compile("[\n\t\u2028\u2029]")


def clean(text: str) -> str:
    """Return text of a student's without escapes, control and bidi characters.

    New lines and tabs stay.
    """
    return _UNSAFE.sub("", _SEQUENCE.sub("", text)) if _UNSAFE.search(text) else text


def line(text: str) -> str:
    """Return text of a student's on one line."""
    return _LINE_ENDS.sub(" ", clean(text))


def as_short_line(text: str, most: int = MOST_KEPT) -> str:
    """Return what a person typed as it is kept: one line, nothing a terminal acts on, not long."""
    return line(text.encode("utf-8", "replace").decode()).strip()[:most]
