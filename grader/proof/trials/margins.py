"""Margins of each check between the largest honest error and the smallest wrong one."""

import math
from collections import defaultdict
from collections.abc import Iterator

from grader.nouns import noun
from grader.proof.cache.kept import CheckEnd, CheckLuck, Fate, current_values
from grader.proof.ground.proving import TaskProving

# Honest noise above a tenth of the tolerance, or wrong work within ten times it, is a near miss.
NEAR = 0.1
NOT_FINITE = 1e98  # errors above this stand for an answer that is not finite


@noun
class Margin:
    """A check's room for luck, in units of its tolerance.

    `noise` is the largest honest error; `wrong` is the smallest wrong one, None when no wrong
    answer was told apart by a number.
    """

    check: str
    tolerance: float
    noise: float
    wrong: float | None


def margins(proof: TaskProving) -> list[Margin]:
    """Return the margin of each check of a task that compares numbers, from all that is kept."""
    lucks: dict[str, list[CheckLuck]] = defaultdict(list)
    for run in proof.store.values(f"flakes {proof.id}/", dict[str, CheckLuck]):
        for check, luck in current_values(run, proof.keys).items():
            if luck.tolerance:
                lucks[check].append(luck)
    wrong_errors = _list_wrong_errors(proof)
    return [
        Margin(
            check=check,
            tolerance=max(luck.tolerance for luck in of_check),
            noise=max(luck.noise for luck in of_check),
            wrong=min(wrong_errors[check], default=None),
        )
        for check, of_check in lucks.items()
    ]


def _list_wrong_errors(proof: TaskProving) -> dict[str, list[float]]:
    """Return the errors by which each check told wrong answers and mutants apart."""
    errors: list[tuple[str, float]] = []
    for ends in proof.store.values(f"wrong {proof.id}/", dict[str, CheckEnd]):
        now = current_values(ends, proof.keys)
        errors += [(check, end.error) for check, end in now.items()]
    mutants = proof.store.values(f"mutant {proof.id}/", Fate)
    errors += [(fate.killed_by, fate.error) for fate in mutants]
    by_check: dict[str, list[float]] = defaultdict(list)
    for check, error in errors:
        if 1 < error < NOT_FINITE:
            by_check[check].append(error)
    return by_check


def describe_near_misses(of_checks: list[Margin]) -> Iterator[str]:
    """Yield a sentence for each check where luck or error lies close to the tolerance.

    It names a better tolerance where there is room for one.
    """
    for margin in of_checks:
        thin = margin.wrong is not None and margin.wrong < 1 / NEAR
        if margin.noise > NEAR or thin:
            yield f"{_describe_room(margin)}; {_advise_tolerance(margin)}"


def _describe_room(margin: Margin) -> str:
    words = (
        f"{margin.check}: honest work uses {margin.noise:.2g} of the tolerance"
        f" {margin.tolerance:.0e}"
    )
    if margin.wrong is not None:
        words += f", the smallest wrong error is {margin.wrong:.2g} times it"
    return words


def _advise_tolerance(margin: Margin) -> str:
    noise = max(margin.noise, 1e-6)
    factor = 10 * margin.noise
    if margin.wrong is not None:
        if margin.wrong / noise < 10:
            return "no tolerance parts them well: let the check draw other inputs"
        factor = math.sqrt(noise * margin.wrong)
    return f"rtol = atol = {margin.tolerance * factor:.0e} lies in the middle of the gap"
