"""Each family recognises its mistake, and none recognises what is no mistake of a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import CURVE, evidence, member

from grader.diagnosis.case import case_of
from grader.diagnosis.deciding import ALL, diagnoses
from grader.diagnosis.evidence import AnsweredCall, Evidence
from grader.diagnosis.repeating import KEPT, UNFILLED, repeated
from grader.diagnosis.repeating import RANDOM as CHANCE
from grader.model import DiagnosisKind, Outcome, Tensor

RANDOM = np.random.default_rng(3)
SERIES, TABLE = RANDOM.normal(size=9), RANDOM.normal(size=(5, 3))
WIDE, CUBE = RANDOM.normal(size=(5, 7)), RANDOM.normal(size=(2, 5, 3))
SQUARE = RANDOM.normal(size=(4, 4))
SIGNED = np.tanh(TABLE)


def softmax(x: Any, axis: int) -> Any:
    return np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)


def masked(scores: Any) -> Any:
    return softmax(np.where(np.arange(scores.size).reshape(scores.shape) % 4, scores, -np.inf), 1)


DROPPED = np.where(np.arange(15).reshape(5, 3) % 3 == 0, 0.0, TABLE)
RECOGNISED = cases(
    {
        "transposed": (TABLE.T, TABLE, "axes/transposed"),
        "transposed square": (SQUARE.T, SQUARE, "axes/transposed"),
        "tensors too": (Tensor(CUBE.transpose(1, 0, 2)), Tensor(CUBE), "axes/swapped"),
        "reversed in time": (TABLE[::-1], TABLE, "reversed/reversed"),
        "columns first": (TABLE.T.reshape(5, 3), TABLE, "shape/columns"),
        "flat": (TABLE.ravel(), TABLE, "shape/shape"),
        "rows shuffled": (TABLE[[3, 1, 0, 4, 2]], TABLE, "rows/rows"),
        "results swapped": ((SERIES, TABLE), (TABLE, SERIES), "order/results"),
        "one step early": (np.append(SERIES[1:], 0.1), SERIES, "steps/early"),
        "one step late": (np.append(0.1, SERIES[:-1]), SERIES, "steps/late"),
        "the previous state": (np.append(0.0, SERIES[:-1]), SERIES, "steps/previous"),
        "the last step": (TABLE[-1], TABLE, "cut/last"),
        "one too few": (TABLE[:-1], TABLE, "cut/missing_end"),
        "tanh missing": (TABLE, np.tanh(TABLE), "activation/tanh_missing"),
        "tanh doubled": (np.tanh(TABLE), TABLE, "activation/tanh_extra"),
        "relu missing": (TABLE, np.maximum(TABLE, 0), "activation/relu_missing"),
        "sigmoid for tanh": (1 / (1 + np.exp(-TABLE)), SIGNED, "activation/tanh_is_sigmoid"),
        "softmax missing": (TABLE, softmax(TABLE, 1), "softmax/missing"),
        "softmax twice": (softmax(softmax(TABLE, 1), 1), softmax(TABLE, 1), "softmax/extra"),
        "softmax over rows": (softmax(TABLE, 0), softmax(TABLE, 1), "softmax/axis"),
        "log_softmax": (np.log(softmax(TABLE, 1)), TABLE, "softmax/log"),
        "one row": (np.vstack([TABLE[:1], TABLE[1:] * 0]), TABLE, "unfilled/first"),
        "some rows": (np.vstack([TABLE[:3], TABLE[3:] * 0]), TABLE, "unfilled/some"),
        "tanh doubled, and what follows": (
            (np.tanh(TABLE), np.tanh(TABLE) @ WIDE.T[:3]),
            (TABLE, TABLE @ WIDE.T[:3]),
            "activation/tanh_extra",
        ),
        "the first letter": ("huuwk", "yhuuwk", "text/first"),
        "the last letter": (["hol", "gat"], ["hola", "gato"], "text/last"),
        "what was collected before too": ("hehohello", "hello", None),
        "what was collected in other rounds too": ("ohlolhello", "hello", "text/collected"),
        "letters in reverse": ("olleh", "hello", "text/reversed"),
        "small letters": ("hello", "HELLO", "text/case"),
        "sign": (-TABLE, TABLE, "factor/sign"),
        "a mean for a sum": (SERIES / 9, SERIES, "factor/mean"),
        "a sum for a mean": (SERIES * 9, SERIES, "factor/sum"),
        "another logarithm": (TABLE / np.log(2), TABLE, "factor/logarithm"),
        "not divided by the root": (WIDE * np.sqrt(7), WIDE, "factor/root"),
        "unbiased variance": (SERIES * 9 / 8, SERIES, "factor/variance"),
        "a size that may be chance": (TABLE * 5 / 4, TABLE, "factor/factor"),
        "a factor": (TABLE * 0.7, TABLE, "factor/factor"),
        "other statistics": (
            TABLE * np.array([2.0, 0.5, 1.5]) + np.array([1.0, 0, 3]),
            TABLE,
            "statistics/statistics",
        ),
        "adding up": (np.cumsum(TABLE, axis=0), TABLE, "sums/added"),
        "adding up along a row": (np.cumsum(WIDE, axis=1), WIDE, "sums/added"),
        "not adding up": (np.diff(SERIES, prepend=0.0), SERIES, "sums/single"),
        "a deviation for a variance": (np.sqrt(SERIES**2), SERIES**2, "power/root"),
        "a variance for a deviation": (SERIES**4, SERIES**2, "power/square"),
        "upside down": (1 / TABLE, TABLE, "power/reciprocal"),
        "scores not divided": (
            softmax(WIDE * np.sqrt(7), 1),
            softmax(WIDE, 1),
            "softmax/root_missing",
        ),
        "scores divided twice": (
            softmax(WIDE / np.sqrt(5), 1),
            softmax(WIDE, 1),
            "softmax/root_twice",
        ),
        "scores and a mask, and what follows": (
            (masked(WIDE * np.sqrt(7)), masked(WIDE * np.sqrt(7)) @ WIDE.T),
            (masked(WIDE), masked(WIDE) @ WIDE.T),
            "softmax/root_missing",
        ),
        "another factor of scores": (softmax(WIDE * 3.3, 1), softmax(WIDE, 1), "softmax/scores"),
        "tan for tanh": (np.tan(TABLE), SIGNED, "activation/tanh_is_tan"),
        "tanh for ReLU": (SIGNED, np.maximum(TABLE, 0), "activation/relu_is_tanh"),
        "the absolute value for ReLU": (
            np.abs(TABLE),
            np.maximum(TABLE, 0),
            "activation/relu_is_abs",
        ),
        "SiLU for ReLU": (
            TABLE / (1 + np.exp(-TABLE)),
            np.maximum(TABLE, 0),
            "activation/relu_is_silu",
        ),
        "rounded": (np.round(TABLE, 3), TABLE, "digits/rounded"),
        "integer division": (np.floor(TABLE * 9), TABLE * 9, "digits/floor"),
        "fractions lost": (np.trunc(TABLE * 9).astype(int), TABLE * 9, "digits/whole"),
        "float32": (TABLE.astype(np.float32), TABLE, "digits/float32"),
        "broadcast": (SERIES[:, None] + np.zeros(9), SERIES, "broadcast/broadcast"),
        "nothing dropped": (TABLE * 0.5, np.where(DROPPED == 0, 0, TABLE), "dropout/evaluating"),
        "dropped": (DROPPED * 0.9, TABLE, "dropout/training"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_a_family_recognises_its_mistake(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_an_argument_is_not_added_or_added_twice() -> None:
    bias = np.array([0.5, -1.5, 2.5])
    assert member(evidence(TABLE, TABLE + bias, args=(WIDE, bias))) == "summand/missing"
    assert member(evidence(TABLE + bias, TABLE, args=(WIDE, bias))) == "summand/extra"
    beside = CUBE + bias[:2, None, None]
    assert member(evidence(CUBE, beside, args=(bias[:2],))) == "summand/missing"
    around = RANDOM.normal(size=CUBE.shape)
    assert member(evidence(CUBE, CUBE + around, args=(around,))) == "summand/missing"
    assert member(evidence(TABLE, TABLE + bias, args=(WIDE, 2 * bias))) is None


def test_what_is_asked_of_arguments() -> None:
    assert member(evidence(TABLE, np.exp(TABLE) + 1, args=(TABLE,))) == "input/input"
    numbers = RANDOM.normal(size=(8, 4))
    places, largest = numbers.argmax(axis=1), numbers.max(axis=1)
    assert member(evidence(places, largest, args=(numbers,))) == "index/place"
    assert member(evidence(largest, places, args=(numbers,))) == "index/value"
    late = np.concatenate((SQUARE[:1] * 0 + 7.0, TABLE[:, [0, 1, 2, 0]][:-1]))
    want = TABLE[:, [0, 1, 2, 0]]
    assert member(evidence(late, want, args=(np.full(4, 7.0),))) == "steps/previous"


def test_what_a_function_does_beside_answering() -> None:
    assert member(evidence([TABLE], [TABLE + 1], kind="changed")) == "argument/changed"
    assert member(evidence(None, [{}], kind="gradient")) == "graph/detached"
    assert member(evidence([{}], [{}], kind="gradient")) == "graph/parameter"
    changed, shifted = evidence([TABLE], [TABLE + 1], kind="changed"), evidence(-TABLE, TABLE)
    of_both = diagnoses({"a::x": changed, "a::y": shifted, "a::z": shifted}, (), ())
    kinds = [of_both[check].kind for check in ("a::x", "a::y")]
    assert kinds == [DiagnosisKind.CONDUCT, DiagnosisKind.FAMILY]


def test_two_calls_alike_are_answered_alike() -> None:
    of = evidence(TABLE, TABLE + 1)
    twice = [
        AnsweredCall(said="call f", name="f", args=(SERIES,), kwargs={}, answer=answer)
        for answer in (TABLE, TABLE * 1.5)
    ]
    again = Evidence(check="a::x", outcome=Outcome.FAILED, compared=of.compared, asked=tuple(twice))
    assert member(again) == "repeated/otherwise"


NOTHING = cases(
    {
        "noise": (TABLE + RANDOM.normal(size=TABLE.shape) * 0.1, TABLE),
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


def test_one_check_of_several_is_not_enough() -> None:
    other = evidence(TABLE + RANDOM.normal(size=TABLE.shape), TABLE)
    turned = evidence(TABLE.T, TABLE)
    assert diagnoses({"a::x": turned, "a::y": other}, (), ()) == {}
    both = diagnoses({"a::x": turned, "a::y": other, "a::z": turned}, (), ())
    assert {check: it.name for check, it in both.items()} == {
        "a::x": "axes/transposed",
        "a::z": "axes/transposed",
    }


def test_two_sizes_that_agree_are_no_chance() -> None:
    small = {"a::x": evidence(TABLE[:4] / 4, TABLE[:4]), "a::y": evidence(TABLE / 5, TABLE)}
    assert {it.name for it in diagnoses(small, (), ()).values()} == {"factor/mean"}
    same = {"a::x": evidence(TABLE[1:] / 4, TABLE[1:]), "a::y": evidence(TABLE[:4] / 4, TABLE[:4])}
    assert {it.name for it in diagnoses(same, (), ()).values()} == {"factor/factor"}


def test_a_first_loss_is_no_cause_where_something_before_it_fails() -> None:
    loss = evidence(list(CURVE + 0.3), list(CURVE), name="losses")
    forward = evidence(TABLE + RANDOM.normal(size=TABLE.shape), TABLE)
    assert diagnoses({"a::x": forward, "a::y": loss}, (), ()) == {}
    sign = {"a::w": evidence(-WIDE, WIDE), "a::x": evidence(-TABLE, TABLE)}
    known = diagnoses({**sign, "a::y": loss}, (), ())
    names = {check: it.name for check, it in known.items()}
    assert names == dict.fromkeys(sign, "factor/sign") | {"a::y": "training/first"}


class Memory:
    """What stands in memory that nobody has written to: other numbers each time."""

    def __init__(self, right: int) -> None:
        self._right = right

    def __call__(self, seed: int, fresh: bool) -> Any:
        rest = np.random.default_rng(seed + 2 * fresh).normal(size=TABLE[self._right :].shape)
        return np.vstack([TABLE[: self._right], rest])


def test_rows_that_nobody_has_written_are_no_chance_and_no_memory() -> None:
    for right in (1, 3):
        assert repeated(Memory(right)(9, False), TABLE, Memory(right)) is UNFILLED
        pair = (Memory(right)(9, False), TABLE), (TABLE, TABLE)
        told = repeated(*pair, lambda seed, fresh: (Memory(right)(seed, fresh), TABLE))
        assert told is UNFILLED, "of several arrays"
    assert repeated(Memory(0)(9, False), TABLE, Memory(0)) is CHANCE
    assert repeated(TABLE + 1, TABLE, lambda seed, fresh: TABLE + 3 - 2 * fresh) is KEPT


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
            told = diagnoses({"a::x": one, "a::y": other}, (), ())
            assert told.keys() <= {"a::x", "a::y"}


def test_every_member_has_a_title_without_a_full_stop_and_sentences() -> None:
    for family in ALL:
        for title, explanation in family.members.values():
            assert title[0] and not title.endswith(".") and len(title) <= 90
            assert explanation.endswith((".", "?"))
