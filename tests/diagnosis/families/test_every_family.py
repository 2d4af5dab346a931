"""Every family takes whatever a student may answer, and says nothing where nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.arrays import NOISE, SERIES, TABLE
from support.cases import cases
from support.evidence import evidence, member

from grader.diagnosis.case import case_of
from grader.diagnosis.deciding import ALL, diagnose_checks
from grader.model import Tensor

NOTHING = cases(
    {
        "noise": (TABLE + NOISE * 0.1, TABLE),
        "one number": (np.array(2.5), np.array(1.3)),
        "zeros": (np.zeros((5, 3)), TABLE),
        "not finite": (TABLE * np.nan, TABLE),
        "a symmetric answer": (np.ones((4, 4)) * 3, np.eye(4)),
        "equal rows": (np.ones((3, 2)) * 2, np.ones((3, 2))),
        "another structure": ({"a": TABLE}, [TABLE]),
        "words": ("hola", "hello"),
        "words of two kinds": (["hol", "atog"], ["hola", "gato"]),
        "a short word": ("n", "no"),
        "nothing": (None, TABLE),
        "a label": (np.array([1, 0, 1]), np.array([0, 1, 1])),
    }
)


@pytest.mark.parametrize(("got", "want"), NOTHING)
def test_what_matches_nothing_says_nothing(got: Any, want: Any) -> None:
    assert member(evidence(got, want)) is None


ODD: list[Any] = [
    *(np.zeros(0), np.zeros((0, 3)), np.zeros((3, 0)), np.array(5), np.array(True)),
    *(np.array([np.inf, -np.inf, np.nan]), np.array([1e308, -1e308]), np.arange(6).reshape(2, 3)),
    *(np.array([True, False]), np.array([1 + 2j]), np.array([255], dtype=np.uint8), [[], []]),
    *(None, "text", 10**400, {"a": 1}, [1, [2, "x"]], (), Tensor(np.zeros((2, 2), np.float32))),
    *(np.array([2**63 - 1]), np.float64(3.0), {1, 2}, b"bytes", [TABLE, TABLE], [TABLE, SERIES]),
]


@pytest.mark.parametrize("family", ALL, ids=lambda family: family.name)
def test_a_family_takes_whatever_a_student_may_answer(family: Any) -> None:
    recognise: Callable[[Any], str | None] = family.recognise
    with np.errstate(all="ignore"):
        for got in ODD:
            for want in ODD:
                case = case_of(evidence(got, want, args=(got, want), name="losses"))
                assert case is not None
                assert (recognise(case) or "").partition("@")[0] in ("", *family.members)


def test_a_diagnosis_takes_whatever_a_student_may_answer() -> None:
    for got in ODD:
        for want in ODD:
            one = evidence(got, want, args=(got, want), name="losses")
            other = evidence(want, got, args=(want,))
            told = diagnose_checks({"a::x": one, "a::y": other}, (), ())
            assert told.keys() <= {"a::x", "a::y"}


def test_every_member_has_a_title_without_a_full_stop_and_sentences() -> None:
    for family in ALL:
        for title, explanation in family.members.values():
            assert title[0] and not title.endswith(".") and len(title) <= 90
            assert explanation.endswith((".", "?"))
