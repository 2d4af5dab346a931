"""A missing, doubled or other activation."""

from collections.abc import Callable

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_near
from grader.diagnosis.fingerprints import Array

from .contract import Family, match_some_pair

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


def _gelu(x: Array) -> Array:
    return np.asarray(0.5 * x * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (x + 0.044715 * x**3))))


# What stands in another's place, and is never asked for here.
STRANGERS: dict[str, Activation] = {
    "tan": np.tan,
    "sin": np.sin,
    "gelu": _gelu,
    "silu": lambda x: x * sigmoid(x),
    "softplus": lambda x: np.log1p(np.exp(x)),
}
FUNCTIONS = {name: function for name, (function, _) in ACTIVATIONS.items()} | STRANGERS
# Of the ones in a rectifier's place: the smallest and largest that they make of negative numbers.
BELOW_ZERO = {
    "tanh": (-1.0, 0.0),
    "sigmoid": (0.0, 0.5),
    "exp": (0.0, 1.0),
    "gelu": (-0.2, 0.0),
    "silu": (-0.3, 0.0),
    "softplus": (0.0, np.log(2.0)),
    "abs": (0.0, np.inf),
}
GELU = 1e-3  # how near its two forms are to each other


def _recognise_activation(pair: Pair, case: Case) -> str | None:
    got, want = pair.floats
    if got.shape != want.shape or count_different(want) < ENOUGH or count_different(got) < ENOUGH:
        return None
    members = (_recognise_change(name, got, want, pair.near) for name in ACTIVATIONS)
    member = next(filter(None, members), None)
    return member or _recognise_other_rectifier(got, want, pair.near)


def _recognise_change(name: str, got: Array, want: Array, tolerance: float) -> str | None:
    """Return how an activation makes one array of the other."""
    function, inverse = ACTIVATIONS[name]
    if is_near(function(got), want, tolerance):
        return f"{name}_missing"
    if is_near(got, function(want), tolerance):
        return f"{name}_extra"
    other = _find_other(got, want, inverse, tolerance) if inverse else None
    return f"{name}_is_{other}" if other else None


def _recognise_other_rectifier(got: Array, want: Array, tolerance: float) -> str | None:
    """Return what was applied in place of a rectifier.

    Where that lets a number through it is known what went in; elsewhere, that it was negative.
    """
    through = want > 0
    if want.min() < 0 or through.all() or count_different(want[through]) < ENOUGH:
        return None
    for name, (lowest, highest) in BELOW_ZERO.items():
        right = FUNCTIONS[name](want) if name in FUNCTIONS else np.abs(want)
        inside = (got[~through] >= lowest) & (got[~through] <= highest)
        near_enough = GELU if name == "gelu" else 10 * tolerance
        if inside.all() and is_near(got[through], right[through], near_enough):
            return f"relu_is_{name}"
    return None


def _find_other(got: Array, want: Array, inverse: Activation, tolerance: float) -> str | None:
    """Return the activation that was applied in place of the one with that inverse."""
    inside = inverse(want)
    if not np.isfinite(inside).all() or np.abs(want).max() > 1.0 - 1e-6:
        return None
    for name, function in FUNCTIONS.items():
        answer = function(inside)
        if count_different(answer) >= ENOUGH and is_near(got, answer, 10 * tolerance):
            return name
    return None


_NAMES = {"tanh": "tanh", "sigmoid": "the sigmoid", "relu": "ReLU", "exp": "exp"}
OTHER_NAMES = _NAMES | {
    "tan": "tan, the tangent,",
    "sin": "sin, the sine,",
    "gelu": "GELU",
    "silu": "SiLU",
    "softplus": "softplus",
    "abs": "abs, the absolute value,",
}
_ACTIVATION_WORDS = {
    **{
        f"{key}_missing": (
            f"{name[0].upper() + name[1:] if name.startswith('the') else name} is missing",
            f"Your numbers are what {name} should have been applied to; the rest is right. Look at"
            " the last step before you return them.",
        )
        for key, name in _NAMES.items()
    },
    "relu_missing": (
        "ReLU is missing, or another function lets negative numbers through",
        "Your numbers are right where they are positive; the others should be 0. Look at the last"
        " step before you return them.",
    ),
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
        for other, other_name in OTHER_NAMES.items()
        if key != other
    },
}

FAMILIES = (Family("activation", _ACTIVATION_WORDS, match_some_pair(_recognise_activation, MANY)),)
