"""Which tolerance a comparison takes."""

from __future__ import annotations

import numpy as np
import pytest

from grader.compare.comparing import Comparing
from grader.model import Tolerance, Tolerances

COURSE = Tolerances(
    float64=Tolerance(absolute=1e-6, relative=2e-6), float32=Tolerance(absolute=1e-3, relative=2e-3)
)


@pytest.mark.parametrize(
    ("dtype", "absolute"),
    [("f8", 1e-6), ("f4", 1e-3), ("f2", 1e-3), ("c8", 1e-6), ("c16", 1e-6), ("i4", 1e-6)],
)
def test_the_dtype_that_is_wanted_decides(dtype: str, absolute: float) -> None:
    tolerance = Comparing(COURSE, None, None, ()).tolerance(np.zeros(1, dtype))
    assert tolerance == Tolerance(absolute=absolute, relative=2 * absolute)


@pytest.mark.parametrize(
    ("atol", "rtol", "tolerance"),
    [
        (None, None, (1e-6, 2e-6)),
        (0.5, None, (0.5, 2e-6)),
        (None, 0.5, (1e-6, 0.5)),
        (0.0, 0.0, (0.0, 0.0)),
    ],
    ids=["neither", "absolute", "relative", "none at all"],
)
def test_a_check_s_own_tolerance_goes_before_the_course_s(
    atol: float | None, rtol: float | None, tolerance: tuple[float, float]
) -> None:
    chosen = Comparing(COURSE, atol, rtol, ()).tolerance(np.zeros(1))
    assert (chosen.absolute, chosen.relative) == tolerance
