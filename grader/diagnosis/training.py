"""Where a loss curve parts from the reference's, and what that means."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .case import Case, is_near
from .evidence import Compared
from .families.contract import Family
from .fingerprints import Array, as_array

SHORTEST = 3  # losses of which something can be said
LOSS = "loss"
# Of a first update: from which part of a loss on it says something, and what is little and much.
TELLING, LITTLE, MUCH = 1e-3, 0.5, 1.5
GROWN = 0.25  # of what a loss has fallen, how much it grows again
MOST_TIMES, WHOLE = 200.0, 2e-5  # so many times another loss, and how near to a whole number


def _find_curves(case: Case) -> tuple[Array, Array] | None:
    """Return both loss curves of a comparison that is about them."""
    for name, *values in _name_values(case.compared):
        arrays = [array for array in map(as_array, values) if _is_curve(array)]
        if LOSS in name.lower() and len(arrays) == 2:
            got, want = (np.asarray(array, dtype=np.float64) for array in arrays)
            return got, want
    return None


def _name_values(compared: Compared) -> Iterator[tuple[str, Any, Any]]:
    """Yield the values that were compared under each name."""
    names, got, want = compared.names, compared.got, compared.want
    if len(names) == 1:
        yield names[0], got, want
    elif isinstance(want, tuple | list) and isinstance(got, tuple | list):
        yield from zip(names, got, want, strict=False)


def _is_curve(array: Array | None) -> bool:
    return array is not None and array.ndim == 1 and len(array) >= SHORTEST


def match_curves(
    recognise: Callable[[Array, Array, float], str | None],
) -> Callable[[Case], str | None]:
    """Return a function that looks at loss curves of one length, where a case has them."""

    def recognise_case(case: Case) -> str | None:
        curves = _find_curves(case)
        if curves is None or curves[0].shape != curves[1].shape or np.array_equal(*curves):
            return None
        return recognise(*curves, max(case.compared.relative, 1e-4))

    return recognise_case


def _recognise_guise(got: Array, want: Array, tolerance: float) -> str | None:
    """Recognise a whole curve that is another one in disguise."""
    epochs = np.arange(1, len(want) + 1)
    if is_near(got, np.cumsum(want), tolerance):
        return "running"
    if is_near(got * epochs, np.cumsum(want), tolerance):
        return "running_mean"
    if is_near(got[:-1], want[1:], tolerance):
        return "after_update"
    if np.ptp(want) <= 1e-7 * np.abs(want).max() and is_near(got[:1], want[:1], tolerance):
        return "still"
    if np.ptp(got) <= 1e-7 * np.abs(got).max() and is_near(got[:1], want[:1], tolerance):
        return "no_update"
    return None


def _recognise_place(got: Array, want: Array, tolerance: float) -> str | None:
    """Return the place where a curve parts from the other, and there whether by a whole factor."""
    differs = np.abs(got - want) > tolerance * np.abs(want).max()
    if not np.isfinite(got).all() or not differs.any():
        return None
    first = int(np.argmax(differs))
    if first == 0:
        return _judge_first_loss(float(got[0]), float(want[0]))
    if first == 1:
        return _judge_first_update(got, want)
    return "growing" if _grows_again(got, want) else "later"


def _judge_first_update(got: Array, want: Array) -> str:
    """Return what the first update did to the loss, beside what it should have done."""
    fell, should_fall = float(got[0] - got[1]), float(want[0] - want[1])
    if should_fall <= TELLING * abs(float(want[0])):
        return "second"
    if fell < 0:
        return "upward"
    if fell < LITTLE * should_fall:
        return "short"
    return "far" if fell > MUCH * should_fall else "second"


def _grows_again(got: Array, want: Array) -> bool:
    """Return whether a loss falls and then grows by a good part of that, while the other falls."""
    lowest = np.minimum.accumulate(got)
    grew = bool((got - lowest > GROWN * np.maximum(got[0] - lowest, TELLING * abs(got[0]))).any())
    return grew and bool((np.diff(want) <= TELLING * np.abs(want[0])).all())


def _judge_first_loss(got: float, want: float) -> str:
    """Return what the first losses say: one may be a whole number of times the other."""
    if _is_multiple(got, want):
        return "sum"
    return "mean" if _is_multiple(want, got) else "first"


def _is_multiple(one: float, other: float) -> bool:
    if other == 0 or not 1.5 < one / other < MOST_TIMES:
        return False
    return abs(one / other - round(one / other)) <= WHOLE


GUISE = Family(
    "losses",
    {
        "running": (
            "The loss is not set back to zero in each epoch",
            "Your losses add up over the epochs, so that each contains all before it. An epoch's"
            " loss starts at zero.",
        ),
        "running_mean": (
            "The loss is the mean over all epochs so far",
            "Each of your losses still contains those of earlier epochs. An epoch's loss is of"
            " that epoch alone.",
        ),
        "still": (
            "Something changes from epoch to epoch although nothing is learned here",
            "The weights stay as they are in this check, and the first loss is right. Look at what"
            " an epoch takes over from the one before: a state, or a sum that is not set back.",
        ),
        "after_update": (
            "The loss is read off after the update",
            "Your curve is one step ahead: an epoch's loss belongs to the weights before they are"
            " changed.",
        ),
        "no_update": (
            "The weights are not changed by training",
            "The first loss is right, and all others are the same. Each update is zero_grad(), then"
            " backward(), then step(), in this order: is one missing, or are the gradients cleared"
            " before the step? Does the optimizer hold the parameters of this very model?",
        ),
    },
    match_curves(_recognise_guise),
)
PLACE = Family(
    "training",
    {
        "sum": (
            "The loss is several times too large from the first epoch on",
            "Your first loss is a whole number of times the right one: a sum is taken where the"
            " task wants a mean. Look at each axis: steps, words, batches.",
        ),
        "mean": (
            "The loss is several times too small from the first epoch on",
            "The right first loss is a whole number of times yours: a mean is taken where the task"
            " wants a sum. Look at each axis: steps, words, batches.",
        ),
        "first": (
            "The loss is another one from the first epoch on",
            "Nothing was learned yet at that time: look at the forward pass and at the loss"
            " itself, what is summed and what is averaged, and, where an epoch has several"
            " batches, at what happens between them.",
        ),
        "second": (
            "The first loss is right, and the first update is not",
            "Forward pass and loss agree. Look at what happens next: backward, the optimizer and"
            " its learning rate, and what an epoch takes over from the one before.",
        ),
        "short": (
            "The first loss is right, and the first update changes it too little",
            "Forward pass and loss agree. So it is with a smaller learning rate than the one that"
            " is handed in, with another optimizer (SGD where Adam is asked for), or where a part"
            " of the gradients does not arrive.",
        ),
        "far": (
            "The first loss is right, and the first update changes it too much",
            "Forward pass and loss agree. So it is with a larger learning rate than the one that is"
            " handed in, with another optimizer, or where more than one update is made: see how"
            " often step() is called.",
        ),
        "upward": (
            "The first loss is right, and the first update makes it larger",
            "Forward pass and loss agree. The weights go the wrong way, or much too far: look at"
            " the sign, at the learning rate, and at whether the next epoch starts as the first"
            " one did.",
        ),
        "growing": (
            "The loss falls, and then grows again",
            "The first update is right, and later ones go too far. So it is where gradients are not"
            " cleared: backward() adds to those that are there, and zero_grad() belongs before it,"
            " once for each update.",
        ),
        "later": (
            "The first update is right, and later ones are not",
            "What is wrong is something that is kept from one update to the next. Print the"
            " gradients just before backward(): they are cleared. And see where the optimizer is"
            " made: once, before the loop over epochs, with no setting but the task's.",
        ),
    },
    match_curves(_recognise_place),
)
