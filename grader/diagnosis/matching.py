"""Which stored mistake a student's answers are those of, if there is exactly one."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from .fingerprints import NEARER, measure_distance
from .mistakes import Imprint, Mistake

# Numbers of two programs with the same mistake differ by their last digits, and by what a file
# leaves out of them.
CLOSE = 1e-5
# Two checks, or as many different numbers of one, are no chance.
ENOUGH_CHECKS = 2
ENOUGH_NUMBERS = 3


class Ended(NamedTuple):
    """How a student's check ended, and how near numbers had to be there.

    `of_structure` says that they could be anything, `of_shape` that only a shape is another one.
    """

    imprint: Imprint
    tolerance: float
    of_structure: bool = False
    of_shape: bool = False


class _Fit(NamedTuple):
    mistake: Mistake
    checks: list[str]


def match_mistakes(
    failed: Mapping[str, Ended],
    passed: Collection[str],
    mistakes: Collection[Mistake],
    *,
    hidden: bool,
) -> dict[str, Mistake]:
    """Return for checks that failed the mistake that explains them.

    A mistake explains nothing where the student passes a check that it fails, or answers with other
    numbers in the same place.  Where two explain a check, it is the one that explains more of them,
    else neither.  `hidden` says that the hidden checks are among those that ended.
    """
    all_fits = _find_fits(failed, passed, mistakes)
    fits = [fit for fit in all_fits if _is_enough(fit, failed, hidden)]
    best = {check: _choose_best([fit for fit in fits if check in fit.checks]) for check in failed}
    return {check: mistake for check, mistake in best.items() if mistake is not None}


def _find_fits(
    failed: Mapping[str, Ended], passed: Collection[str], mistakes: Collection[Mistake]
) -> Iterator[_Fit]:
    """Yield the mistakes that nothing speaks against, with the checks that end alike.

    Something does where the student answers with other numbers, in the same structure.
    """
    for mistake in mistakes:
        judged = [check for check in mistake.imprints if check in failed]
        alike = [check for check in judged if is_alike(failed[check], mistake.imprints[check])]
        others = [check for check in judged if check not in alike]
        is_passed = not mistake.imprints.keys().isdisjoint(passed)
        if not is_passed and not _are_comparable(others, failed, mistake):
            yield _Fit(mistake, alike)


def _choose_best(fits: list[_Fit]) -> Mistake | None:
    """Return the mistake that explains most; None where there is none, or several say different."""
    most = max((len(fit.checks) for fit in fits), default=0)
    mistakes = [fit.mistake for fit in fits if len(fit.checks) == most]
    return mistakes[0] if len({mistake.title for mistake in mistakes}) == 1 else None


def _are_comparable(checks: list[str], failed: Mapping[str, Ended], mistake: Mistake) -> bool:
    """Return whether the student and a mistake answer one of the checks in the same structure."""
    return any(_is_comparable(failed[each].imprint, mistake.imprints[each]) for each in checks)


def _is_comparable(mine: Imprint, theirs: Imprint) -> bool:
    if mine.answer is None or theirs.answer is None or mine.at != theirs.at:
        return False
    return mine.answer.structure == theirs.answer.structure and mine.answer.size > 0


def _is_enough(fit: _Fit, failed: Mapping[str, Ended], hidden: bool) -> bool:
    """Return whether so many checks that are alike are no chance.

    Two with numbers that tell; or all that the mistake fails, when the student fails no other.  One
    alone tells nothing by its shape while the hidden checks may still say otherwise.
    """
    if sum(_has_numbers(failed[check]) for check in fit.checks) >= ENOUGH_CHECKS:
        return True
    judged = [check for check in fit.mistake.imprints if check in failed]
    by_shape = all(failed[check].of_shape for check in fit.checks)
    tells = hidden or len(fit.checks) >= ENOUGH_CHECKS or not by_shape
    return tells and len(fit.checks) == len(judged) == len(failed)


def _has_numbers(ended: Ended) -> bool:
    return ended.imprint.telling >= ENOUGH_NUMBERS and not ended.of_structure


def is_alike(ended: Ended, theirs: Imprint) -> bool:
    """Return whether a check ended for the student as for a mistake."""
    mine = ended.imprint
    if (mine.outcome, mine.at, mine.text) != (theirs.outcome, theirs.at, theirs.text):
        return False
    if mine.answer is None or theirs.answer is None:
        return mine.answer is theirs.answer
    if ended.of_structure:
        return mine.answer.structure == theirs.answer.structure
    distance = measure_distance(mine.answer, theirs.answer)
    return distance <= max(CLOSE, ended.tolerance) and distance * NEARER <= theirs.apart
