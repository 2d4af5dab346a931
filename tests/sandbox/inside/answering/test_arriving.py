"""A check's values made anew in the student process."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.model.values import Made, Record
from grader.sandbox.inside.answering.arriving import BIT_GENERATORS, Making
from grader.sandbox.inside.answering.objects import NotAVerb, Objects

Point = collections.namedtuple("Point", ["x", "y"])


def making(called: list[Any] | None = None, **names: Any) -> Making:
    def call_back(number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        if called is not None:
            called.append((number, args, kwargs))
        return "answer"

    return Making(Objects(), lambda: names, call_back)


def made(kind: str, parts: Any, **names: Any) -> Any:
    return making(**names)(Made(kind, parts))


@pytest.mark.parametrize("name", BIT_GENERATORS)
def test_a_generator_goes_on_where_the_check_s_stood(name: str) -> None:
    own = np.random.Generator(getattr(np.random, name)(7))
    own.random(5)
    arrived = made("numpy.Generator", (name, own.bit_generator.state))
    assert arrived.random(5).tolist() == own.random(5).tolist()


@pytest.mark.parametrize(
    ("kind", "parts", "value"),
    cases(
        {
            "a slice": ("slice", (1, None, 2), slice(1, None, 2)),
            "three dots": ("ellipsis", (), ...),
            "a type of Python's": ("type", "builtins.float", float),
            "an exception's type": ("type", "builtins.ValueError", ValueError),
            "a type of NumPy's": ("type", "numpy.float32", np.float32),
        }
    ),
)
def test_plain_kinds_arrive_as_they_are(kind: str, parts: Any, value: Any) -> None:
    assert made(kind, parts) == value


@pytest.mark.parametrize(
    ("kind", "parts", "sentence"),
    cases(
        {
            "an unknown kind": ("socket", (), "a check cannot send a 'socket'"),
            "a function for a type": (
                "type",
                "builtins.eval",
                "the type builtins.eval cannot be sent",
            ),
            "a type of another module": ("type", "os.PathLike", "the type os.PathLike cannot be"),
            "a type that is not there": ("type", "numpy.float31", "cannot be sent"),
            "another generator": (
                "numpy.Generator",
                ("RandomState", {}),
                "NumPy's RandomState cannot be sent",
            ),
        }
    ),
)
def test_what_is_not_on_the_list_is_refused(kind: str, parts: Any, sentence: str) -> None:
    with pytest.raises(NotAVerb) as caught:
        made(kind, parts)
    assert sentence in str(caught.value)


def test_a_function_of_the_check_s_calls_back_by_its_number() -> None:
    called: list[Any] = []
    function = making(called)(Made("callback", 4))
    assert function(1, b=2) == "answer" and called == [(4, (1,), {"b": 2})]


def test_a_function_of_the_task_s_is_its_own() -> None:
    def f() -> int:
        return 1

    assert made("function", (0, "f"), f=f) is f


def test_a_method_is_of_the_object_behind_the_handle() -> None:
    objects = Objects()
    handle = objects.put([3, 1])
    make = Making(objects, dict, lambda *call: None)
    make(Made("function", (handle.number, "append")))(2)
    assert make(Made("function", (handle.number, ""))) == [3, 1, 2]
    with pytest.raises(NotAVerb, match="there is no handle 99"):
        make(Made("function", (99, "")))


RECORD = Record("Point", ("x", "y"), (1, 2))


def test_a_named_tuple_is_the_task_s_own_where_it_has_the_class() -> None:
    own = making(Point=Point)(RECORD)
    assert own == (1, 2) and type(own) is Point


@pytest.mark.parametrize(
    "names",
    cases(
        {
            "nothing": {},
            "a class with other fields": {"Point": collections.namedtuple("Point", ["y", "x"])},
            "something else": {"Point": lambda x, y: (x, y)},
            "an object that says it has them": {"Point": Point(("x", "y"), 1)},
        }
    ),
)
def test_else_it_is_a_named_tuple_all_the_same(names: dict[str, Any]) -> None:
    other = making(**names)(RECORD)
    assert (other.x, other.y, type(other).__name__) == (1, 2, "Point")
