"""Which of a student's attempts counts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.intake.limits import Piece, UnreadableArchive
from grader.intake.recognisers.contract import Attempt
from grader.intake.rosters.choosing import AttemptReader, OwnedAttempt, choose, with_times
from grader.intake.rosters.identifying import BUT_FOR_ZEROS, IN_ITS_NAME
from grader.model import Blame, Student

DUE = datetime(2026, 12, 1, 23, 59, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADA = Student(id="s1", name="Ada")


def piece(content: bytes) -> Piece:
    return Piece(name="a.py", size=lambda: len(content), open=lambda: io.BytesIO(content))


def attempt(
    name: str = "ada", hours: float | None = None, how: str = "", **more: Any
) -> OwnedAttempt:
    """An attempt that came so many hours after the deadline; its file says its name."""
    received = None if hours is None else DUE + hours * HOUR
    said = {"pieces": lambda: (piece(name.encode()),), **more}
    return OwnedAttempt(attempt=Attempt(name=name, received=received, **said), how=how, student=ADA)


def choose_of(*attempts: OwnedAttempt, due: datetime | None = DUE) -> Any:
    return choose("s1", attempts, AttemptReader(None), due)


def test_a_single_attempt_counts_whenever_it_came() -> None:
    chosen = choose_of(attempt("ada", how="email"))
    submission = chosen.submission
    assert (submission.name, submission.student, submission.received) == ("s1", "s1", None)
    assert (chosen.source, chosen.how, chosen.others) == ("ada", "email", ())
    assert [file.content for file in submission.files] == [b"ada"] and submission.notes == ()


@pytest.mark.parametrize(
    ("hours", "due", "counts", "reason"),
    cases(
        {
            "the latest in time": ((-2, -1, 1), DUE, 1, "the latest by the deadline counts"),
            "at the very moment": ((-1, 0), DUE, 1, "the latest by the deadline counts"),
            "all too late": (
                (1, 3, 2),
                DUE,
                1,
                "none came by the deadline, so the latest counts",
            ),
            "without a deadline": ((-2, 5, 1), None, 1, "the latest counts"),
        }
    ),
)
def test_of_several_the_latest_by_the_deadline_counts(
    hours: tuple[float, ...], due: datetime | None, counts: int, reason: str
) -> None:
    attempts = [attempt(f"try{number}", each) for number, each in enumerate(hours)]
    chosen = choose_of(*attempts, due=due)
    assert chosen.source == f"try{counts}"
    assert chosen.submission.notes[-1] == f"one of {len(hours)} attempts; {reason}"
    assert chosen.others == tuple(each.words for each in attempts if each is not attempts[counts])


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=6, unique=True), st.integers(-60, 60))
def test_a_later_deadline_never_makes_an_earlier_attempt_count(hours: list[int], more: int) -> None:
    attempts = [attempt(str(each), each) for each in hours]
    first = int(choose_of(*attempts, due=DUE).source)
    second = int(choose_of(*attempts, due=DUE + abs(more) * HOUR).source)
    assert second >= first or first > 0 >= second - abs(more)
    in_time = [each for each in hours if each <= 0]
    assert first == max(in_time or hours)


def test_of_equal_ones_without_times_the_first_counts() -> None:
    """A zip, and the folder that somebody unpacked it into."""
    unpacked = Piece(name="hw/a.py", size=lambda: 1, open=lambda: io.BytesIO(b"x"))
    chosen = choose_of(attempt("x"), attempt("ada.zip", pieces=lambda: (unpacked,)))
    assert (chosen.source, chosen.submission.problem) == ("x", None)
    other = Piece(name="hw/a.py", size=lambda: 1, open=lambda: io.BytesIO(b"y"))
    assert choose_of(attempt("x"), attempt("ada.zip", pieces=lambda: (other,))).submission.problem
    empty = choose_of(attempt("x", pieces=lambda: ()), attempt("y", pieces=lambda: ()))
    assert empty.submission.problem is not None


def test_of_several_without_times_none_is_chosen() -> None:
    chosen = choose_of(attempt("b", 1, how="name"), attempt("a"), attempt("a"))
    submission = chosen.submission
    assert submission.problem == (
        "handed in 3 times (a, b), and when is not known; say when with --received, or leave one"
    )
    assert (submission.blame, submission.files, chosen.how) == (Blame.COURSE, (), "name")
    assert (submission.name, submission.student) == ("s1", "s1")


@pytest.mark.parametrize(
    ("how", "note"),
    [
        ("name", "ada is s1 by its name"),
        (IN_ITS_NAME, "ada is s1 by a number in its name"),
        (BUT_FOR_ZEROS, "ada is s1 by a number but for leading zeros"),
        ("email", None),
        ("", None),
    ],
)
def test_what_only_a_name_says_is_told(how: str, note: str | None) -> None:
    assert choose_of(attempt("ada", how=how)).submission.notes == ((note,) if note else ())


def test_what_is_known_of_an_attempt_comes_before_what_is_read() -> None:
    chosen = choose_of(attempt("ada", -1, version="commit abc", notes=("its own note",)))
    assert chosen.submission.notes == ("commit abc", "its own note")
    assert chosen.submission.received == (DUE - HOUR).isoformat()


def test_an_attempt_with_a_problem_is_not_read() -> None:
    def never() -> tuple[Piece, ...]:
        raise AssertionError("it was read")

    chosen = choose_of(attempt("ada", problem="it is broken", blame=Blame.COURSE, pieces=never))
    assert (chosen.submission.problem, chosen.submission.blame) == ("it is broken", Blame.COURSE)


def test_an_attempt_that_cannot_be_unpacked_is_held_with_the_sentence() -> None:
    def broken() -> tuple[Piece, ...]:
        raise UnreadableArchive("too many entries")

    chosen = choose_of(attempt("ada", pieces=broken))
    assert (chosen.submission.problem, chosen.submission.blame) == (
        "too many entries",
        Blame.STUDENT,
    )


def test_a_group_s_work_is_read_once() -> None:
    times: list[str] = []

    def read() -> tuple[Piece, ...]:
        times.append("read")
        return (piece(b"1"),)

    shared, reader = attempt("pair", pieces=read), AttemptReader(None)
    first = choose("s1", [shared], reader, None)
    second = choose("s2", [shared], reader, None)
    assert times == ["read"] and first.submission.files == second.submission.files
    assert (first.submission.name, second.submission.name) == ("s1", "s2")


WHEN = {"a": DUE, "b.zip": DUE - HOUR}


@pytest.mark.parametrize(
    ("attempts", "received"),
    cases(
        {
            "by the name": (lambda: [attempt("a"), attempt("c")], [DUE, None]),
            "by its file's name": (
                lambda: [attempt("b", top="b.zip"), attempt("c")],
                [DUE - HOUR, None],
            ),
            "one that knows its own": (
                lambda: [attempt("a", 5), attempt("c")],
                [DUE + 5 * HOUR, None],
            ),
            "a single one needs none": (lambda: [attempt("a")], [None]),
            "none": (list, []),
        }
    ),
)
def test_somebody_can_say_when_an_attempt_came(
    attempts: Callable[[], list[OwnedAttempt]], received: list[datetime | None]
) -> None:
    assert [each.attempt.received for each in with_times(attempts(), WHEN)] == received


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (attempt("ada"), "ada"),
        (attempt("ada", 0), "ada of 2026-12-01T23:59:00+00:00"),
        (attempt("ada", version="v2"), "ada (v2)"),
    ],
)
def test_an_attempt_in_a_few_words(said: OwnedAttempt, words: str) -> None:
    assert said.words == words
