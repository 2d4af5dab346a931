"""The same check asked again: chance, something that is kept, or an answer that nobody filled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.arrays import TABLE
from support.cases import cases

from grader.diagnosis.repeating import COLUMNS, KEPT, RANDOM, UNFILLED, diagnose_repeating

WANT = np.arange(1.0, 7.0).reshape(3, 2)


class Asked:
    """Answers by the seed and by whether the process is new; keeps what it was asked."""

    def __init__(self, answers: dict[tuple[int, bool], Any]) -> None:
        self.answers = answers
        self.asked: list[tuple[int, bool]] = []

    def __call__(self, seed: int, fresh: bool) -> Any:
        self.asked.append((seed, fresh))
        return self.answers[seed, fresh]


def test_an_answer_that_comes_again_says_nothing_and_no_process_is_started() -> None:
    again = Asked({(1, False): WANT + 1})
    assert diagnose_repeating(WANT + 1, WANT, again) is None
    assert again.asked == [(1, False)]


def test_last_digits_are_no_other_answer() -> None:
    assert diagnose_repeating(WANT + 1, WANT, Asked({(1, False): (WANT + 1) * (1 + 1e-6)})) is None


@pytest.mark.parametrize(
    ("fresh", "diagnosis"),
    [((WANT * 2, WANT * 3), RANDOM), ((WANT * 2, WANT * 2), KEPT)],
    ids=["other seeds, other answers", "alike in a process of its own"],
)
def test_a_new_process_tells_chance_from_memory(fresh: Any, diagnosis: Any) -> None:
    again = Asked({(1, False): WANT + 5, (0, True): fresh[0], (1, True): fresh[1]})
    assert diagnose_repeating(WANT + 1, WANT, again) is diagnosis


def filled(rows: int, rest: float) -> Any:
    answer = np.full_like(WANT, rest)
    answer[:rows] = WANT[:rows]
    return answer


@pytest.mark.parametrize(
    ("got", "again", "is_unfilled"),
    cases(
        {
            "the first row": (filled(1, 0.3), filled(1, 7.7), True),
            "two rows": (filled(2, 0.3), filled(2, 7.7), True),
            "no row": (filled(0, 0.3), filled(0, 7.7), False),
            "a pair of which one is whole": (
                (WANT, filled(1, 0.3)),
                (WANT, filled(1, 7.7)),
                True,
            ),
            "a pair of which one has nothing": (
                (filled(0, 0.1), filled(1, 0.3)),
                (filled(0, 0.2), filled(1, 7.7)),
                False,
            ),
        }
    ),
)
def test_first_rows_that_are_right_and_others_that_change_were_never_filled(
    got: Any, again: Any, is_unfilled: bool
) -> None:
    want = (WANT, WANT) if isinstance(got, tuple) else WANT
    other = Asked({(1, False): again, (0, True): got, (1, True): again})
    assert (diagnose_repeating(got, want, other) is UNFILLED) is is_unfilled


@pytest.mark.parametrize("got", [None, "a", 3.0, {"a": 1}, []], ids=repr)
def test_whatever_is_answered_can_be_asked_again(got: Any) -> None:
    again = Asked({(1, False): WANT, (0, True): WANT, (1, True): WANT})
    assert diagnose_repeating(got, WANT, again) is KEPT


def columns(rest: float, want: Any = WANT) -> Any:
    answer = np.full_like(want, rest)
    answer[..., 1] = want[..., 1]
    return answer


ONES = np.ones((3, 2))


@pytest.mark.parametrize(
    ("got", "again", "want", "diagnosis"),
    cases(
        {
            "one of two": (columns(0.3), columns(7.7), WANT, COLUMNS),
            "zeros the first time": (columns(0.0), columns(7.7), WANT, COLUMNS),
            "nothing that is a number": (columns(np.nan), columns(7.7), WANT, COLUMNS),
            "another one each time": (columns(0.3), columns(7.7)[:, ::-1], WANT, KEPT),
            "whose first row is right by chance": (
                columns(WANT[0, 0]),
                columns(7.7),
                WANT,
                COLUMNS,
            ),
            "wrong ones, and others that change": (columns(0.3) + 1, columns(7.7) + 1, WANT, None),
            "right by chance": (columns(0.3, ONES), columns(7.7, ONES), ONES, KEPT),
            "numbers in a row": (WANT[0] + 1, WANT[0] + 2, WANT[0], KEPT),
        }
    ),
)
def test_columns_that_are_right_beside_others_that_change_were_never_filled(
    got: Any, again: Any, want: Any, diagnosis: Any
) -> None:
    other = Asked({(1, False): again, (0, True): got, (1, True): got})
    assert diagnose_repeating(got, want, other) is diagnosis


def test_chance_may_leave_a_column_as_it_was() -> None:
    got, again = columns(0.3) + 1, columns(7.7) + 1
    other = Asked({(1, False): again, (0, True): got, (1, True): again})
    assert diagnose_repeating(got, WANT, other) is RANDOM


class Memory:
    """What stands in memory that nobody has written to: other numbers each time."""

    def __init__(self, right: int) -> None:
        self._right = right

    def __call__(self, seed: int, fresh: bool) -> Any:
        rest = np.random.default_rng(seed + 2 * fresh).normal(size=TABLE[self._right :].shape)
        return np.vstack([TABLE[: self._right], rest])


def test_rows_that_nobody_has_written_are_no_chance_and_no_memory() -> None:
    for right in (1, 3):
        assert diagnose_repeating(Memory(right)(9, False), TABLE, Memory(right)) is UNFILLED
        pair = (Memory(right)(9, False), TABLE), (TABLE, TABLE)
        told = diagnose_repeating(*pair, lambda seed, fresh: (Memory(right)(seed, fresh), TABLE))
        assert told is UNFILLED, "of several arrays"
    assert diagnose_repeating(Memory(0)(9, False), TABLE, Memory(0)) is RANDOM
    assert diagnose_repeating(TABLE + 1, TABLE, lambda seed, fresh: TABLE + 3 - 2 * fresh) is KEPT
