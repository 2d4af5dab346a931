"""What it means when the same check gets other answers: chance, or something that is kept."""

from collections.abc import Callable
from typing import Any

from grader.model import Diagnosis, DiagnosisKind

from .case import count_different, is_near
from .families.steps import count_right_rows
from .fingerprints import Array, as_array, fingerprint, measure_distance

# Answers of the same code to the same questions are the same to the last digit.
OTHERWISE = 1e-3
CLOSE = 1e-5
ENOUGH = 2  # different numbers in columns that are the same by no chance

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
UNFILLED = Diagnosis(
    name="repeated/unfilled",
    title="The answer is filled in part only",
    explanation=(
        "Its first rows are right. The others are what happened to be in memory, as np.empty and"
        " torch.empty leave it. Does the loop end early, by a `return` or `break` that stands"
        " inside of it?"
    ),
    kind=DiagnosisKind.FAMILY,
)
COLUMNS = Diagnosis(
    name="repeated/columns",
    title="Some columns of the answer are never filled",
    explanation=(
        "The others are right. These are what happened to be in memory, as np.empty and"
        " torch.empty leave it. Which columns does each of your assignments write into?"
    ),
    kind=DiagnosisKind.FAMILY,
)
# What says that answers are others at every run.
UNSTEADY = (RANDOM, KEPT, UNFILLED, COLUMNS)


def diagnose_repeating(
    first: Any, want: Any, answer: Callable[[int, bool], Any]
) -> Diagnosis | None:
    """Return what it means when a check is asked again; None where it is answered as before.

    `first` is what was compared at first, with `want`.  `answer(seed, fresh)` asks again, from that
    random state and, if wanted, in a process that has answered nothing yet.
    """
    second = answer(1, False)
    if not _differs(first, second):
        return None
    steady = _steady_columns(first, second)
    if steady is not None and _are_right(steady, first, want):
        return COLUMNS
    if _is_filled_in_part(first, want) and _is_filled_in_part(second, want):
        return UNFILLED
    fresh, other = answer(0, True), answer(1, True)
    if _differs(fresh, other):
        return RANDOM
    # Columns that change beside others that do not may only be what happened to be in memory.
    return KEPT if steady is None else None


def _is_filled_in_part(got: Any, want: Any) -> bool:
    """Return whether the first rows of each array are right, and one has others."""
    if not isinstance(want, tuple | list):
        got, want = (got,), (want,)
    if not isinstance(got, tuple | list) or len(got) != len(want):
        return False
    pairs = [(as_array(one), as_array(other)) for one, other in zip(got, want, strict=True)]
    rows = [_count_rows(one, other) for one, other in pairs]
    return all(right > 0 for right, _ in rows) and any(right < length for right, length in rows)


def _count_rows(got: Array | None, want: Array | None) -> tuple[int, int]:
    """Return how many rows are right before the first that is not, and how many there are."""
    if got is None or want is None or want.ndim == 0 or got.shape != want.shape:
        return 0, 0
    return count_right_rows(got, want, CLOSE), len(want)


def _steady_columns(first: Any, again: Any) -> Array | None:
    """Return which columns of a table are the same both times; None where not some of many are."""
    mine, other = as_array(first), as_array(again)
    if mine is None or other is None or mine.ndim < 2 or mine.shape != other.shape:
        return None
    steady = (mine == other).all(axis=tuple(range(mine.ndim - 1)))
    is_told = not steady.all() and count_different(mine[..., steady]) >= ENOUGH
    return steady if is_told else None


def _are_right(columns: Array, got: Any, want: Any) -> bool:
    """Return whether some columns of a table are the reference's."""
    mine, theirs = as_array(got), as_array(want)
    if mine is None or theirs is None or mine.shape != theirs.shape:
        return False
    return is_near(mine[..., columns], theirs[..., columns], CLOSE)


def _differs(one: Any, other: Any) -> bool:
    return measure_distance(fingerprint(one), fingerprint(other)) > OTHERWISE
