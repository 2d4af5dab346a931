"""From numbers to places in a drawing, and the numbers that an axis names."""

import math
import sys
from collections.abc import Iterable, Sequence

from grader.nouns import frozen

MOST_DECADES = 12  # of a scale of powers of ten
FEW_TIMES = 50  # how many times its smallest number the largest is, before such a scale is taken
BEYOND = 20.0  # how many times the expected numbers' span an answer may leave it


@frozen
class Scale:
    """Numbers from `low` to `high`, evenly or by powers of ten."""

    low: float
    high: float
    by_powers: bool = False

    def share(self, number: float) -> float:
        """Return where a number lies, from 0 to 1; what lies beyond has the end's place."""
        if self.by_powers:
            number = max(number, self.low)
            low, high, at = math.log10(self.low), math.log10(self.high), math.log10(number)
        else:
            # Halves, so that no difference of two huge numbers leaves what a float can hold.
            low, high, at = self.low / 2, self.high / 2, number / 2
        return min(max((at - low) / (high - low), 0.0), 1.0)

    def holds(self, number: float) -> bool:
        return self.low <= number <= self.high

    def ticks(self, most: int = 5) -> list[float]:
        """Return round numbers inside of the scale."""
        if self.by_powers:
            first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            powers = range(first, last + 1, max(1, -(-(last - first + 1) // most)))
            return [float(f"1e{power}") for power in powers]
        return _round_numbers(self.low, self.high, most)


def scale_of(expected: Sequence[float], answered: Sequence[float]) -> Scale:
    """Return the scale for what was expected and what was answered, all of it finite.

    By powers of ten where all are above zero and far apart.  An answer far from everything that was
    expected does not flatten the rest: it lies beyond the scale.
    """
    numbers = [*expected, *answered]
    low, high = min(numbers), max(numbers)
    if low > 0 and high / FEW_TIMES > low and math.log10(high / low) <= MOST_DECADES:
        return Scale(low * 0.8, high * 1.25, by_powers=True)
    if expected:
        least, most = min(expected), max(expected)
        room = BEYOND * max(most - least, 0.5 * max(abs(least), abs(most)), 1e-300)
        low, high = max(low, least - room), min(high, most + room)
    return _with_room(low, high)


def tick_text(number: float) -> str:
    """Return a number as an axis names it."""
    return f"{number:.4g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")


def some_places(places: Sequence[int], most: int) -> Iterable[int]:
    """Return positions of the places that an axis of places names: at most so many, evenly."""
    step = max(1, -(-len(places) // most))
    return range(0, len(places), step)


def _with_room(low: float, high: float) -> Scale:
    """Return a scale with some room at both ends, and not of one number."""
    room = (high / 2 - low / 2) * 0.12
    if room <= max(abs(low), abs(high)) * 1e-9:
        room = max(abs(low), abs(high)) * 0.1 or 1.0
    return Scale(_bound(low - room), _bound(high + room))


def _bound(number: float) -> float:
    """Return a number that a float can hold."""
    return min(max(number, -sys.float_info.max), sys.float_info.max)


def _round_numbers(low: float, high: float, most: int) -> list[float]:
    step = _round_step(high / most - low / most)
    first, last = math.ceil(low / step), math.floor(high / step)
    digits = max(0, 1 - math.floor(math.log10(step)))
    numbers = [at * step for at in range(first, last + 1)]
    return [round(number, digits) if digits < 300 else number for number in numbers]


def _round_step(step: float) -> float:
    """Return the next step up that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step * 0.999)
