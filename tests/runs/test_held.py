"""Work that could not be judged: held, with a sentence, and never a zero."""

from __future__ import annotations

import pytest
from support.courses import students_tiny, tiny
from support.results import EVIL

from grader.model import Blame, Submission, SubmittedFile, TaskStatus
from grader.nouns import replace
from grader.runs.held import HAND_IN_AGAIN, held_result
from grader.runs.kept_text import MAX_TEXT

WORK = Submission(
    name="ada",
    files=(SubmittedFile(name="a.py", content=b"x"),),
    student="s1",
    received="2026-12-01T20:00:00+01:00",
    notes=("a.py was read",),
)


def test_every_task_is_held_and_has_no_points_at_all() -> None:
    result = held_result(WORK, tiny(), "the examiner died")
    assert result.held and result.earned is None and result.possible == 12
    assert {(task.status, task.earned) for task in result.tasks} == {(TaskStatus.HELD, None)}
    assert [task.id for task in result.tasks] == [task.id for task in tiny().tasks]


def test_whose_work_it_is_is_kept() -> None:
    result = held_result(WORK, tiny(), "the examiner died")
    record = result.submission
    assert (result.student, record.name, record.received) == ("s1", "ada", WORK.received)
    assert (record.digest, record.notes) == (WORK.digest, ("a.py was read", "the examiner died"))


@pytest.mark.parametrize("blame", Blame)
def test_who_can_mend_it_is_said_of_every_task(blame: Blame) -> None:
    result = held_result(WORK, tiny(), "why", blame)
    assert {task.blame for task in result.tasks} == {blame}


@pytest.mark.parametrize(
    ("blame", "unread", "told"),
    [
        (Blame.STUDENT, "sha256:beef", True),
        (Blame.STUDENT, "", False),
        (Blame.GRADER, "sha256:beef", False),
    ],
    ids=["broken by the student", "read", "our fault"],
)
def test_a_student_is_told_to_hand_in_again_only_what_they_broke(
    blame: Blame, unread: str, told: bool
) -> None:
    result = held_result(replace(WORK, unread=unread), tiny(), "the zip is broken", blame)
    assert (HAND_IN_AGAIN in result.submission.notes) is told
    assert result.submission.notes[-1] == "the zip is broken"


def test_the_same_sentence_is_said_once() -> None:
    result = held_result(WORK, tiny(), "a.py was read")
    assert result.submission.notes == ("a.py was read",)


def test_hidden_points_are_undecided_where_there_are_no_hidden_checks() -> None:
    assert held_result(WORK, students_tiny(), "why").undecided == 4
    assert held_result(WORK, tiny(), "why").undecided == 0


def test_what_a_submission_says_of_itself_is_cleaned_and_cut() -> None:
    result = held_result(replace(WORK, notes=(EVIL,)), tiny(), EVIL + "x" * 10 * MAX_TEXT)
    for note in result.submission.notes:
        assert len(note) <= MAX_TEXT + 100 and not {"\x1b", "\x00", "\u202e"} & set(note)
