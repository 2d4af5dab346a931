"""How a check ended, compact: what is kept of an answer, and with how many digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.diagnosis.evidence import Compared, Evidence
from grader.diagnosis.fingerprints import fingerprint, measure_distance
from grader.diagnosis.imprints import as_stored, imprint
from grader.diagnosis.mistakes import ANOTHER_SHAPE, Imprint
from grader.model import Difference, Outcome

WANT = np.array([0.1, 0.7, 1.3])


def ended(got: Any, want: Any = WANT, at: int = 3) -> Imprint:
    compared = Compared(
        at=at,
        got=got,
        want=want,
        names=("y",),
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=1e-9,
    )
    return imprint(Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared))


def test_an_answer_is_kept_with_its_place_and_its_distance() -> None:
    got = WANT + np.array([0.0, 0.13, 0.0])
    end = ended(got)
    assert (end.outcome, end.at, end.telling, end.text) == (Outcome.FAILED, 3, 1, "")
    assert end.apart == pytest.approx(0.1) and end.answer == fingerprint(got)


def test_an_answer_of_another_shape_is_as_far_as_a_file_can_say() -> None:
    assert ended(WANT[:2]).apart == ANOTHER_SHAPE < float("inf")


def test_an_exception_is_kept_without_its_numbers() -> None:
    evidence = Evidence(check="a::x", outcome=Outcome.RAISED, raised="ValueError: 3 is not 4")
    assert imprint(evidence) == Imprint(Outcome.RAISED, text="ValueError: # is not #")


def test_a_distant_answer_is_written_down_with_fewer_digits() -> None:
    end = ended(WANT * 2.0001)
    short = as_stored(end)
    assert short.answer is not None and end.answer is not None
    assert len(short.answer.numbers) == len(end.answer.numbers) // 2
    assert measure_distance(short.answer, end.answer) < 1e-7
    assert short.apart == float(f"{end.apart:.3g}")


@pytest.mark.parametrize(
    "end",
    [ended(WANT * (1 + 1e-6)), imprint(Evidence(check="a::x", outcome=Outcome.CRASHED))],
    ids=["near", "no answer"],
)
def test_a_near_answer_keeps_every_digit(end: Imprint) -> None:
    """They are all that tells it from the reference's."""
    assert as_stored(end) is end
