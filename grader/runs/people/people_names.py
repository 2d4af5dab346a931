"""Matching names that a person typed with students."""

from collections.abc import Collection
from difflib import get_close_matches

from grader.feedback.words import line
from grader.intake.rosters.roster_index import plain_text


def suggest_names(typed_name: str, names: Collection[str]) -> str:
    """Return the question whether one of the nearest names is meant; "" where none is near."""
    near_names = get_close_matches(typed_name, names, n=3)
    return f"did you mean {' or '.join(near_names)}?" if near_names else ""


def is_called(typed_name: str, submission: str, student: str | None, name: str | None) -> bool:
    """Return whether a submission is meant: by its own name, or by its student's id or name.

    Letter case, accents' spelling and the order of "Last, First" do not matter in a name; the
    submission's own name may be typed as it is shown.
    """
    if typed_name in (submission, student, line(submission)):
        return True
    plain_name = plain_text(typed_name)
    return bool(name and plain_name) and plain_name in (
        plain_text(name or ""),
        _turn_name(name or ""),
    )


def _turn_name(name: str) -> str:
    """Return `First Last` for "Last, First", else nothing."""
    last, comma, first = name.partition(",")
    return plain_text(f"{first} {last}") if comma else ""
