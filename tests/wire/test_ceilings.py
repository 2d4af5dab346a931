"""What an array on the wire may be: its dtype, and its shape however empty."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import WireError
from grader.wire.ceilings import ARRAY_TYPES, check_shape, is_array_type
from grader.wire.frames import MAX_FRAME


@pytest.mark.parametrize("dtype", sorted(ARRAY_TYPES))
def test_a_dtype_that_is_sent_is_one_of_numpy_s_in_little_endian(dtype: str) -> None:
    assert is_array_type(dtype)
    assert np.dtype(dtype).str == dtype and np.dtype(dtype).kind in "biufc"


@pytest.mark.parametrize("characters", [0, 1, 80, 9999])
def test_strings_of_so_many_characters_are_sent(characters: int) -> None:
    assert is_array_type(f"<U{characters}")


@pytest.mark.parametrize(
    "dtype",
    [
        "",
        "|O",
        ">f8",
        "=f8",
        "f8",
        "<f16",
        "<M8[s]",
        "|V4",
        "|S3",
        "<U",
        "<U10000",
        ">U3",
        "<U3 ",
        "<U3\n",
        "<U٣",
        "<f8,<f8",
    ],
    ids=repr,
)
def test_no_other_dtype_is_sent(dtype: str) -> None:
    assert not is_array_type(dtype)


@pytest.mark.parametrize(
    "shape",
    [(), (0,), (1,), (MAX_FRAME // 8,), (0, MAX_FRAME // 8), (1024, 0, 8192), (1,) * 16],
    ids=str,
)
def test_a_shape_that_fits_a_frame_is_let_through(shape: tuple[int, ...]) -> None:
    check_shape(shape, 8)


@pytest.mark.parametrize(
    "shape",
    [(MAX_FRAME // 8 + 1,), (0, MAX_FRAME // 8 + 1), (2**62, 0), (2**40, 0, 2**40), (2**32, 2**32)],
    ids=str,
)
def test_a_shape_that_only_an_axis_of_0_makes_small_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(WireError) as caught:
        check_shape(shape, 8)
    assert str(caught.value) == f"an array of shape {shape} is larger than 64 MiB"


@settings(max_examples=50)
@given(st.lists(st.integers(0, 1 << 20), max_size=4), st.sampled_from([1, 2, 4, 8, 16]))
def test_what_is_let_through_can_be_made(shape: list[int], itemsize: int) -> None:
    """NumPy itself overflows, or asks for memory, on what is refused here."""
    try:
        check_shape(tuple(shape), itemsize)
    except WireError:
        assert math.prod(size or 1 for size in shape) * itemsize > MAX_FRAME
    else:
        assert math.prod(shape) * itemsize <= MAX_FRAME
