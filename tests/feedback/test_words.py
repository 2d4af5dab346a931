"""Words that every display shares: a task's line, the total, what is noted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases
from support.results import check, everything, result, task

from grader.feedback.words import (
    DRAWN_ANEW,
    blame,
    count,
    decided_points,
    headline,
    mark,
    more_hints,
    next_place,
    notes,
    place_words,
    task_line,
    total,
)
from grader.model import Blame, CheckResult, Outcome, Place, Result, Seeds, TaskResult, TaskStatus
from grader.nouns import replace
from grader.points import UNCHANGED


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks"), (1000, "1000 checks")]
)
def test_one_is_one_and_everything_else_is_several(number: int, words: str) -> None:
    assert count(number, "check") == words


def by_hand(status: TaskStatus, **more: Any) -> TaskResult:
    return task("essay", status=status, **more)


ABSENT = check("a::one", Outcome.NOT_SUBMITTED)
HELD = check("a::one", Outcome.GRADER_FAULT)
STUB = check("a::one", Outcome.FAILED, place=Place(file="a.py", line=7))


@pytest.mark.parametrize(
    ("shown", "line"),
    cases(
        {
            "all passed": (task("a", check()), ""),
            "one of two failed": (
                task("a", check(), check("a::two", Outcome.FAILED)),
                "1 of 2 checks did not pass",
            ),
            "the only one failed": (
                task("a", check(outcome=Outcome.FAILED)),
                "1 of 1 check did not pass",
            ),
            "not started": (task("a", STUB, unchanged=True), "not started; next: a.py:7"),
            "not started, without a place": (
                task("a", replace(STUB, place=None), unchanged=True),
                "not started",
            ),
            "held": (
                task("a", HELD, status=TaskStatus.HELD),
                "held: a check could not be judged, which is not your fault",
            ),
            "held before any check": (
                task("a", status=TaskStatus.HELD),
                "held, which is not your fault",
            ),
            "held by the student's own doing": (
                task("a", HELD, status=TaskStatus.HELD, blame=Blame.STUDENT),
                "held",
            ),
            "not submitted": (
                task("a", ABSENT, status=TaskStatus.NOT_SUBMITTED),
                "not submitted",
            ),
            "by hand, there": (by_hand(TaskStatus.AWAITING), "by hand, 3 points; present"),
            "by hand, not there": (by_hand(TaskStatus.NOT_SUBMITTED), "by hand, 3 points; missing"),
            "by hand, as it was handed out": (
                by_hand(TaskStatus.NOT_SUBMITTED, unchanged=True),
                f"by hand, 3 points; {UNCHANGED}",
            ),
        }
    ),
)
def test_a_task_s_line_says_what_its_points_do_not(shown: TaskResult, line: str) -> None:
    assert task_line(shown) == line


ONE = task("a", check(), undecided=Decimal(3), possible=Decimal(5))


@pytest.mark.parametrize(
    ("shown", "points"),
    cases(
        {
            "all that there is": (result(task("a", check())), "2 / 2"),
            "without what hidden checks decide": (result(ONE), "2 / 2"),
            "without what a person still gives": (
                result(task("a", check()), by_hand(TaskStatus.AWAITING)),
                "2 / 2",
            ),
            "without an answer that is missing": (
                result(task("a", check()), by_hand(TaskStatus.NOT_SUBMITTED)),
                "2 / 2",
            ),
            "with code that is missing": (
                result(task("a", check()), task("b", ABSENT, status=TaskStatus.NOT_SUBMITTED)),
                "2 / 4",
            ),
            "held": (everything(), "held"),
        }
    ),
)
def test_the_total_is_of_what_the_checks_that_ran_could_give(shown: Result, points: str) -> None:
    assert total(shown) == points
    assert shown.held or points.endswith(f"/ {decided_points(shown)}")


@pytest.mark.parametrize(
    ("shown", "words"),
    cases(
        {
            "some are still hidden": (
                result(ONE),
                "visible checks; hidden checks decide 3 more points",
            ),
            "hidden ones ran": (
                result(task("a", check(), check("a::two", hidden=True))),
                "visible and hidden checks",
            ),
            "there are no hidden ones": (result(task("a", check())), "all checks"),
        }
    ),
)
def test_the_headline_says_which_checks_ran(shown: Result, words: str) -> None:
    assert headline(shown) == words


def test_each_note_is_told_once_the_submission_s_first() -> None:
    shown = result(
        task("a", check(notes=("a list",)), check("a::two", notes=("a list",)), notes=("twice",)),
        task("b", notes=("twice", "b\x1b[31mad")),
    )
    shown = replace(shown, submission=replace(shown.submission, notes=("UTF-16",)))
    assert notes(shown) == ["UTF-16", "twice", "bad", "a: a list"]


def test_what_stands_in_a_task_s_line_already_is_no_note() -> None:
    said = f"essay.md is {UNCHANGED}"
    line = by_hand(TaskStatus.NOT_SUBMITTED, unchanged=True, notes=(said, "other"))
    assert notes(result(line)) == ["other"]
    assert notes(result(by_hand(TaskStatus.AWAITING, notes=(said,)))) == [said]
    in_another_language = by_hand(TaskStatus.AWAITING, unchanged=True, notes=("未改动", "other"))
    assert notes(result(in_another_language)) == ["other"]


def test_lower_trust_and_other_inputs_are_noted_before_anything_else() -> None:
    shown = result(task("a", check(asserted=True, notes=("x",)), check("a::two", asserted=True)))
    shown = replace(shown, seeds=Seeds(visible=5, hidden=6, drawn_anew=True))
    first, second, third = notes(shown)
    assert first.startswith("2 checks marked (asserted)") and second == DRAWN_ANEW
    assert third == "a: x"


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (check(), ""),
        (check(hidden=True), "(hidden)"),
        (check(asserted=True), "(asserted)"),
        (check(hidden=True, asserted=True), "(hidden, asserted)"),
    ],
    ids=["neither", "hidden", "asserted", "both"],
)
def test_a_mark_beside_the_title(shown: CheckResult, words: str) -> None:
    assert mark(shown) == words


def test_everyone_that_can_be_to_blame_has_words_and_nobody_else() -> None:
    failed = check(outcome=Outcome.FAILED)
    said = {who: blame(replace(failed, blame=who)) for who in Blame}
    assert len(set(said.values())) == len(Blame) and all(said.values())
    assert "nothing to do" in said[Blame.COURSE] and "nothing to do" not in said[Blame.STUDENT]
    assert blame(check()) == ""


def test_a_hint_of_several_stages_says_how_to_see_the_next() -> None:
    assert more_hints(check(hints=("a", "b", "c"))) == (
        "hint 1 of 3; `grade hint a` shows the next"
    )
    assert more_hints(check(hints=("a",))) == more_hints(check()) == ""


def test_the_next_place_is_that_of_the_first_failure_that_has_one() -> None:
    here = Place(file="a.py", line=7)
    shown = task(
        "a", check(place=Place(file="a.py", line=1)), replace(STUB, place=None), replace(STUB)
    )
    assert next_place(shown) == here
    assert next_place(task("a", check())) is None


def test_a_file_s_name_is_the_student_s_and_shown_as_one_line() -> None:
    assert place_words(Place(file="a\n\x1b[2Jb.py", line=3)) == "a b.py:3"
