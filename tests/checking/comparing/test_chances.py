"""Many random draws: how far honest work may be off, and what is told when it is more."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking.comparing.comparison import Comparison
from grader.checking.mismatch import Mismatch
from grader.errors import BadCheck
from grader.model import Tensor, Tolerances

DRAWS = 2000
RANDOM = np.random.default_rng(1)
NORMAL, UNIFORM = RANDOM.normal(3.0, 2.0, DRAWS), RANDOM.random(DRAWS)
COIN = (UNIFORM < 0.25).astype(int)


def comparison(*, measuring: bool = False) -> Comparison:
    return Comparison(Tolerances(), measuring=measuring)


def mean(samples: Any, want: Any, **how: Any) -> Comparison:
    compare = comparison(measuring=True)
    compare.mean(samples, want, **{"draws": len(samples), "deviation": 2.0, **how})
    return compare


@pytest.mark.parametrize(
    ("samples", "want", "how"),
    cases(
        {
            "normal": (NORMAL, 3.0, {}),
            "a list": (NORMAL.tolist(), 3.0, {}),
            "a tensor": (Tensor(NORMAL.astype("f4")), 3.0, {}),
            "within bounds": (UNIFORM, 0.5, {"within": (0.0, 1.0), "deviation": None}),
            "of each place": (
                np.stack([NORMAL, NORMAL + 1], axis=1),
                np.array([3.0, 4.0]),
                {},
            ),
            "one number for all places": (NORMAL.reshape(-1, 2), 3.0, {}),
            "truth": (COIN == 1, 0.25, {"within": (0.0, 1.0), "deviation": None}),
        }
    ),
)
def test_honest_draws_are_silent(samples: Any, want: Any, how: dict[str, Any]) -> None:
    compare = mean(samples, want, **how)
    assert compare.found == [] and 0 < compare.measures[0].error < 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("samples", "want", "how", "where"),
    cases(
        {
            "another mean": (NORMAL + 1, 3.0, {}, "the mean of the draws"),
            "at one place": (
                np.stack([NORMAL, NORMAL + 2], axis=1),
                np.array([3.0, 3.0]),
                {"names": "noise"},
                "the mean of noise[1]",
            ),
            "not a number": (np.append(NORMAL, np.nan), 3.0, {}, "the mean of the draws"),
        }
    ),
)
def test_a_mean_that_luck_does_not_explain_is_told(
    samples: Any, want: Any, how: dict[str, Any], where: str
) -> None:
    with pytest.raises(Mismatch) as caught:
        mean(samples, want, **how)
    difference = caught.value.difference
    assert (difference.kind, difference.where) == ("chance", where)
    assert difference.expected.startswith("3 but for 0.2")


def test_a_draw_out_of_bounds_is_told_before_the_mean() -> None:
    with pytest.raises(Mismatch, match=r"the draws: expected numbers from 0 to 1, got 1\.5"):
        mean(np.append(UNIFORM, 1.5), 0.5, within=(0.0, 1.0))


@pytest.mark.parametrize(
    ("samples", "got"),
    cases(
        {
            "too few": (NORMAL[:-1], "an array of float64 and shape (1999,)"),
            "one number": (3.0, "the number 3.0000"),
            "words": (["a"] * DRAWS, f"a list of {DRAWS} items"),
            "rows of unequal length": ([[1], [1, 2]], "a list of 2 items"),
            "nothing": (None, "None"),
            "draws of nothing": ([()] * DRAWS, f"a list of {DRAWS} items"),
            "complex": (NORMAL * 1j, f"an array of complex128 and shape ({DRAWS},)"),
        }
    ),
)
def test_fewer_draws_than_were_asked_for_would_need_more_luck(samples: Any, got: str) -> None:
    with pytest.raises(Mismatch) as caught:
        comparison().mean(samples, 3.0, draws=DRAWS, deviation=2.0)
    assert str(caught.value) == f"the draws: expected {DRAWS} draws, got {got}"


@pytest.mark.parametrize("ask", ["mean", "deviation"])
def test_draws_of_another_shape_are_told_as_that(ask: str) -> None:
    how: dict[str, Any] = {"deviation": 2.0} if ask == "mean" else {}
    with pytest.raises(Mismatch) as caught:
        getattr(comparison(), ask)(NORMAL, np.array([3.0, 4.0]), draws=DRAWS, **how)
    assert str(caught.value) == (
        f"the draws: expected an array of float64 and shape ({DRAWS}, 2), got an array of float64"
        f" and shape ({DRAWS},)"
    )


def test_how_far_a_mean_may_be_off_is_to_be_said() -> None:
    with pytest.raises(BadCheck, match=r"needs within=\(low, high\) or deviation= of one draw"):
        comparison().mean(NORMAL, 3.0, draws=DRAWS)


@pytest.mark.parametrize("failure", [1e-12, 1e-9, 1e-3])
def test_less_luck_is_less_room_and_more_draws_too(failure: float) -> None:
    def allowed(draws: int, failure: float) -> float:
        compare = mean(NORMAL[:draws], 3.0, failure=failure)
        return compare.measures[0].absolute  # type: ignore[index]

    assert allowed(DRAWS, failure) < allowed(DRAWS, failure / 10)
    assert allowed(DRAWS, failure) == pytest.approx(allowed(DRAWS // 4, failure) / 2)


def test_bounds_leave_room_for_a_mean_at_their_edge() -> None:
    """A chance of 0 or 1 has no spread, and is right or not; one near 0 is no normal draw."""
    compare = comparison(measuring=True)
    compare.mean(np.zeros(DRAWS), 0.0, draws=DRAWS, within=(0.0, 1.0))
    edge = 2 * math.log(2 / 1e-9) / DRAWS / 3
    assert compare.measures[0].absolute == pytest.approx(edge)  # type: ignore[index]


def test_a_measure_says_how_near_it_was_and_how_often_luck_may_fail_it() -> None:
    (measure,) = mean(np.stack([NORMAL, NORMAL], axis=1), 3.0, failure=1e-6).measures or []
    assert (measure.failure, measure.parts, measure.relative) == (1e-6, 2, 0.0)
    assert measure.typical == pytest.approx(measure.error)


def test_a_deviation_is_asked_for_in_the_same_way() -> None:
    compare = comparison()
    compare.deviation(NORMAL, 2.0, draws=DRAWS)
    compare.deviation(UNIFORM, math.sqrt(1 / 12), draws=DRAWS, kurtosis=1.8)
    with pytest.raises(Mismatch, match="the deviation of weights: expected 1 but for 0"):
        compare.deviation(NORMAL, 1.0, draws=DRAWS, names="weights")


CHANCES = {0: 0.75, 1: 0.25}


class TestShares:
    def ask(self, samples: Any, want: Any = None, draws: int = DRAWS) -> None:
        comparison().shares(samples, want or CHANCES, draws=draws)

    @pytest.mark.parametrize(
        "samples",
        [COIN, COIN.tolist(), Tensor(COIN), [np.int64(each) for each in COIN], COIN.astype(float)],
        ids=["an array", "a list", "a tensor", "numbers of NumPy", "floats"],
    )
    def test_honest_draws_are_silent(self, samples: Any) -> None:
        self.ask(samples)

    def test_words_are_drawn_too(self) -> None:
        self.ask(["ab"[each] for each in COIN], {"a": 0.75, "b": 0.25})

    def test_a_share_that_luck_does_not_explain_is_told(self) -> None:
        with pytest.raises(Mismatch, match=r"the share of 0 in the draws: expected 0\.75 but for"):
            self.ask(1 - COIN)

    def test_a_value_that_has_no_chance_is_told(self) -> None:
        with pytest.raises(Mismatch, match="the draws: expected 0 or 1, got the number 2"):
            self.ask(np.append(COIN[1:], 2))

    @pytest.mark.parametrize(
        "samples",
        [COIN[1:], [None] * DRAWS, 3, {"a": 1}, np.array([{}] * DRAWS, dtype=object)],
        ids=["too few", "nothings", "a number", "a dict", "objects"],
    )
    def test_what_are_not_so_many_draws_is_told(self, samples: Any) -> None:
        with pytest.raises(Mismatch, match=f"the draws: expected {DRAWS} draws"):
            self.ask(samples)

    def test_chances_that_do_not_add_up_are_the_course_s_mistake(self) -> None:
        with pytest.raises(BadCheck, match=r"the chances add up to 0\.9, not 1"):
            self.ask(COIN, {0: 0.7, 1: 0.2})
