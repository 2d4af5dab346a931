"""Margins of each check between the largest honest error and the smallest wrong one."""

import math
from collections.abc import Iterator

from grader.model import Task
from grader.nouns import noun
from grader.proof.cache.kept import CheckEnd, CheckLuck, Fate, current_values
from grader.proof.ground.proving import Proving

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


def margins(proving: Proving, task: Task) -> list[Margin]:
    """Return the margin of each check of a task that compares numbers, from all that is kept."""
    noise: dict[str, float] = {}
    tolerance: dict[str, float] = {}
    wrong_errors = _smallest_wrong_errors(proving, task)
    for run in proving.store.values(f"flakes {task.id}/", dict[str, CheckLuck]):
        for check, luck in current_values(run, proving.check_keys(task)).items():
            if luck.tolerance:
                noise[check] = max(noise.get(check, 0.0), luck.noise)
                tolerance[check] = max(tolerance.get(check, 0.0), luck.tolerance)
    return [
        Margin(
            check=check,
            tolerance=tolerance[check],
            noise=noise[check],
            wrong=wrong_errors.get(check),
        )
        for check in noise
    ]


def _smallest_wrong_errors(proving: Proving, task: Task) -> dict[str, float]:
    """Return the smallest error of wrong answers and mutants that each check told apart."""
    errors: list[tuple[str, float]] = []
    for ends in proving.store.values(f"wrong {task.id}/", dict[str, CheckEnd]):
        now = current_values(ends, proving.check_keys(task))
        errors += [(check, end.error) for check, end in now.items()]
    for fate in proving.store.values(f"mutant {task.id}/", Fate):
        errors.append((fate.killed_by, fate.error))
    smallest: dict[str, float] = {}
    for check, error in errors:
        if check and 1 < error < NOT_FINITE:
            smallest[check] = min(smallest.get(check, math.inf), error)
    return smallest


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
