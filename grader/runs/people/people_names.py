"""Matching names that a person typed with students."""

import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from grader.feedback.words import line


def did_you_mean(typed: str, known: Collection[str]) -> str:
    """Return the question whether one of the nearest names is meant; "" where none is near."""
    near = get_close_matches(typed, known, n=3)
    return f"did you mean {' or '.join(near)}?" if near else ""


def is_called(typed: str, submission: str, student: str | None, name: str | None) -> bool:
    """Return whether a submission is meant: by its own name, or by its student's id or name.

    Letter case, accents' spelling and the order of "Last, First" do not matter in a name; the
    submission's own name may be typed as it is shown.
    """
    if typed in (submission, student, line(submission)):
        return True
    called = _plain(typed)
    return bool(name and called) and called in (_plain(name or ""), _turned(name or ""))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _turned(name: str) -> str:
    """Return `First Last` for "Last, First", else nothing."""
    last, comma, first = name.partition(",")
    return _plain(f"{first} {last}") if comma else ""
