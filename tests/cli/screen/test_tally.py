"""Lines of `grade batch`: one for each submission, and the sums at the end."""

from __future__ import annotations

from typing import Any

import click
import pytest
from support.cases import cases
from support.classes import HELD, handed_in
from support.results import check, result, task

from grader.cli.screen.tally import Tally, label, result_line, roll_lines
from grader.feedback.columns import width
from grader.intake.gathering import Gathered
from grader.intake.rosters.choosing import HandedIn
from grader.model import Outcome, Result, Roster, Student, Submission, TaskStatus
from grader.nouns import replace
from grader.runs.batches.batch import Graded
from grader.runs.people.roll import Roll

ADA, WANG = Student(id="s1", name="Ada Lovelace"), Student(id="s2", name="王小明")
GRADED = handed_in("ada", answer=None)
AWAITING = handed_in("bob")
NOTHING = handed_in("dan", running_mean=None, rescale=None, answer=None)


def held(name: str = "cyn", message: str = "the check raised") -> Result:
    fault = check("a::one", Outcome.GRADER_FAULT, message=message)
    return result(task("a", fault, status=TaskStatus.HELD), name=name)


def lines(*results: Result, new: bool = True, listed: int | None = None) -> list[str]:
    tally = Tally()
    for each in results:
        tally.add(Graded(result=each, new=new))
    return tally.lines(len(results) if listed is None else listed)


@pytest.mark.parametrize(
    ("results", "counts"),
    cases(
        {
            "nobody": ([], "0 submissions: 0 graded, 0 held, 0 not submitted (0 judged now,"),
            "one": ([GRADED], "1 submission: 1 graded, 0 held, 0 not submitted (1 judged now,"),
            "each state": (
                [GRADED, AWAITING, held(), NOTHING],
                "4 submissions: 2 graded, 1 of them await marks by hand, 1 held, 1 not submitted"
                " (4 judged now,",
            ),
        }
    ),
)
def test_the_sums_count_each_state(results: list[Result], counts: str) -> None:
    empty, text, *_ = lines(*results)
    assert empty == "" and text == f"{counts} 0 unchanged)"


def test_what_was_judged_before_is_counted_as_unchanged() -> None:
    assert lines(GRADED, AWAITING, new=False)[1].endswith("(0 judged now, 2 unchanged)")


def test_who_was_not_reached_is_counted() -> None:
    assert lines(GRADED, listed=3)[2:] == ["2 not reached"]


def test_what_is_held_says_why_and_what_was_not_submitted_what_was_there() -> None:
    noted = replace(NOTHING, submission=replace(NOTHING.submission, notes=("found only a.pdf",)))
    assert lines(held("c\nyn"), noted, NOTHING)[2:] == [
        "  held  c yn: the check raised",
        "  not submitted  dan: none of the assignment's files was found (found only a.pdf)",
        "  not submitted  dan: none of the assignment's files was found",
    ]


def test_held_results_are_counted_as_they_come() -> None:
    tally = Tally()
    assert tally.held_results == 0
    for each in (held(), GRADED, held("eve")):
        tally.add(Graded(result=each, new=True))
    assert tally.held_results == 2


@pytest.mark.parametrize(
    ("name", "student", "text"),
    cases(
        {
            "a stranger": ("ada", None, "ada"),
            "a student": ("s1", "s1", "s1  Ada Lovelace"),
            "called as the submission": ("王小明", "s2", "王小明"),
            "a student that the roster lacks": ("x", "s9", "x"),
            "a name that would write elsewhere": ("a\x1b[2J\nb", None, "a b"),
        }
    ),
)
def test_a_submission_is_called_by_its_name_and_its_student_s(
    name: str, student: str | None, text: str
) -> None:
    names = {each.id: each.name for each in (ADA, WANG)}
    assert label(Submission(name=name, files=(), student=student), names) == text


@pytest.mark.parametrize(
    ("shown", "new", "text"),
    cases(
        {
            "graded": (GRADED, True, "  ada         9 / 12   graded"),
            "awaiting": (AWAITING, True, "  bob         9 / 12   awaiting"),
            "held": (handed_in("cyn", HELD), True, "  cyn      held / 12   held"),
            "nothing": (NOTHING, True, "  dan         - / 12   not submitted"),
            "as before": (GRADED, False, "  ada         9 / 12   graded, unchanged"),
        }
    ),
)
def test_a_submission_s_line(shown: Result, new: bool, text: str) -> None:
    labels = {each: each for each in ("ada", "bob", "cyn", "dan")}
    assert click.unstyle(result_line(Graded(result=shown, new=new), labels, 5)) == text


def test_lines_stand_below_each_other_whatever_the_letters() -> None:
    labels = {"ada": "ada", "bob": "王小明"}
    made = [
        click.unstyle(result_line(Graded(result=each, new=True), labels, 6))
        for each in (GRADED, AWAITING)
    ]
    assert len({width(text[: text.index(" / 12")]) for text in made}) == 1


def roll(*handed_in: HandedIn, roster: Roster | None, **more: Any) -> Roll:
    gathered = Gathered(kind="folders", handed_in=handed_in, **more)
    return Roll(gathered=gathered, roster=roster, listed=(), earlier=())


def test_who_is_not_matched_or_missing_is_a_line_each() -> None:
    stranger = HandedIn(submission=Submission(name="x", files=()), source="x", how="")
    doubt = HandedIn(
        submission=Submission(name="Li Wei", files=()),
        source="x",
        how="",
        doubt="two are so called",
    )
    assert roll_lines(
        roll(
            stranger, doubt, roster=Roster(students=(ADA,)), missing=(WANG,), passed_over=("a.pdf",)
        )
    ) == [
        "not in the roster, graded under their own names: x",
        "nobody can say whose, graded under their own names: Li Wei (two are so called)",
        "handed nothing in: s2 (王小明)",
        "passed over, nobody's work: a.pdf",
    ]


def test_where_everybody_is_known_nothing_is_said() -> None:
    assert roll_lines(roll(roster=None)) == []
