"""Reading what may be a lie: sentences, hooks, and memory that is never shared by accident."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.errors import WireError
from grader.model import DataTable, Handle, Made, Opaque, Record, Tensor
from grader.wire.ceilings import MAX_AXES, MAX_DTYPE_NAME, MAX_VALUES
from grader.wire.decoding import decode
from grader.wire.encoding import encode


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def text(words: bytes) -> bytes:
    return u32(len(words)) + words


NUMBER = bytes(7) + b"\1"
NAMES = encode(["x"])
COLUMN = encode([np.zeros(2)])
INDEX = encode(np.arange(2))
EMPTY = encode([])


@pytest.mark.parametrize(
    ("payload", "sentence"),
    cases(
        {
            "a tensor whose dtype is a novel": (
                b"x" + text(b"f" * (MAX_DTYPE_NAME + 1)) + encode(np.zeros(1)),
                "a tensor's dtype with a name that long",
            ),
            "a handle whose fields are numbers": (
                b"H" + NUMBER + text(b"Net") + encode([1]) + b"T",
                "an object whose fields have no names",
            ),
            "a handle that decides something else": (
                b"H" + NUMBER + text(b"Net") + NAMES + b"N",
                "an object whose fields have no names",
            ),
            "names in a tuple": (
                b"n" + text(b"P") + encode(("x",)) + encode([1]),
                "a tuple in place of a list",
            ),
            "a name too few": (
                b"n" + text(b"P") + NAMES + encode([1, 2]),
                "a named tuple whose names are not those of its items",
            ),
            "a name that is a number": (
                b"n" + text(b"P") + encode([1]) + encode([2]),
                "a named tuple whose names are not those of its items",
            ),
            "a table of a third kind": (
                b"p" + text(b"Panel") + NAMES + COLUMN + INDEX,
                "a table without its columns",
            ),
            "a table whose column is a list": (
                b"p" + text(b"Series") + NAMES + encode([[1, 2]]) + INDEX,
                "a table without its columns",
            ),
            "a table without an index": (
                b"p" + text(b"Series") + NAMES + COLUMN + b"N",
                "a table without its columns",
            ),
            "a table with a column too few": (
                b"p" + text(b"DataFrame") + encode(["x", "y"]) + COLUMN + INDEX,
                "a table without its columns",
            ),
            "a table whose column is longer": (
                b"p" + text(b"Series") + NAMES + encode([np.zeros(3)]) + INDEX,
                "a table whose columns are not as long as its index",
            ),
            "a table whose column is a matrix": (
                b"p" + text(b"Series") + NAMES + encode([np.zeros((2, 1))]) + INDEX,
                "a table whose columns are not as long as its index",
            ),
            "objects of a negative number": (
                b"O" + encode([-1]) + EMPTY,
                "an array of objects whose shape is not that of its items",
            ),
            "objects of half a row": (
                b"O" + encode([1.0]) + encode([None]),
                "an array of objects whose shape is not that of its items",
            ),
            "objects of truth many": (
                b"O" + encode([True]) + encode([None]),
                "an array of objects whose shape is not that of its items",
            ),
            "objects on too many axes": (
                b"O" + encode([1] * (MAX_AXES + 1)) + encode([None]),
                "an array of objects whose shape is not that of its items",
            ),
            "objects on an axis beyond a frame": (
                b"O" + encode([0, MAX_VALUES + 1]) + EMPTY,
                "an array of objects whose shape is not that of its items",
            ),
            "a dict in a set": (
                b"S" + u32(1) + encode({}),
                "a set of what cannot be in one: ",
            ),
            "a sign alone": (b"I" + text(b"-"), "an int that is not written in hexadecimal"),
            "two signs": (b"I" + text(b"--1"), "an int that is not written in hexadecimal"),
            "an underscore": (b"I" + text(b"1_0"), "an int that is not written in hexadecimal"),
        }
    ),
)
def test_a_lie_is_refused_with_its_sentence(payload: bytes, sentence: str) -> None:
    with pytest.raises(WireError) as caught:
        decode(payload)
    assert str(caught.value).startswith(sentence)


def test_hooks_replace_what_they_are_given_wherever_it_stands() -> None:
    sent = {
        "tensor": [Tensor(np.zeros(2))],
        "handle": (Handle(1, "Net"), Handle(2, "Net", ("w",))),
        "made": Made("slice", (1, 2)),
        "record": Record("P", ("x",), (1,)),
        "table": DataTable("Series", ("x",), (np.zeros(1),), np.zeros(1)),
    }
    arrived = decode(
        encode(sent),
        tensor=lambda tensor: tensor.shape,
        handle=lambda handle: (handle.number, handle.fields),
        make=lambda made: type(made).__name__,
    )
    assert arrived == {
        "tensor": [(2,)],
        "handle": ((1, ()), (2, ("w",))),
        "made": "Made",
        "record": "Record",
        "table": "DataTable",
    }


def test_what_is_to_be_made_anew_is_only_described_where_nobody_makes_it() -> None:
    assert decode(encode(Made("generator", [1, 2]))) == Opaque("generator", "")


def test_what_a_hook_gives_may_be_a_key() -> None:
    assert decode(encode({Handle(1, "Net"): 2}), handle=lambda handle: handle.number) == {1: 2}


def test_the_same_key_twice_keeps_the_last_value() -> None:
    assert decode(b"d" + u32(2) + b"NT" + b"NF") == {None: False}


@pytest.mark.parametrize("shape", [(), (0,), (2, 0), (1, 2, 1)], ids=str)
def test_an_array_of_objects_keeps_its_shape_and_what_is_in_it(shape: tuple[int, ...]) -> None:
    sent = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        sent[index] = [1, (2.5, "x")]
    arrived = decode(encode(sent))
    assert arrived.dtype == object and arrived.shape == shape
    assert arrived.tolist() == sent.tolist()


def test_read_only_arrays_need_no_copy_and_writable_ones_are_nobody_else_s() -> None:
    payload = encode([np.arange(3.0)])
    first, second = decode(payload)[0], decode(payload, writable=True)[0]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 9.0
    second[0] = 9.0
    assert decode(payload)[0].tolist() == [0.0, 1.0, 2.0]


def test_a_payload_may_be_a_view_of_a_larger_buffer() -> None:
    buffer = b"before" + encode([1, "x"]) + b"after"
    assert decode(memoryview(buffer)[6:-5]) == [1, "x"]


@pytest.mark.parametrize(
    ("raw", "number"),
    [(b"ff", 255), (b"FF", 255), (b"-80", -128), (b"0", 0), (b"0" * 100 + b"1", 1)],
    ids=["small", "capitals", "negative", "zero", "leading zeros"],
)
def test_a_large_int_is_hexadecimal(raw: bytes, number: int) -> None:
    assert decode(b"I" + text(raw)) == number


def test_every_bit_of_a_float_counts() -> None:
    payload = b"f\x7f\xf8\0\0\0\0\x12\x34"
    value: Any = decode(payload)
    assert math.isnan(value) and encode(value) == payload
