"""People named in a line: some of them, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from grader.reporting.class_report import Person

MOST_NAMES = 6


def names(people: Sequence[Person]) -> str:
    """Return names, at most MOST_NAMES of them, and how many more there are."""
    listed = ", ".join(person.name for person in people[:MOST_NAMES])
    more = len(people) - MOST_NAMES
    return f"{listed} and {more} more" if more > 0 else listed
