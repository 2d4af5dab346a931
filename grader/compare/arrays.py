"""Finding the first number in which two arrays differ."""

import numpy as np

from grader.language import tr
from grader.model.assignment import Tolerance
from grader.model.proofs import Measure
from grader.model.results import Difference

from . import wording
from .alike import build_difference
from .comparing import Comparing
from .numbers import Array, allowed_errors, are_within, errors, excess, kind

NEARLY = 0.05  # of the largest number: what is off by less is nearly right


def compare_arrays(got: Array, want: Array, name: str, comparing: Comparing) -> Difference | None:
    """Return the first difference: of shape, of dtype kind, then of numbers."""
    other_kind = _compare_kinds(got, want, name)
    if other_kind is not None:
        return other_kind
    tolerance = comparing.tolerance(want)
    _measure(got, want, name, tolerance, comparing)
    right = are_within(got, want, tolerance, comparing.axes)
    if bool(right.all()):
        return None
    if got.dtype == np.float32 and want.dtype == np.float64:
        comparing.notes.append(
            tr("{name} came as float32, which has lost digits; compute in float64", name=name)
        )
    return _describe_wrong(got, want, right, name, comparing, tolerance)


def _compare_kinds(got: Array, want: Array, name: str) -> Difference | None:
    """Return the difference of shape or of dtype kind, if there is one."""
    if got.shape != want.shape:
        return build_difference("shape", name, want, got, wording.describe_shape)
    if kind(got) != kind(want):
        return build_difference(
            "dtype", name, want, got, lambda each: tr("{kind} numbers", kind=tr(kind(each)))
        )
    return None


def _describe_wrong(
    got: Array,
    want: Array,
    right: Array,
    name: str,
    comparing: Comparing,
    tolerance: Tolerance,
) -> Difference:
    """Return the Difference of arrays that differ in at least one number."""
    index, is_finite = _choose_number(got, right)
    axes = comparing.axes if len(comparing.axes) == got.ndim else ()
    expected, received = wording.format_pair(want[index].item(), got[index].item())
    error, may_be = _closeness(got, want, index, tolerance, comparing)
    return Difference(
        kind="values" if is_finite else "not_finite",
        where=wording.describe_place(index, axes, name),
        expected=expected,
        got=received,
        largest_error=_largest_error(got, want, ~right),
        differing=int((~right).sum()),
        size=int(want.size),
        agreeing=wording.describe_agreeing(_count_right_steps(right), axes),
        error=error,
        allowed=may_be,
    )


def _choose_number(got: Array, right: Array) -> tuple[tuple[int, ...], bool]:
    """Return the place of the wrong number that is told, and whether all numbers are finite.

    A number that is not finite is told before any other: it is the cause more often.
    """
    finite = np.isfinite(got) if got.dtype.kind in "fc" else np.ones(got.shape, bool)
    all_finite = bool(finite.all())
    return _first_wrong(~right if all_finite else ~finite), all_finite


def _closeness(
    got: Array, want: Array, index: tuple[int, ...], tolerance: Tolerance, comparing: Comparing
) -> tuple[float | None, float | None]:
    """Return how far off a number is, and how far it may be, where it is nearly right.

    Of a number that is plainly wrong the tolerance says nothing.
    """
    if want.dtype.kind not in "fc" or got.dtype.kind not in "fciu":
        return None, None
    finite = np.where(np.isfinite(want), want, 0)
    error = float(errors(got, want)[index])
    if not error <= NEARLY * float(np.abs(finite).max()):
        return None, None
    return error, float(allowed_errors(finite, tolerance, comparing.axes)[index])


def _measure(
    got: Array, want: Array, name: str, tolerance: Tolerance, comparing: Comparing
) -> None:
    """Keep how close floats were; a comparison without tolerance has nothing to measure."""
    exact = not (tolerance.absolute or tolerance.relative)
    if comparing.measured is None or want.dtype.kind != "f" or exact:
        return
    error = excess(got, want, tolerance, comparing.axes)
    comparing.measured.append(
        Measure(where=name, error=error, absolute=tolerance.absolute, relative=tolerance.relative)
    )


def _first_wrong(wrong: Array) -> tuple[int, ...]:
    """Return the index of the first number that is wrong."""
    return tuple(int(axis[0]) for axis in np.nonzero(wrong)) if wrong.ndim else ()


def _count_right_steps(right: Array) -> int:
    """Return how many steps agree before the first number that does not."""
    return int(np.nonzero(~right)[0][0]) if right.ndim else 0


def _largest_error(got: Array, want: Array, wrong: Array) -> float | None:
    """Return the largest finite error among the wrong numbers; None where there is none."""
    if want.dtype.kind not in "fciu" or got.dtype.kind not in "fciu":
        return None
    sizes = errors(got, want)[wrong]
    sizes = sizes[np.isfinite(sizes)]
    return float(sizes.max()) if sizes.size else None
