"""A missing, doubled or other activation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.diagnosis.case import Case, Pair, different, near
from grader.diagnosis.families.contract import Family, in_some_pair
from grader.diagnosis.fingerprints import Array

ENOUGH = 4
MANY = 12  # so many different numbers are alike by no chance
Activation = Callable[[Array], Array]


def sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-x))


def relu(x: Array) -> Array:
    return np.maximum(x, 0.0)


# Each with its inverse, where it has one.
ACTIVATIONS: dict[str, tuple[Activation, Activation | None]] = {
    "tanh": (np.tanh, np.arctanh),
    "sigmoid": (sigmoid, lambda y: np.log(y / (1.0 - y))),
    "relu": (relu, None),
    "exp": (np.exp, np.log),
}


def _activation(pair: Pair, case: Case) -> str | None:
    got, want = (array.astype(np.float64) for array in (pair.got, pair.want))
    if got.shape != want.shape or different(want) < ENOUGH or different(got) < ENOUGH:
        return None
    with np.errstate(all="ignore"):
        for name, (function, inverse) in ACTIVATIONS.items():
            if near(function(got), want, pair.near):
                return f"{name}_missing"
            if near(got, function(want), pair.near):
                return f"{name}_extra"
            other = _other(got, want, inverse, pair.near) if inverse else None
            if other:
                return f"{name}_is_{other}"
    return None


def _other(got: Array, want: Array, inverse: Activation, tolerance: float) -> str | None:
    """Return the activation that was applied in place of the one with that inverse."""
    inside = inverse(want)
    if not np.isfinite(inside).all() or np.abs(want).max() > 1.0 - 1e-6:
        return None
    for name, (function, _) in ACTIVATIONS.items():
        answer = function(inside)
        if different(answer) >= ENOUGH and near(got, answer, 10 * tolerance):
            return name
    return None


_NAMES = {"tanh": "tanh", "sigmoid": "the sigmoid", "relu": "ReLU", "exp": "exp"}
_ACTIVATION_WORDS = {
    **{
        f"{key}_missing": (
            f"{name[0].upper() + name[1:] if name.startswith('the') else name} is missing",
            f"Your numbers are what {name} should have been applied to; the rest is right. Look at"
            " the last step before you return them.",
        )
        for key, name in _NAMES.items()
    },
    **{
        f"{key}_extra": (
            f"{name} is applied once too often",
            f"Your numbers are {name} of the right ones: look for a place where it is applied to"
            " what has been through an activation already, or needs none.",
        )
        for key, name in _NAMES.items()
    },
    **{
        f"{key}_is_{other}": (
            f"{other_name} is used where {name} is asked for",
            "The numbers inside are right, and go through another function than the task names.",
        )
        for key, name in _NAMES.items()
        for other, other_name in _NAMES.items()
        if key != other
    },
}

FAMILIES = (Family("activation", _ACTIVATION_WORDS, in_some_pair(_activation, MANY)),)
