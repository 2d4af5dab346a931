"""The bytes of every kind of value, as the package's docstring specifies them.

Another implementation is written from these: a change here is a change of the protocol.
"""

from __future__ import annotations

import math
from collections import namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases
from support.values import same

from grader.errors import WireError
from grader.model import DataTable, Handle, Made, Opaque, Record, Tensor
from grader.wire.decoding import decode
from grader.wire.encoding import encode

ONE, TWO = b"i" + bytes(7) + b"\1", b"i" + bytes(7) + b"\2"
POINT = namedtuple("POINT", "x y")


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def text(words: str) -> bytes:
    return u32(len(words.encode())) + words.encode()


def named(*words: str) -> bytes:
    return b"l" + u32(len(words)) + b"".join(b"s" + text(word) for word in words)


@pytest.mark.parametrize(
    ("value", "written"),
    cases(
        {
            "None": (None, b"N"),
            "True": (True, b"T"),
            "False": (False, b"F"),
            "1": (1, ONE),
            "-1": (-1, b"i" + b"\xff" * 8),
            "the largest short int": ((1 << 63) - 1, b"i\x7f" + b"\xff" * 7),
            "the smallest short int": (-(1 << 63), b"i\x80" + bytes(7)),
            "the next larger": (1 << 63, b"I" + text("8000000000000000")),
            "the next smaller": (-(1 << 63) - 1, b"I" + text("-8000000000000001")),
            "1.0": (1.0, b"f\x3f\xf0" + bytes(6)),
            "-0.0": (-0.0, b"f\x80" + bytes(7)),
            "infinity": (math.inf, b"f\x7f\xf0" + bytes(6)),
            "2j": (2j, b"c" + bytes(8) + b"\x40" + bytes(7)),
            "no characters": ("", b"s" + u32(0)),
            "wide characters": ("学é", b"s" + u32(5) + "学é".encode()),
            "bytes": (b"\0\xff", b"b" + u32(2) + b"\0\xff"),
            "an empty tuple": ((), b"t" + u32(0)),
            "a list": ([None, True], b"l" + u32(2) + b"NT"),
            "a dict in its own order": (
                {2: None, 1: True},
                b"d" + u32(2) + TWO + b"N" + ONE + b"T",
            ),
            "an array": (
                np.array([[1], [2]], "<i2"),
                b"a" + text("<i2") + b"\2" + bytes(7) + b"\2" + bytes(7) + b"\1" + b"\1\0\2\0",
            ),
            "a number of NumPy": (np.float32(1.0), b"a" + text("<f4") + b"\0" + b"\0\0\x80\x3f"),
            "strings": (
                np.array(["a"]),
                b"a" + text("<U1") + b"\1" + bytes(7) + b"\1" + b"a\0\0\0",
            ),
            "a tensor": (
                Tensor(np.array(True), "bool"),
                b"x" + text("bool") + b"a" + text("|b1") + b"\0\1",
            ),
            "a handle": (Handle(2, "Net"), b"h" + bytes(7) + b"\2" + text("Net")),
            "a handle with fields": (
                Handle(2, "Net", ("w",)),
                b"H" + bytes(7) + b"\2" + text("Net") + named("w") + b"F",
            ),
            "a handle that decides": (
                Handle(2, "Net", (), True),
                b"H" + bytes(7) + b"\2" + text("Net") + named() + b"T",
            ),
            "a named tuple": (
                POINT(1, 2),
                b"n" + text("POINT") + named("x", "y") + b"l" + u32(2) + ONE + TWO,
            ),
            "a set in the order of its bytes": ({2, 1}, b"S" + u32(2) + ONE + TWO),
            "a frozen set": (frozenset([None]), b"Z" + u32(1) + b"N"),
            "objects": (
                np.array([None, True], dtype=object),
                b"O" + b"l" + u32(1) + TWO + b"l" + u32(2) + b"NT",
            ),
            "what is made anew": (Made("slice", None), b"m" + text("slice") + b"N"),
            "what cannot be sent": (
                Opaque("generator", "counts"),
                b"o" + text("generator") + text("counts"),
            ),
            "a table": (
                DataTable("Series", ("x",), (np.array([True]),), np.array([False])),
                b"p"
                + text("Series")
                + named("x")
                + b"l"
                + u32(1)
                + b"a"
                + text("|b1")
                + b"\1"
                + bytes(7)
                + b"\1\1"
                + b"a"
                + text("|b1")
                + b"\1"
                + bytes(7)
                + b"\1\0",
            ),
        }
    ),
)
def test_a_value_is_written_as_specified(value: Any, written: bytes) -> None:
    assert encode(value) == written


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(12.0).reshape(2, 6)[:, ::2] / 2,
        np.arange(6, dtype=">f8").reshape(2, 3),
    ],
    ids=["C order", "Fortran order", "every other column", "big-endian"],
)
def test_how_an_array_lies_in_memory_does_not_count(array: Any) -> None:
    assert encode(array) == encode(np.arange(6.0).reshape(2, 3))


@settings(max_examples=50)
@given(st.sets(st.one_of(st.integers(), st.text(max_size=3), st.none(), st.binary(max_size=3))))
def test_equal_sets_have_equal_bytes_however_they_were_filled(items: set[Any]) -> None:
    backwards: set[Any] = set()
    for item in sorted(items, key=repr, reverse=True):
        backwards.add(item)
    assert encode(backwards) == encode(items)
    assert same(decode(encode(items)), items)


def test_dicts_in_another_order_are_other_values() -> None:
    """A transcript's key is a digest of these bytes, and a student sees the order."""
    assert encode({1: 1, 2: 2}) != encode({2: 2, 1: 1})


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 1.0), (1, True), (0.0, -0.0), ((1,), [1]), ("a", b"a"), ({1}, frozenset({1}))],
    ids=lambda value: repr(value),
)
def test_what_python_calls_equal_and_a_student_can_tell_apart_has_other_bytes(
    one: Any, other: Any
) -> None:
    assert encode(one) != encode(other)


@pytest.mark.parametrize(
    "fields", [("x",), ("x", 2), "xy", None], ids=["few", "int", "str", "none"]
)
def test_a_tuple_whose_fields_are_no_names_is_a_plain_tuple(fields: Any) -> None:
    odd: Any = type("Odd", (tuple,), {"_fields": fields})
    assert same(decode(encode(odd((1, 2)))), (1, 2))


def test_a_record_goes_out_as_it_came_in() -> None:
    record = decode(encode(Record("P", ("count",), (7,))))
    assert encode(record) == encode(Record("P", ("count",), (7,)))
    assert record.count == 7


class Loud(str):
    def __str__(self) -> str:
        raise AssertionError("student code ran")

    __repr__ = __str__


def test_a_subclass_is_sent_without_asking_it_anything() -> None:
    assert decode(encode(Loud("quiet"))) == "quiet"


def test_convert_is_asked_at_any_depth_and_only_about_what_is_no_value() -> None:
    asked: list[object] = []

    def convert(value: object) -> object:
        asked.append(value)
        return Opaque(type(value).__name__, "")

    thing = range(3)
    assert decode(encode(({"a": [thing]}, 1), convert)) == ({"a": [Opaque("range", "")]}, 1)
    assert asked == [thing]


def test_what_convert_gives_is_not_asked_about_again() -> None:
    with pytest.raises(WireError, match="a range cannot be sent"):
        encode(range(3), lambda value: range(2))


@pytest.mark.parametrize(
    ("before", "after"),
    [("\ud800", "\ufffd"), ("a\udfffb", "a\ufffdb"), ("\ud83d\ude00", "😀"), ("\0", "\0")],
    ids=["alone", "in a word", "a pair", "zero"],
)
def test_text_that_is_no_unicode_is_made_so(before: str, after: str) -> None:
    assert decode(encode(before)) == after


def test_an_array_with_masked_values_is_not_sent_without_its_mask() -> None:
    hidden = np.ma.array([1.0, 2.0], mask=[False, True])
    sent = decode(encode(hidden))
    assert isinstance(sent, Opaque) and sent.kind == "MaskedArray"
    assert decode(encode(np.ma.array([1.0, 2.0]))).tolist() == [1.0, 2.0]
