"""Which decision of staff is about whom, about which answer, and which of several counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases
from support.classes import NOON, extension, handed_in, mark, override, receipt

from grader.model import Result
from grader.nouns import replace
from grader.policy import (
    concerns,
    latest_extension,
    marked_digest,
    marks_on,
    student_key,
)
from grader.policy import (
    receipt_time as received_of,
)

BY_ID = handed_in("ada_12345", student="s1")


@pytest.mark.parametrize(
    ("result", "key"),
    [(BY_ID, "s1"), (handed_in("ada"), "ada"), (handed_in("ada", student=""), "ada")],
    ids=["an id", "no id", "an empty id"],
)
def test_decisions_name_a_student_by_id_else_by_the_submission(result: Result, key: str) -> None:
    assert student_key(result) == key


@pytest.mark.parametrize(
    ("student", "about"),
    [("s1", True), ("ada_12345", True), ("ada", False), ("S1", False), ("", False)],
)
def test_a_decision_concerns_whoever_it_names_by_either_name(student: str, about: bool) -> None:
    assert concerns(override("1", student=student), BY_ID) is about


class TestTheAnswerThatWasRead:
    def test_equal_answers_have_one_digest_whatever_else_was_handed_in(self) -> None:
        one, other = handed_in("ada", answer="Because."), handed_in("bob", answer="Because.")
        assert one.submission.digest != other.submission.digest
        assert marked_digest(one, "reflection") == marked_digest(other, "reflection")

    @pytest.mark.parametrize("answer", ["because.", "Because. ", "", "因为。", "\ud800"], ids=repr)
    def test_another_answer_has_another_digest(self, answer: str) -> None:
        digest = marked_digest(handed_in(answer=answer), "reflection")
        assert digest.startswith("sha256:") and len(digest) == 71
        assert digest != marked_digest(handed_in(answer="Because."), "reflection")

    @pytest.mark.parametrize("task", ["running_mean", "no such task"])
    def test_where_no_answer_is_known_it_is_all_that_was_handed_in(self, task: str) -> None:
        assert marked_digest(BY_ID, task) == BY_ID.submission.digest


ADA = handed_in("ada")


@pytest.mark.parametrize(
    "given_",
    cases(
        {
            "another student's": (mark(handed_in("bob"), "why", "2"),),
            "another task's": (mark(ADA, "why", "2", task="essay"),),
            "of an earlier answer": (mark(handed_in("ada", answer="Since."), "why", "2"),),
            "no mark at all": (override("2"),),
        }
    ),
)
def test_a_mark_that_is_not_for_this_answer_is_none(given_: Any) -> None:
    assert marks_on(ADA, "reflection", [given_]) == {}


def test_the_latest_mark_of_each_criterion_counts_and_the_comment_stands_under_none() -> None:
    first, second = mark(ADA, "why", "1"), mark(ADA, "why", "2")
    example, comment = mark(ADA, "example", "0"), mark(ADA, None, None, comment="Good.")
    marks = marks_on(ADA, "reflection", [first, example, second, comment])
    assert marks == {"why": second, "example": example, None: comment}


def test_a_mark_by_the_digest_of_all_that_was_handed_in_counts_too() -> None:
    """As an earlier tensorgrade wrote it, which kept no answer."""
    old = mark(ADA, "why", "2", marked=ADA.submission.digest)
    assert marks_on(ADA, "reflection", [old]) == {"why": old}


def test_a_mark_taken_back_is_there_without_points() -> None:
    back = mark(ADA, "why", None)
    assert marks_on(ADA, "reflection", [mark(ADA, "why", "2"), back]) == {"why": back}


DAYS, UNTIL, BACK = extension(days=2), extension(until=NOON), extension()
NONE_AT_ALL = extension(days=0)


@pytest.mark.parametrize(
    ("decisions", "counts"),
    cases(
        {
            "nothing": ((), None),
            "one": ((DAYS,), DAYS),
            "the last of two": ((DAYS, UNTIL), UNTIL),
            "one taken back": ((DAYS, BACK), None),
            "one given again": ((DAYS, BACK, UNTIL), UNTIL),
            "no days at all is one": ((DAYS, NONE_AT_ALL), NONE_AT_ALL),
            "others between": ((DAYS, override("1"), mark(ADA, "why", "1")), DAYS),
        }
    ),
)
def test_the_last_extension_counts_unless_it_was_taken_back(decisions: Any, counts: Any) -> None:
    assert latest_extension(decisions) is counts


EARLY, LATE = "2026-12-01T20:00:00+01:00", "2026-12-02T08:00:00+01:00"


@pytest.mark.parametrize(
    ("source", "decisions", "time"),
    cases(
        {
            "what the source said": (EARLY, (), EARLY),
            "staff go before the source": (EARLY, (receipt(ADA, LATE),), LATE),
            "the last of staff": (None, (receipt(ADA, LATE), receipt(ADA, EARLY)), EARLY),
            "of other work": (EARLY, (receipt(ADA, LATE, digest="sha256:other"),), EARLY),
            "nobody": (None, (), None),
            "no time": ("soon", (), None),
            "a time without its zone": ("2026-12-01T20:00:00", (), None),
            "a day": ("2026-12-01", (), None),
            "Zulu": ("2026-12-01T19:00:00Z", (), EARLY),
        }
    ),
)
def test_when_work_was_received(source: str | None, decisions: Any, time: str | None) -> None:
    result = handed_in("ada", received=source)
    expected = None if time is None else datetime.fromisoformat(time)
    assert received_of(result, decisions) == expected


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_of_all_receipts_of_a_work_the_last_counts_whatever_its_time(minutes: list[int]) -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=each) for each in minutes]
    decisions = [replace(receipt(ADA, EARLY), received=moment) for moment in moments]
    assert received_of(ADA, decisions) == moments[-1]
