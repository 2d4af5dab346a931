"""Tables of marks.

Each cell is taken or refused with a sentence, and a newer mark is never overwritten silently.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.classes import NOON, RUBRICS, handed_in, mark, override
from support.courses import tiny

from grader.files.tables import read_table
from grader.gradebook import Kept
from grader.marking.layout import write_stamp
from grader.marking.marked_row import Marking
from grader.marking.sheets import marks_files
from grader.marking.taking import read_marks
from grader.model import Criterion, Rubric
from grader.policy import marked_digest

HEADER = "student,why (of 2),example (of 1),comment,exported"
CLASS = [
    handed_in("ada"),
    handed_in("bob", answer="Since."),
    handed_in("007"),
    handed_in("=cmd"),
    handed_in("none", answer=None),
]
ADA = CLASS[0]
LATER = NOON + timedelta(hours=1)


def kept(*decisions: Any) -> list[Kept]:
    return [Kept(number=number, decision=decision) for number, decision in enumerate(decisions, 1)]


def read(
    folder: Path,
    *rows: str,
    header: str = HEADER,
    there: Any = (),
    results: Any = CLASS,
    **more: Any,
) -> Any:
    path = folder / "reflection.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    marking = Marking(
        task="reflection",
        rubric=RUBRICS["reflection"],
        results={result.submission.name: result for result in results},
        kept=list(there),
        by="bea",
        now=LATER,
        **more,
    )
    return read_marks(read_table(path, ("student",)), marking)


def said(sheet: Any) -> list[Any]:
    return [
        (entry.student, entry.criterion, entry.points, entry.comment) for entry in sheet.entries
    ]


def refused(sheet: Any) -> list[str]:
    return [f"row {each.row}, column {each.column}: {each.why}" for each in sheet.refused]


def test_marks_and_comments_are_taken_with_who_and_when(tmp_path: Path) -> None:
    sheet = read(tmp_path, "ada,1.5,0,Good.,", "bob,2,,,")
    assert said(sheet) == [
        ("ada", "why", Decimal("1.5"), ""),
        ("ada", "example", Decimal(0), ""),
        ("ada", None, None, "Good."),
        ("bob", "why", Decimal(2), ""),
    ]
    assert {
        (entry.by, entry.recorded, entry.task, entry.assignment) for entry in sheet.entries
    } == {("bea", LATER, "reflection", "tiny")}
    assert sheet.entries[0].marked == marked_digest(ADA, "reflection")
    assert (sheet.refused, sheet.replaced, sheet.unchanged) == ((), 0, 0)


def test_an_empty_cell_says_nothing_and_a_dash_takes_a_mark_back(tmp_path: Path) -> None:
    there = kept(
        mark(ADA, "why", "2"), mark(ADA, "example", "1"), mark(ADA, None, None, comment="Hm.")
    )
    number = write_stamp(3, NOON, marked_digest(ADA, "reflection"))
    assert read(tmp_path, f"ada,,,,{number}", there=there).entries == ()
    sheet = read(tmp_path, f"ada,-,,-,{number}", there=there)
    assert (
        said(sheet) == [("ada", "why", None, ""), ("ada", None, None, "")] and sheet.replaced == 2
    )
    assert read(tmp_path, "ada,-,,-,").entries == (), "there is nothing to take back"


@pytest.mark.parametrize(
    ("row", "sentence"),
    cases(
        {
            "too much": ("ada,2.5,,,", "row 2, column why (of 2): 2.5 is above the 2 that why has"),
            "below zero": ("ada,-1,,,", "row 2, column why (of 2): '-1' is no number from 0 to 2"),
            "a word": (
                "ada,,good,,",
                "row 2, column example (of 1): 'good' is no number from 0 to 1",
            ),
            "a date that a spreadsheet made": (
                "ada,02. Mai,,,",
                "'02. Mai' is no number from 0 to 2",
            ),
            "nobody": ("eve,1,,,", "row 2, column student: there is no submission of 'eve'"),
            "no name": (",1,,,", "row 2, column student: it names no student"),
            "zeros that a spreadsheet dropped": (
                "7,1,,,",
                "is it 007? A spreadsheet drops zeros unless the column is text",
            ),
            "no answer": ("none,1,,,", "'none' has no answer to reflection that could be marked"),
            "a stamp that was changed": (
                "ada,1,,,5",
                "its cell 'exported' is not as it was exported",
            ),
        }
    ),
)
def test_a_refused_cell_has_its_row_its_column_and_what_to_do(
    tmp_path: Path, row: str, sentence: str
) -> None:
    sheet = read(tmp_path, row)
    assert len(sheet.refused) == 1 and sentence in refused(sheet)[0] and sheet.entries == ()


def test_every_refused_cell_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    sheet = read(tmp_path, "ada,3,x,,", "bob,1,1,,", "eve,1,,,", "ada,1,1,,")
    assert [(each.row, each.column) for each in sheet.refused] == [
        (2, "why (of 2)"),
        (2, "example (of 1)"),
        (4, "student"),
        (5, "student"),
    ]
    assert "'ada' stands in row 2 already" in refused(sheet)[3]
    assert [entry.student for entry in sheet.entries] == ["bob", "bob"]


def test_a_column_that_is_no_criterion_is_refused(tmp_path: Path) -> None:
    sheet = read(tmp_path, "ada,1,2", header="student,whi,why")
    assert refused(sheet) == [
        "row 1, column whi: there is no such criterion; there are why, example; rename or remove it"
    ]
    twice = read(tmp_path, "ada,1,2", header="student,why,why (of 2)")
    assert refused(twice) == ["row 1, column why (of 2): another column is why too; remove one"]


def test_columns_may_be_moved_or_left_out(tmp_path: Path) -> None:
    assert said(read(tmp_path, "1,x,ada", header="why,note,student")) == [
        ("ada", "why", Decimal(1), "")
    ]


def test_a_row_without_marks_for_one_without_an_answer_is_no_mistake(tmp_path: Path) -> None:
    sheet = read(tmp_path, "none,,,,")
    assert (sheet.entries, sheet.refused) == ((), ())


def test_a_name_that_a_spreadsheet_would_run_comes_back(tmp_path: Path) -> None:
    assert [entry.student for entry in read(tmp_path, "'=cmd,1,,,").entries] == ["=cmd"]


def test_a_student_is_known_by_id_or_by_submission(tmp_path: Path) -> None:
    results = [handed_in("folder 1", student="s1"), handed_in("folder 2", student="s2")]
    sheet = read(tmp_path, "s1,1,,,", "folder 2,2,,,", results=results)
    assert [entry.student for entry in sheet.entries] == ["s1", "s2"]


def test_a_student_with_two_submissions_is_never_guessed(tmp_path: Path) -> None:
    results = [handed_in("first", student="s1"), handed_in("second", student="s1")]
    sheet = read(tmp_path, "s1,1,,,", results=results)
    assert "2 submissions go by 's1'; give the submission's own name" in refused(sheet)[0]


BEFORE = mark(ADA, "why", "1", recorded=NOON)
NEWER = mark(ADA, "why", "2", by="amy", recorded=NOON + timedelta(minutes=5))
EXPORTED = write_stamp(1, NOON + timedelta(minutes=1), marked_digest(ADA, "reflection"))


def test_a_mark_that_was_there_at_the_export_is_changed(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"ada,0,,,{EXPORTED}", there=kept(BEFORE))
    assert said(sheet) == [("ada", "why", Decimal(0), "")] and sheet.replaced == 1


def test_a_newer_mark_is_not_overwritten_silently(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"ada,0,,,{EXPORTED}", there=kept(BEFORE, NEWER))
    assert sheet.entries == ()
    assert refused(sheet) == [
        "row 2, column why (of 2): amy gave 2 at 2026-12-05 12:05+00:00, after this table was"
        " exported; empty the cell to keep that, or import with --overwrite"
    ]


def test_a_newer_mark_is_overwritten_when_that_is_said(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"ada,0,,,{EXPORTED}", there=kept(BEFORE, NEWER), overwrite=True)
    assert said(sheet) == [("ada", "why", Decimal(0), "")]


def test_a_cell_that_nobody_touched_keeps_the_newer_mark(tmp_path: Path) -> None:
    sheet = read(tmp_path, f"ada,1,1,,{EXPORTED}", there=kept(BEFORE, NEWER))
    assert said(sheet) == [("ada", "example", Decimal(1), "")] and sheet.unchanged == 1


def test_the_same_mark_twice_is_no_conflict(tmp_path: Path) -> None:
    sheet = read(tmp_path, "ada,2,,,", there=kept(BEFORE, NEWER))
    assert (sheet.entries, sheet.refused, sheet.unchanged) == ((), (), 1)


def test_without_its_stamp_a_table_is_older_than_every_mark(tmp_path: Path) -> None:
    assert "amy gave 1" in refused(read(tmp_path, "ada,0,,,", there=kept(BEFORE)))[0]


def test_a_clock_that_was_set_back_hides_no_mark(tmp_path: Path) -> None:
    early = mark(ADA, "why", "2", recorded=NOON - timedelta(days=1))
    assert (
        "amy gave 2" in refused(read(tmp_path, f"ada,0,,,{EXPORTED}", there=kept(BEFORE, early)))[0]
    )


def test_a_table_of_another_gradebook_hides_no_mark(tmp_path: Path) -> None:
    high = write_stamp(99, NOON - timedelta(minutes=1), marked_digest(ADA, "reflection"))
    assert "amy gave 1" in refused(read(tmp_path, f"ada,0,,,{high}", there=kept(BEFORE)))[0]


def test_a_newer_comment_is_not_overwritten_silently(tmp_path: Path) -> None:
    there = kept(mark(ADA, None, None, comment="Fine."))
    assert "amy wrote another comment" in refused(read(tmp_path, "ada,,,Bad.,", there=there))[0]
    assert read(tmp_path, "ada,,,Fine.,", there=there).unchanged == 1


def test_marks_for_an_answer_that_changed_since_the_export_are_refused(tmp_path: Path) -> None:
    other = handed_in("ada", answer="Another.", digest="sha256:2")
    sheet = read(tmp_path, f"ada,1,,,{EXPORTED}", results=[other], overwrite=True)
    assert "the answer is another since this table was exported" in refused(sheet)[0]


def test_marks_of_an_earlier_answer_are_no_conflict(tmp_path: Path) -> None:
    other = handed_in("ada", answer="Another.", digest="sha256:2")
    sheet = read(tmp_path, "ada,0,,,", results=[other], there=kept(NEWER))
    assert len(sheet.entries) == 1 and sheet.replaced == 0


@pytest.mark.parametrize("semicolons", [False, True])
def test_what_is_exported_is_imported_without_a_change(tmp_path: Path, semicolons: bool) -> None:
    comment = "“Fine”; see (b),\nline two = +1"
    there = kept(
        mark(ADA, "why", "1.5"),
        mark(CLASS[1], "example", "0.5"),
        mark(ADA, None, None, comment=comment),
        override("1"),
    )
    rubric = Rubric(
        task="reflection",
        criteria=(
            Criterion(id="why", question="", title="t", points=Decimal("2.5"), look_for=""),
            Criterion(id="example", question="", title="t", points=Decimal("0.5"), look_for=""),
        ),
    )
    made = marks_files(
        tiny().task("reflection"), rubric, CLASS, there, LATER, semicolons=semicolons
    )
    (tmp_path / "t.csv").write_bytes(made.files["reflection.csv"])
    marking = Marking(
        task="reflection",
        rubric=rubric,
        results={result.submission.name: result for result in CLASS},
        kept=there,
        by="bea",
        now=LATER,
    )
    sheet = read_marks(read_table(tmp_path / "t.csv", ("student",)), marking)
    assert (sheet.entries, sheet.refused, sheet.unchanged) == ((), (), 3)
