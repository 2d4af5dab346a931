"""What is encoded comes back the same."""

from __future__ import annotations

import enum
from collections import OrderedDict, namedtuple
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from support.values import same, values

from grader.errors import WireError
from grader.model import Handle, Opaque, Record, Tensor
from grader.wire.ceilings import (
    MAX_AXES,
    MAX_DEPTH,
    MAX_INT_DIGITS,
    MAX_STRING,
    MAX_VALUES,
)
from grader.wire.decoding import decode
from grader.wire.encoding import encode
from grader.wire.frames import MAX_FRAME

Pair = namedtuple("Pair", "x y")


class Colour(enum.IntEnum):
    RED = 7


@given(values)
def test_every_value_comes_back_the_same(value: Any) -> None:
    assert same(decode(encode(value)), value)


@given(values)
def test_equal_values_have_equal_bytes(value: Any) -> None:
    assert encode(decode(encode(value))) == encode(value)


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (Pair(1, 2), Record("Pair", ("x", "y"), (1, 2))),
        (np.str_("ab"), "ab"),
        ({3, 1, 2}, {1, 2, 3}),
        (frozenset(("b", "a")), frozenset(("a", "b"))),
        (np.array(["a", "bcd"]), np.array(["a", "bcd"])),
        (Colour.RED, 7),
        (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (bytearray(b"ab"), b"ab"),
        (np.float64(1.5), np.array(1.5)),
        (np.bool_(True), np.array(True)),
        (np.array([1, 2], ">i4"), np.array([1, 2], "<i4")),
        (np.arange(6.0).reshape(2, 3).T, np.array([[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]])),
        (np.ones((2, 2)).view(np.matrix), np.ones((2, 2))),
        ("one \ud800 surrogate", "one \ufffd surrogate"),
        ("a pair \ud83d\ude00", "a pair 😀"),
    ],
)
def test_what_is_nearly_a_value_arrives_as_that_value(value: Any, arrives: Any) -> None:
    assert same(decode(encode(value)), arrives)


@pytest.mark.parametrize("dtype", ["M8[s]", "V4", "f8,i4"])
def test_an_array_of_another_dtype_arrives_as_its_description(dtype: str) -> None:
    arrived = decode(encode(np.zeros(2, dtype)))
    assert isinstance(arrived, Opaque)
    assert "dtype" in arrived.description


def test_an_array_of_objects_arrives_as_one() -> None:
    sent = np.array([["a", None], [3, (1.5,)]], dtype=object)
    arrived = decode(encode(sent))
    assert arrived.dtype == object and arrived.tolist() == sent.tolist()


def test_the_fields_of_a_named_tuple_are_read_by_name() -> None:
    arrived = decode(encode(Pair(1, "b")))
    assert (arrived.x, arrived.y, arrived.kind, arrived.names) == (1, "b", "Pair", ("x", "y"))
    with pytest.raises(AttributeError, match="a Pair has no field z"):
        _ = arrived.z


@pytest.mark.parametrize(
    "raw",
    [
        b"n\0\0\0\1Pl\0\0\0\1s\0\0\0\1xl\0\0\0\0",  # a name too many
        b"n\0\0\0\1Pt\0\0\0\0l\0\0\0\0",  # names that are no list
        b"S\0\0\0\1l\0\0\0\0",  # a list in a set
        b"Ol\0\0\0\1i" + b"\0" * 7 + b"\2" + b"l\0\0\0\0",  # two objects that are not there
        b"a\0\0\0\3<U1\1" + b"\0" * 7 + b"\1" + b"\xff\xff\xff\xff",  # no character
        b"a\0\0\0\3<U1\1" + b"\0" * 7 + b"\1" + b"\0\xd8\0\0",  # half a character
        b"m\0\0\0\1x",  # parts that are not there
    ],
)
def test_a_lie_about_the_newer_kinds_is_refused(raw: bytes) -> None:
    with pytest.raises(WireError):
        decode(raw)


def test_an_array_of_more_axes_than_are_sent_arrives_as_its_description() -> None:
    arrived = decode(encode(np.zeros((1,) * (MAX_AXES + 1))))
    assert isinstance(arrived, Opaque)
    assert arrived.description == f"an array of dtype float64 with {MAX_AXES + 1} axes"


def test_what_is_no_value_is_asked_of_convert() -> None:
    assert decode(encode([object(), {"key": object()}], lambda value: Handle(3, "object"))) == [
        Handle(3, "object"),
        {"key": Handle(3, "object")},
    ]


@pytest.mark.parametrize(
    "convert", [(), (lambda value: value,)], ids=["no convert", "a convert that gives no value"]
)
def test_what_is_no_value_is_refused(convert: tuple[Callable[..., Any], ...]) -> None:
    with pytest.raises(WireError, match="a object cannot be sent"):
        encode([object()], *convert)


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def test_the_ceilings_themselves_can_be_sent() -> None:
    for value in (
        nested(MAX_DEPTH),
        [0] * (MAX_VALUES - 1),
        "x" * MAX_STRING,
        16**MAX_INT_DIGITS - 1,
    ):
        assert decode(encode(value)) == value


def cyclic() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (nested(MAX_DEPTH + 1), "nested more than 16 deep"),
        (cyclic(), "nested more than 16 deep"),
        ([0] * MAX_VALUES, "more than 10,000 values"),
        ("x" * (MAX_STRING + 1), "longer than 1 MiB"),
        (b"x" * (MAX_STRING + 1), "longer than 1 MiB"),
        (16**MAX_INT_DIGITS, "hexadecimal digits"),
        (np.zeros(MAX_FRAME + 1, np.uint8), "larger than 64 MiB"),
        ([np.zeros(MAX_FRAME // 2 + 1, np.uint8)] * 2, "larger than 64 MiB"),
    ],
    ids=["nesting", "a cycle", "count", "string", "bytes", "int", "array", "arrays together"],
)
def test_above_a_ceiling_nothing_is_sent(value: Any, sentence: str) -> None:
    with pytest.raises(WireError, match=sentence):
        encode(value)


def test_arrays_arrive_read_only_unless_they_are_to_be_changed() -> None:
    payload = encode((np.zeros(2), Tensor(np.zeros(2))))
    array, tensor = decode(payload)
    assert not array.flags.writeable and not tensor.array.flags.writeable
    array, tensor = decode(payload, writable=True)
    array[0] = tensor.array[0] = 1.0
    assert decode(payload)[0].tolist() == [0.0, 0.0]


def test_tensors_and_handles_are_replaced_where_asked() -> None:
    payload = encode([Tensor(np.arange(2)), Handle(5, "Model")])
    assert decode(payload, tensor=lambda t: t.array.tolist(), handle=lambda h: h.number) == [
        [0, 1],
        5,
    ]


@pytest.mark.parametrize("shape", [(2**59, 0), (0, 2**40), (2**30, 2**29, 0), (MAX_FRAME, 0)])
def test_an_array_that_is_large_but_for_an_axis_of_0_is_not_sent(shape: Any) -> None:
    with pytest.raises(WireError, match="larger than 64 MiB"):
        encode(np.empty(shape, "f8"))


@pytest.mark.parametrize("shape", [(0,), (0, 0), (3, 0), (0, 7, 5)])
def test_an_empty_array_comes_back_in_its_shape(shape: tuple[int, ...]) -> None:
    assert decode(encode(np.empty(shape))).shape == shape
