"""When two arrays of numbers are equal, and how far apart they are."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.language import translatable
from grader.model.assignment import Tolerance

Array = np.ndarray[Any, Any]

NOT_FINITE = 1e99  # the excess of an answer that is no number; JSON has no infinity

# Kinds of numbers by the letter of their dtype.
KINDS = {
    "f": translatable("float"),
    "i": translatable("integer"),
    "u": translatable("integer"),
    "b": translatable("boolean"),
    "c": translatable("complex"),
}

# Axes along which an early number does not depend on a later one: each step has a scale of its own.
STEP_AXES = ("time step", "epoch", "step", "layer")


def allowed_errors(want: Array, tolerance: Tolerance, axes: Sequence[str]) -> Array:
    """Return the error allowed at each number.

    Absolute + relative * max|expected| of its time step, else of the array.
    """
    size = np.abs(want.astype(np.complex128 if want.dtype.kind == "c" else np.float64))
    if size.size == 0:
        return size
    if axes and axes[0] in STEP_AXES and want.ndim >= 1:
        within_step = tuple(range(1, want.ndim))
        scale = np.broadcast_to(
            size.max(axis=within_step, keepdims=True) if within_step else size, size.shape
        )
    else:
        scale = np.broadcast_to(size.max(), size.shape)
    return tolerance.absolute + tolerance.relative * scale


def errors(got: Array, want: Array) -> Array:
    """Return the absolute errors; NaN where `got` is not a number."""
    wide = np.complex128 if "c" in (got.dtype.kind, want.dtype.kind) else np.float64
    with np.errstate(all="ignore"):
        return np.abs(got.astype(wide) - want.astype(wide))


def are_within(got: Array, want: Array, tolerance: Tolerance, axes: Sequence[str] = ()) -> Array:
    """Return where `got` is right.

    Written so that a NaN is never right: `error <= allowed`, never `error > allowed`.
    """
    if want.dtype.kind not in "fc" and got.dtype.kind not in "fc":
        return np.asarray(got == want)
    finite = np.isfinite(want)
    is_near = errors(got, want) <= allowed_errors(np.where(finite, want, 0), tolerance, axes)
    return np.asarray(is_near & finite)


def excess(got: Array, want: Array, tolerance: Tolerance, axes: Sequence[str] = ()) -> float:
    """Return the largest error as a multiple of what is allowed there.

    NOT_FINITE where `got` is not finite.
    """
    if want.size == 0:
        return 0.0
    finite = np.isfinite(want)
    with np.errstate(all="ignore"):
        ratios = errors(got, want) / allowed_errors(np.where(finite, want, 0), tolerance, axes)
    return float(np.where(np.isfinite(ratios), ratios, NOT_FINITE).max())


def kind(array: Array) -> str:
    """Return the dtype's kind in words; widths do not matter, signs of integers neither."""
    return KINDS.get(array.dtype.kind) or str(array.dtype)


def margin(scores: Array) -> float:
    """Return the smallest gap between the two largest scores along the last axis.

    It is relative to the largest score of all.
    """
    if scores.shape[-1] < 2 or scores.size == 0:
        return float("inf")
    top = np.sort(scores.astype(np.float64), axis=-1)
    gaps = top[..., -1] - top[..., -2]
    return float(gaps.min() / max(float(np.abs(scores).max()), 1e-30))
