"""What it means when the same check gets other answers: chance, or something that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.diagnosis.fingerprints import far, fingerprint
from grader.model import Diagnosis, DiagnosisKind

# Answers of the same code to the same questions are the same to the last digit.
OTHERWISE = 1e-3

RANDOM = Diagnosis(
    name="repeated/random",
    title="The answer is another one at every run",
    explanation=(
        "Something in it is drawn at random that should not be: a state, weights that are drawn"
        " again, a mode in which numbers are dropped. The same arguments have to give the same"
        " answer."
    ),
    kind=DiagnosisKind.FAMILY,
)
KEPT = Diagnosis(
    name="repeated/kept",
    title="Something is kept from one call to the next",
    explanation=(
        "The first call is answered otherwise than the second. Look for a list or an array that"
        " is made outside of the function, for a default argument that is changed, for global"
        " variables."
    ),
    kind=DiagnosisKind.FAMILY,
)


def repeated(first: Any, answer: Callable[[int, bool], Any]) -> Diagnosis | None:
    """Return what it means when a check is asked again; None where it is answered as before.

    `first` is what was compared at first.  `answer(seed, fresh)` asks again, from that random
    state and, if wanted, in a process that has answered nothing yet.
    """
    if not _otherwise(first, answer(1, False)):
        return None
    fresh, other = answer(0, True), answer(1, True)
    return RANDOM if _otherwise(fresh, other) else KEPT


def _otherwise(one: Any, other: Any) -> bool:
    return far(fingerprint(one), fingerprint(other)) > OTHERWISE
