"""Random inputs that are the same bits on every machine."""

import functools
import math
import random
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from grader.compare.numbers import Array
from grader.model.values import Tensor

Item = TypeVar("Item")
GRID = 256


class _Draws:
    """Numbers of one generator, each drawn once: a class's submissions all get the same."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._drawn: list[float] = []
        self._on_grid: dict[tuple[int, int, float], Array] = {}

    def take(self, first: int, count: int) -> list[float]:
        """Return `count` numbers from the one of that place on."""
        for _ in range(first + count - len(self._drawn)):
            self._drawn.append(self._random.random())
        return self._drawn[first : first + count]

    def take_on_grid(self, first: int, count: int, scale: float) -> Array:
        """Return the same between -scale and scale, on the grid, as the caller's own array."""
        place = (first, count, scale)
        if place not in self._on_grid:
            numbers = np.array(self.take(first, count), dtype=np.float64)
            self._on_grid[place] = (
                np.rint((2.0 * numbers - 1.0) * scale * GRID) / GRID + 0.0
            )  # + 0.0 makes -0.0 plain
        return self._on_grid[place].copy()


_draws = functools.lru_cache(maxsize=512)(_Draws)


class Rng:
    """Draws for one check, from `random.Random(f"{seed}:{check}")`.

    Values are scaled first, then put on a grid of k/256, which float32 and float64 both hold
    exactly.
    """

    def __init__(self, seed: int, check: str) -> None:
        self._draws = _draws(f"{seed}:{check}")
        self._at = 0

    @property
    def drawn(self) -> bool:
        """Return whether anything was drawn yet."""
        return self._at > 0

    def _take(self, count: int) -> list[float]:
        numbers = self._draws.take(self._at, count)
        self._at += count
        return numbers

    def values(self, *shape: int, scale: float = 1.0) -> Array:
        """Draw float64 numbers between -scale and scale; `values()` gives a 0-d array."""
        count = math.prod(shape)
        on_grid = self._draws.take_on_grid(self._at, count, scale)
        self._at += count
        return on_grid.reshape(shape)

    def tensor(self, *shape: int, scale: float = 1.0) -> Tensor:
        """Draw the same as a float32 tensor."""
        return Tensor(self.values(*shape, scale=scale).astype(np.float32))

    def integers(self, low: int, high: int, *shape: int) -> Array:
        """Draw int64 numbers from low up to and without high."""
        numbers = [
            low + math.floor(number * (high - low)) for number in self._take(math.prod(shape))
        ]
        return np.array(numbers, dtype=np.int64).reshape(shape)

    def choice(self, items: Sequence[Item]) -> Item:
        """Draw one of the items."""
        return items[math.floor(self._take(1)[0] * len(items))]

    def word(self, letters: str, length: int) -> str:
        """Draw a word over the letters."""
        return "".join(self.choice(letters) for _ in range(length))
