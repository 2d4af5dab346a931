"""Whatever a student process writes: a value within the ceilings, or WireError."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.cases import cases
from support.values import mutated, values

from grader.errors import WireError
from grader.wire.ceilings import MAX_DEPTH, MAX_INT_DIGITS, MAX_STRING, MAX_VALUES
from grader.wire.decoding import decode
from grader.wire.encoding import encode
from grader.wire.messages import unpack

HUGE = 0xFFFFFFFF


def u32(number: int) -> bytes:
    return struct.pack(">I", number)


def text(words: bytes) -> bytes:
    return u32(len(words)) + words


def array(dtype: bytes, *shape: int, raw: bytes = b"", axes: int | None = None) -> bytes:
    sizes = b"".join(struct.pack(">q", size) for size in shape)
    return b"a" + text(dtype) + bytes((len(shape) if axes is None else axes,)) + sizes + raw


@pytest.mark.parametrize(
    ("payload", "sentence"),
    cases(
        {
            "nothing": (b"", "ends too early"),
            "an unknown tag": (b"?", "unknown tag"),
            "bytes after the value": (b"NN", "1 bytes follow"),
            "half an int": (b"i\0\0", "ends too early"),
            "nesting": ((b"l" + u32(1)) * (MAX_DEPTH + 1) + b"N", "nested more than 16 deep"),
            "a lie about a list's length": (b"l" + u32(HUGE), "more than there can be"),
            "a list longer than its bytes": (b"l" + u32(3) + b"NN", "more than there can be"),
            "a lie about a dict's length": (b"d" + u32(HUGE) + b"NN", "more than there can be"),
            "a dict without its last value": (b"d" + u32(1) + b"N", "ends too early"),
            "too many values in one list": (
                b"l" + u32(MAX_VALUES + 1) + b"N" * (MAX_VALUES + 1),
                "more than there can be",
            ),
            "too many values in many": (
                b"l" + u32(2) + (b"l" + u32(5000) + b"N" * 5000) * 2,
                "more than 10,000 values",
            ),
            "a lie about a string's length": (b"s" + u32(HUGE), "longer than 1 MiB"),
            "a string over the ceiling": (
                b"s" + text(b"x" * (MAX_STRING + 1)),
                "longer than 1 MiB",
            ),
            "a string longer than its bytes": (b"s" + u32(9) + b"abc", "ends too early"),
            "a string that is not UTF-8": (b"s" + text(b"\xff\xfe"), "not UTF-8"),
            "a surrogate in a string": (b"s" + text(b"\xed\xa0\x80"), "not UTF-8"),
            "an int that is no number": (b"I" + text(b"xyz"), "hexadecimal"),
            "an int with spaces": (b"I" + text(b" 12 "), "hexadecimal"),
            "an int in another script": (b"I" + text("١٢".encode()), "hexadecimal"),
            "an int over the ceiling": (b"I" + text(b"f" * (MAX_INT_DIGITS + 1)), "hexadecimal"),
            "a list as a key": (b"d" + u32(1) + b"l" + u32(0) + b"N", "a list cannot be a key"),
            "a list in a tuple as a key": (
                b"d" + u32(1) + b"t" + u32(1) + b"l" + u32(0) + b"N",
                "cannot be a key",
            ),
            "an array as a key": (b"d" + u32(1) + array(b"<f8", 0) + b"N", "cannot be a key"),
            "an array of objects": (array(b"|O", 1, raw=b"\0" * 8), "dtype '|O'"),
            "an array of another byte order": (array(b">f8", 1, raw=b"\0" * 8), "dtype '>f8'"),
            "an array of records": (array(b"f8,f8", 1, raw=b"\0" * 16), "dtype"),
            "too many axes": (array(b"<f8", *[1] * 17, raw=b"\0" * 8), "17 axes"),
            "more axes than bytes": (array(b"<f8", axes=16), "ends too early"),
            "a huge empty array": (array(b"<f8", 2**62, 0), "larger than 64 MiB"),
            "huge axes around one of 0": (array(b"|b1", 2**40, 0, 2**40), "larger than 64 MiB"),
            "a negative axis": (array(b"<f8", -1), "shape"),
            "two negative axes": (array(b"<f8", -1, -1, raw=b"\0" * 8), "shape"),
            "a huge array": (array(b"<f8", 1 << 40), "ends too early"),
            "an array whose size wraps around": (array(b"<f8", 1 << 32, 1 << 32), "ends too early"),
            "an array one byte short": (array(b"<f8", 1, raw=b"\0" * 7), "ends too early"),
            "a tensor without an array": (b"x" + text(b"float32") + b"N", "without its array"),
            "a handle without a name": (b"h" + b"\0" * 8, "ends too early"),
        }
    ),
)
def test_a_payload_that_breaks_the_rules_is_refused(payload: Any, sentence: str) -> None:
    with pytest.raises(WireError, match=sentence):
        decode(payload)


@pytest.mark.parametrize("shape", [(1 << 62, 0), (0, 1 << 62), ((1 << 62), 1 << 62, 0), (0,) * 16])
def test_an_array_with_nothing_in_it_is_small_however_large_its_shape(shape: Any) -> None:
    payload = array(b"<f8", *shape)
    with contextlib.suppress(WireError):
        assert decode(payload).nbytes == 0


def test_a_boolean_array_holds_nothing_but_true_and_false() -> None:
    """A byte of 2 would be true, and yet not equal to the byte of 1 in what counts bits."""
    payload = array(b"|b1", 3, raw=b"\x00\x01\x02")
    with contextlib.suppress(WireError):
        assert decode(payload).tobytes() == b"\x00\x01\x01"


@given(st.binary(max_size=200))
@example(b"d\x00\x00\x00\x01h\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00N")
def test_arbitrary_bytes_are_a_value_or_refused(payload: Any) -> None:
    for read in (decode, unpack):
        with contextlib.suppress(WireError):
            read(payload)


@given(mutated(values.map(encode)))
def test_a_mutated_value_is_a_value_or_refused_and_never_grows(payload: Any) -> None:
    tracemalloc.start()
    try:
        with contextlib.suppress(WireError):
            decode(payload)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100_000 + 500 * len(payload)


@given(values)
def test_every_cut_value_is_refused(value: Any) -> None:
    payload = encode(value)
    for end in range(len(payload)):
        with pytest.raises(WireError):
            decode(payload[:end])
