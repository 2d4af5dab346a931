"""Every value that the wire knows, for hypothesis; and when two such values are the same."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy

from grader.model import Handle, Opaque, Tensor
from grader.wire.ceilings import ARRAY_TYPES

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
arrays = st.sampled_from(sorted(ARRAY_TYPES)).flatmap(
    lambda dtype: of_numpy.arrays(
        dtype, of_numpy.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3)
    )
)
tensors = st.tuples(arrays, st.sampled_from(["", "float32", "bfloat16"])).map(
    lambda parts: Tensor(*parts)
)
keys = (
    st.none()
    | st.booleans()
    | st.integers()
    | words
    | st.binary(max_size=6)
    | st.tuples(st.integers(), words)
)
leaves = (
    keys
    | st.integers(-(1 << 400), 1 << 400)
    | st.floats()
    | st.complex_numbers()
    | arrays
    | tensors
    | st.builds(Handle, st.integers(-(1 << 63), (1 << 63) - 1), words)
    | st.builds(Opaque, words, words)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


@st.composite
def mutated(draw: st.DrawFn, payloads: st.SearchStrategy[bytes]) -> bytes:
    """A valid payload with a few bytes changed, cut out, or put in twice.

    It gets past the first tag.
    """
    payload = bytearray(draw(payloads))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(payload) - 1)))
        length = draw(st.integers(0, 9))
        piece = draw(
            st.binary(max_size=4)
            | st.sampled_from([b"\xff" * 4, b"\x7f" + b"\xff" * 7, b"l\0\0\0\x01"])
        )
        payload[at : at + length] = piece or payload[at : at + length] * 2
    return bytes(payload)


def same(one: Any, other: Any) -> bool:
    """Equal in type, structure and every bit that counts:

    NaN is NaN, -0.0 is not 0.0, True is not 1.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, Tensor):
        return one.dtype == other.dtype and same(one.array, other.array)
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return bool(one == other)
