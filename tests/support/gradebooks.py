"""A gradebook that is filled, and what is read back from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from click.testing import Result as Done

from grader.gradebook.sqlite import SqliteGradebook
from grader.model import Decision, Result
from support.classes import HELD, NOON, handed_in

RULES = "due = 2026-12-01T23:59:00+01:00\npenalty_percent_a_day = 10\ncutoff_days = 7"
CLASS = [
    handed_in("ada", received="2026-12-01T20:00:00+01:00"),
    handed_in("bob", rescale=None, answer=None, received="2026-12-02T12:00:00+01:00"),
    handed_in("cyn", rescale=HELD, answer=None),
    handed_in("dan", running_mean=None, rescale=None, answer=None),
    handed_in("王小明", running_mean="0", rescale="0", answer=None),
]


def fill(
    course: Path, results: Sequence[Result] = CLASS, decisions: Sequence[Decision] = ()
) -> None:
    book = SqliteGradebook(course / "gradebook.sqlite")
    for result in results:
        book.add(result, key="k", recorded=NOON, by="amy")
    book.decide(decisions)
    book.close()


def exported(done: Done) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in csv.DictReader(io.StringIO(done.stdout, newline=""))}


def kept(course: Path) -> list[Decision]:
    book = SqliteGradebook(course / "gradebook.sqlite")
    found = [each.decision for each in book.decisions("tiny")]
    book.close()
    return found
