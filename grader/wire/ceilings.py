"""Ceilings of a value on the wire, and the dtypes of its arrays."""

import math
import re

from grader.errors import WireError
from grader.language import tr, translatable

from .frames import MAX_FRAME

MAX_DEPTH = 16
MAX_VALUES = 10_000
MAX_STRING = 1 << 20
MAX_AXES = 16
MAX_DTYPE_NAME = 40
MAX_MIB = MAX_FRAME >> 20
TOO_LARGE = translatable("the value is larger than {mib} MiB")
MAX_INT_DIGITS = 3500  # fewer than the 4,300 decimal digits that Python turns into text

STRINGS = re.compile(r"<U[0-9]{1,4}")  # arrays of strings of at most so many characters
TABLES = ("DataFrame", "Series")
ARRAY_TYPES = frozenset(
    [
        "|b1",
        "|i1",
        "|u1",
        "<i2",
        "<u2",
        "<i4",
        "<u4",
        "<i8",
        "<u8",
        "<f2",
        "<f4",
        "<f8",
        "<c8",
        "<c16",
    ]
)


def is_array_type(dtype: str) -> bool:
    """Return whether arrays of that dtype are sent: numbers, truth values, strings of Unicode."""
    return dtype in ARRAY_TYPES or STRINGS.fullmatch(dtype) is not None


def check_shape(shape: tuple[int, ...], itemsize: int) -> None:
    """Refuse a shape that is too large for a frame but for its axes of 0.

    An array of shape (2**62, 0) has no bytes, and yet every function that looks at it overflows.
    Raises WireError.
    """
    if math.prod(size or 1 for size in shape) * itemsize > MAX_FRAME:
        raise WireError(
            tr(
                "an array of shape {shape} is larger than {mib} MiB",
                shape=shape,
                mib=MAX_MIB,
            )
        )
