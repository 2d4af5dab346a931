"""Arrays that families of mistakes are tried with: the same ones in each of their tests."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_RANDOM = np.random.default_rng(3)
SERIES, TABLE = _RANDOM.normal(size=9), _RANDOM.normal(size=(5, 3))
WIDE, CUBE = _RANDOM.normal(size=(5, 7)), _RANDOM.normal(size=(2, 5, 3))
SQUARE = _RANDOM.normal(size=(4, 4))
SIGNED = np.tanh(TABLE)
NOISE = _RANDOM.normal(size=TABLE.shape)


def softmax(scores: Array, axis: int | None = 1) -> Array:
    """Return the softmax of scores along an axis, of all of them where it is None."""
    return np.asarray(np.exp(scores) / np.exp(scores).sum(axis=axis, keepdims=True))
