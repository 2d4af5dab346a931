"""How often honest work fails statistics of random draws is computed, and said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.courses import write_course
from support.proofs import SETTINGS, problems, proved, rows

from grader.checking.comparing.comparison import Comparison, Mismatch
from grader.model import Assignment, Tolerances
from grader.proof.trials import false_failures
from grader.proof.trials.false_failures import Drawn, Statistic, false_failure_rate
from grader.runs.recording import record

INDEPENDENT = "np.random.normal(2.0, 3.0, size=n)"
TEN_TIMES = "np.repeat(np.random.normal(2.0, 3.0, size=n // 10), 10)"
CHECK = """
@check(points=2, title="Noise", hint="Its mean is 2.")
def test_noise(student, reference, rng, compare):
    compare.mean(student.noise(500), 2.0, deviation=3.0, draws=500)
"""


@pytest.fixture
def few_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fifth of the draws: enough to tell these checks apart."""
    monkeypatch.setattr(false_failures, "SEEDS", 20)


def noisy(folder: Path, draws: str, check: str = CHECK) -> Assignment:
    solution = f"import numpy as np\n\n\ndef noise(n):\n    return {draws}\n"
    settings = SETTINGS.replace('"f"', '"noise"').replace("hidden_points = 1", "hidden_points = 0")
    assignment = write_course(
        folder, settings=settings, solutions={"a": solution}, checks={"a": check}
    )
    record(assignment)
    return assignment


@pytest.mark.usefixtures("few_seeds")
def test_independent_draws_fail_as_rarely_as_the_check_says(tmp_path: Path) -> None:
    row = rows(proved(noisy(tmp_path, INDEPENDENT), "chances"))["chances a::noise"]
    assert row.passed and row.said.startswith("0 of 20 draws failed; honest work fails with")
    assert "(said: 1e-09)" in row.said


@pytest.mark.usefixtures("few_seeds")
def test_draws_that_depend_on_each_other_are_found(tmp_path: Path) -> None:
    report = proved(noisy(tmp_path, TEN_TIMES), "chances")
    assert not report.passed and "honest work fails it" in problems(report)


@pytest.mark.usefixtures("few_seeds")
def test_a_chance_that_is_too_large_is_said(tmp_path: Path) -> None:
    check = CHECK.replace("draws=500)", "draws=500, failure=1e-3)")
    assert "it lets honest work fail with a chance of 1e-03" in problems(
        proved(noisy(tmp_path, INDEPENDENT, check), "chances")
    )


def test_the_rate_follows_from_the_spread() -> None:
    def runs(typical: float) -> list[Drawn]:
        return [Drawn((Statistic("m", 1e-9, typical, 2),)) for _ in range(5)]

    assert false_failure_rate(runs(1 / 6)) == pytest.approx(2 * 1.97e-9, rel=0.01)
    assert false_failure_rate(runs(0.0)) == 0.0
    assert false_failure_rate(runs(1.0)) > 0.3


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        (lambda c, x: c.mean(x[:5], 0.5, draws=100, within=(0, 1)), "expected 100 draws"),
        (lambda c, x: c.mean(None, 0.5, draws=100, within=(0, 1)), "expected 100 draws, got None"),
        (lambda c, x: c.mean(x + np.nan, 0.5, draws=100, within=(0, 1)), "the mean of the draws"),
        (lambda c, x: c.mean(x * 3, 0.5, draws=100, within=(0, 1)), "numbers from 0 to 1"),
        (lambda c, x: c.mean(x, 3.0, draws=100, deviation=0.3), "expected 3 but for"),
        (lambda c, x: c.deviation(x, 2.0, draws=100), "the deviation of the draws"),
        (lambda c, x: c.shares(x > 0.5, {True: 0.01, False: 0.99}, draws=100), "the share of True"),
        (lambda c, x: c.shares(["c"] * 100, {"a": 0.5, "b": 0.5}, draws=100), "expected a or b"),
    ],
)
def test_what_cannot_be_luck_is_told(say: object, expected: str) -> None:
    draws = np.random.default_rng(1).random(100)
    assert callable(say)
    with pytest.raises(Mismatch, match=expected):
        say(Comparison(Tolerances()), draws)


def test_luck_is_allowed_within_bounds_for_each_place_of_a_draw() -> None:
    draws = np.random.default_rng(1).random((400, 3))
    compare = Comparison(Tolerances())
    compare.mean(draws, 0.5, draws=400, within=(0, 1))
    compare.deviation(draws, np.full(3, 12**-0.5), draws=400, kurtosis=1.8)
    compare.shares(list(draws[:, 0] > 0.75), {True: 0.25, False: 0.75}, draws=400)
