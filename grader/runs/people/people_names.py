"""Matching names that a person typed with students."""

from __future__ import annotations

import unicodedata

from grader.feedback.words import line


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
