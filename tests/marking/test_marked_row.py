"""One cell of a table of marks: taken, known already, or refused with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.classes import NOON, RUBRICS, handed_in, mark

from grader.files.tables import Row
from grader.marking.layout import STAMP, write_stamp
from grader.marking.marked_row import MarkedRow, Marking, Refused
from grader.model import Criterion, Decision, Kept, RubricEntry
from grader.policy import marked_digest

ADA = handed_in("ada")
WHY, EXAMPLE = RUBRICS["reflection"].criteria
LATER = NOON + timedelta(hours=1)
DIGEST = marked_digest(ADA, "reflection")


def marked_row(
    text: str,
    *there: Decision,
    criterion: Criterion | None = WHY,
    exported: str | None = None,
    **more: Any,
) -> RubricEntry | Refused | bool:
    """What becomes of a cell with that text, where `there` was decided before."""
    kept = [Kept(number=number, decision=each) for number, each in enumerate(there, 1)]
    cells = {"cell": text} | ({} if exported is None else {STAMP: exported})
    marking = Marking(
        task="reflection",
        rubric=RUBRICS["reflection"],
        results={"ada": ADA},
        kept=kept,
        by="bea",
        now=LATER,
        **more,
    )
    return MarkedRow(Row(number=7, cells=cells), ADA, marking, kept).cell("cell", criterion)


def refusal(*args: Any, **more: Any) -> str:
    refused = marked_row(*args, **more)
    assert isinstance(refused, Refused) and (refused.row, refused.column) == (7, "cell")
    return refused.why


@pytest.mark.parametrize(
    ("text", "points"),
    [("0", "0"), ("2", "2"), ("1.5", "1.5"), ("1,5", "1.5"), ("2.00", "2.00"), ("１", "1")],
    ids=["none", "all", "a half", "a decimal comma", "zeros", "a wide digit"],
)
def test_a_number_within_the_criterion_s_points_is_a_mark(text: str, points: str) -> None:
    entry = marked_row(text)
    assert isinstance(entry, RubricEntry)
    assert (entry.criterion, entry.points, entry.comment) == ("why", Decimal(points), "")
    assert (entry.student, entry.task, entry.by) == ("ada", "reflection", "bea")
    assert (entry.recorded, entry.marked) == (LATER, DIGEST)


@pytest.mark.parametrize(
    "text", ["two", "1/2", "1e0", "½", "NaN", "-1", "+1", "1 point", "'1", "٢", "x" * 500]
)
def test_what_is_no_number_is_refused_with_what_to_write(text: str) -> None:
    why = refusal(text)
    assert why.endswith("is no number from 0 to 2; write one, or `-` to take a mark back")
    assert len(why) < 150


@pytest.mark.parametrize(
    ("text", "criterion", "why"),
    [
        ("2.01", WHY, "2.01 is above the 2 that why has; write a number from 0 to 2"),
        ("20", EXAMPLE, "20 is above the 1 that example has; write a number from 0 to 1"),
    ],
    ids=["a cent too many", "ten times"],
)
def test_more_points_than_there_are_is_refused(text: str, criterion: Any, why: str) -> None:
    assert refusal(text, criterion=criterion) == why


def test_an_empty_cell_adds_nothing_and_says_nothing_that_is_known() -> None:
    assert marked_row("") is False
    assert marked_row("", mark(ADA, "why", "2")) is False


def test_what_is_so_already_is_not_kept_again() -> None:
    assert marked_row("2.0", mark(ADA, "why", "2")) is True
    assert marked_row("-") is True  # there is no mark to take back
    assert marked_row("Good.", mark(ADA, None, None, comment="Good."), criterion=None) is True


def test_a_dash_takes_a_mark_and_a_comment_back() -> None:
    exported = write_stamp(1, NOON, DIGEST)
    back = marked_row("-", mark(ADA, "why", "2"), exported=exported)
    assert isinstance(back, RubricEntry) and back.points is None and back.criterion == "why"
    comment = mark(ADA, None, None, comment="Good.")
    back = marked_row("-", comment, criterion=None, exported=exported)
    assert isinstance(back, RubricEntry) and (back.criterion, back.comment) == (None, "")


@pytest.mark.parametrize(
    ("text", "comment"),
    [("Good.\r\nVery.", "Good.\nVery."), ("'=1+1", "=1+1"), ("5", "5"), ("很好", "很好")],
    ids=["lines of Windows", "escaped", "a number", "wide characters"],
)
def test_a_comment_is_any_text(text: str, comment: str) -> None:
    entry = marked_row(text, criterion=None)
    assert isinstance(entry, RubricEntry)
    assert (entry.comment, entry.points, entry.criterion) == (comment, None, None)


SEEN = write_stamp(1, NOON, DIGEST)
AMY = "amy gave 1 at 2026-12-05 12:00+00:00"
AFTER = ", after this table was exported; empty the cell to keep that, or import with --overwrite"


@pytest.mark.parametrize(
    ("there", "exported", "deed"),
    cases(
        {
            "a mark, and no stamp": ((mark(ADA, "why", "1"),), None, AMY),
            "a mark after the newest that was seen": (
                (mark(ADA, "example", "1"), mark(ADA, "why", "1")),
                SEEN,
                AMY,
            ),
            "a mark by a clock that was ahead": (
                (mark(ADA, "why", "1", recorded=LATER),),
                SEEN,
                "amy gave 1 at 2026-12-05 13:00+00:00",
            ),
            "a mark that was taken back": (
                (mark(ADA, "why", "1"), mark(ADA, "why", None)),
                SEEN,
                "amy took the mark back at 2026-12-05 12:00+00:00",
            ),
        }
    ),
)
def test_a_mark_that_the_table_has_not_seen_is_not_overwritten(
    there: Sequence[Decision], exported: str | None, deed: str
) -> None:
    assert refusal("2", *there, exported=exported) == deed + AFTER
    assert isinstance(marked_row("2", *there, exported=exported, overwrite=True), RubricEntry)


def test_a_comment_that_the_table_has_not_seen_is_not_overwritten() -> None:
    comment = mark(ADA, None, None, comment="Good.")
    assert refusal("Better.", comment, criterion=None) == (
        "amy wrote another comment at 2026-12-05 12:00+00:00" + AFTER
    )


def test_a_mark_that_the_table_has_seen_is_replaced() -> None:
    entry = marked_row("2", mark(ADA, "why", "1"), exported=SEEN)
    assert isinstance(entry, RubricEntry) and entry.points == 2


def test_a_cell_that_nobody_touched_keeps_what_came_since() -> None:
    there = (mark(ADA, "why", "1"), mark(ADA, "why", "2"))
    assert marked_row("1", *there, exported=SEEN) is True


def test_a_mark_for_another_answer_is_refused_and_that_cannot_be_overruled() -> None:
    other = write_stamp(1, NOON, marked_digest(handed_in(answer="Since."), "reflection"))
    for overwrite in (False, True):
        assert refusal("2", exported=other, overwrite=overwrite) == (
            "the answer is another since this table was exported; export again and read the new one"
        )


def test_a_stamp_that_was_changed_is_refused() -> None:
    assert refusal("2", exported="n1t2") == (
        "its cell 'exported' is not as it was exported; export again and copy the marks over"
    )


@pytest.mark.parametrize("text", ["", "2"], ids=["an empty cell", "what is so"])
def test_where_nothing_is_added_no_stamp_is_asked_for(text: str) -> None:
    assert not isinstance(marked_row(text, mark(ADA, "why", "2"), exported="broken"), Refused)


def test_a_row_tells_which_marks_it_has() -> None:
    kept = [Kept(number=1, decision=mark(ADA, "why", "1"))]
    marking = Marking(
        task="reflection", rubric=RUBRICS["reflection"], results={}, kept=kept, by="b", now=LATER
    )
    row = MarkedRow(Row(number=2, cells={}), ADA, marking, kept)
    assert (row.has(WHY), row.has(EXAMPLE), row.has(None)) == (True, False, False)
