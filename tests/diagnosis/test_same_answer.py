"""The same numbers for other questions: what only several checks show together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.case import Case, case_of
from grader.diagnosis.evidence import AnsweredCall, Compared, Evidence
from grader.diagnosis.same_answer import find_same_answers
from grader.model import Difference, Outcome

NUMBERS = np.array([0.3, 0.7, 0.9])


def case(got: Any, *, asked: Any = None, want: Any = None) -> Case:
    compared = Compared(
        at=1,
        got=got,
        want=want,
        names=("y",),
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=1e-9,
    )
    args = () if asked is None else (asked,)
    call = AnsweredCall(said="call f", name="f", args=args, kwargs={}, answer=got)
    evidence = Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared, asked=(call,))
    made = case_of(evidence)
    assert made is not None
    return made


def two(first: Case, second: Case) -> set[str]:
    return find_same_answers({"one": first, "two": second})


ONE, TWO = np.ones(3), np.full(3, 2.0)


def test_the_numbers_of_a_worked_example_are_given_for_everything() -> None:
    told = two(case(NUMBERS, asked=ONE, want=ONE), case(NUMBERS, asked=TWO, want=TWO))
    assert told == {"one", "two"}


@pytest.mark.parametrize(
    "second",
    cases(
        {
            "another answer": (case(NUMBERS * 2, asked=TWO, want=TWO),),
            "another answer in the last digits": (case(NUMBERS * (1 + 1e-7), asked=TWO, want=TWO),),
            "the same question": (case(NUMBERS, asked=ONE, want=TWO),),
            "the same right answer": (case(NUMBERS, asked=TWO, want=ONE),),
            "no question": (case(NUMBERS, want=TWO),),
        }
    ),
)
def test_what_may_be_right_or_chance_is_not_told(second: Case) -> None:
    assert two(case(NUMBERS, asked=ONE, want=ONE), second) == set()


@pytest.mark.parametrize("got", [np.zeros(3), np.ones(3), np.array([0.3, 0.3, 0.3])])
def test_zeros_and_ones_say_nothing(got: Any) -> None:
    assert two(case(got, asked=ONE, want=NUMBERS), case(got, asked=TWO, want=NUMBERS * 2)) == set()


def test_one_check_alone_says_nothing() -> None:
    assert find_same_answers({"one": case(NUMBERS, asked=ONE, want=ONE)}) == set()
    assert find_same_answers({}) == set()
