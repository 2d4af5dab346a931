"""Decisions on one piece of work by several people at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.classes import NOON, RUBRICS, handed_in, mark, override
from support.courses import tiny
from support.memory_gradebook import MemoryGradebook

from grader.marking.answer import DecidedMeanwhile, GivenMarks, Known, decide_on, mark_answer
from grader.model import Decision, Kept
from grader.nouns import replace

ADA, BOB = handed_in("ada"), handed_in("bob")


class ReadingBook(MemoryGradebook):
    """Says which decisions were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def decisions(self, assignment: str, *, after: int = 0) -> list[Kept]:
        self.asked.append(after)
        return super().decisions(assignment, after=after)


def _on_ada(decision: Decision) -> bool:
    return decision.student == "ada"


def _known(book: ReadingBook, student: str = "ada") -> Known:
    kept = book.decisions("tiny")
    book.asked.clear()
    return Known(
        kept=tuple(each for each in kept if each.decision.student == student),
        until=max((each.number for each in kept), default=0),
    )


def test_only_what_is_later_than_known_is_read() -> None:
    book = ReadingBook()
    book.decide([mark(ADA, "why", "2"), override("3", student="bob")])
    known = _known(book)
    given = GivenMarks(task="reflection", points={"why": None}, comment="", by="bea", now=NOON)
    written = mark_answer(
        book, tiny(), ADA, RUBRICS["reflection"], given, seen_number=2, known_decisions=known
    )
    assert written == 1  # the mark that was known is taken back
    assert book.asked[0] == 2


def test_what_is_known_and_was_not_shown_is_told() -> None:
    book = ReadingBook()
    book.decide([override("3")])
    known = _known(book)
    with pytest.raises(DecidedMeanwhile, match="amy decided on this meanwhile"):
        decide_on(
            book, tiny(), _on_ada, lambda _: [override("4")], seen_number=0, known_decisions=known
        )


def test_one_who_is_quicker_with_other_work_makes_no_difference() -> None:
    book = ReadingBook()

    def make(kept: Sequence[Kept]) -> list[Decision]:
        if len(book.asked) == 1:
            book.decide([replace(override("1"), student="bob")])
        return [override("4")]

    assert decide_on(book, tiny(), _on_ada, make, seen_number=0) == 1
    assert [each.decision.student for each in book.decisions("tiny")] == ["bob", "ada"]
