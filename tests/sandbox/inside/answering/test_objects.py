"""Objects that stay inside a student process, and the handles that stand for them outside."""

from __future__ import annotations

import dataclasses
import enum
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases

from grader.model.values import Handle
from grader.sandbox.inside.answering.objects import NotAVerb, Objects


@dataclasses.dataclass
class Config:
    size: int = 3
    name: str = "a"


class Plain:
    """An object of which nothing is known."""


class Color(enum.Enum):
    RED = 1


class Falsy:
    def __bool__(self) -> bool:
        return False


class Sized:
    def __len__(self) -> int:
        return 0


def test_an_object_is_behind_its_handle() -> None:
    objects, value = Objects(), Plain()
    handle = objects.put(value)
    assert isinstance(handle, Handle) and handle.kind == "Plain"
    assert objects.from_handle(handle) is objects.get(handle.number) is value


def test_handles_are_counted_and_a_check_may_choose_a_number() -> None:
    objects = Objects()
    assert objects.put(Plain()).number == 1
    assert objects.put("chosen", 7).number == 7
    after = objects.put(Plain()).number
    assert after not in (1, 7) and objects.get(7) == "chosen"


def test_a_handle_ends_with_its_check() -> None:
    objects = Objects()
    handle = objects.put(Plain())
    objects.clear()
    with pytest.raises(NotAVerb, match=f"there is no handle {handle.number}"):
        objects.from_handle(handle)
    assert objects.put(Plain()).number == handle.number


@pytest.mark.parametrize(
    ("value", "fields"),
    cases(
        {
            "a dataclass's object": (Config(), ("size", "name")),
            "the class itself": (Config, ()),
            "any other": (Plain(), ()),
            "None": (None, ()),
        }
    ),
)
def test_fields_are_told_of_dataclasses_only(value: Any, fields: tuple[str, ...]) -> None:
    assert Objects().put(value).fields == fields


@pytest.mark.parametrize(
    ("one", "other"),
    cases(
        {
            "days": (date(2020, 1, 2), date(2020, 1, 3)),
            "moments": (datetime(2020, 1, 2, 3), datetime(2020, 1, 2, 4)),
            "durations": (timedelta(hours=1), timedelta(hours=2)),
            "fractions": (Fraction(1, 3), Fraction(1, 4)),
            "paths": (Path("a/b"), Path("a/c")),
            "slices": (slice(1, 2), slice(1, 3)),
        }
    ),
)
def test_fields_tell_values_of_the_standard_library_apart(one: Any, other: Any) -> None:
    fields = Objects().put(one).fields
    assert fields and fields == Objects().put(other).fields
    assert [getattr(one, name) for name in fields] != [getattr(other, name) for name in fields]


def test_a_member_of_an_enumeration_is_told_by_its_name() -> None:
    assert Objects().put(Color.RED).fields == ("name",)
    assert Objects().put(Color).fields == ()


@pytest.mark.parametrize(
    ("value", "decides"),
    [(Plain(), False), (Falsy(), True), (Sized(), True), (Config(), False), ([], True)],
    ids=["plain", "with __bool__", "with __len__", "a dataclass", "a list"],
)
def test_an_object_whose_class_says_what_it_is_worth_is_told(value: Any, decides: bool) -> None:
    assert Objects().put(value).decides is decides


def test_the_name_of_a_type_is_never_long() -> None:
    long = type("x" * 5000, (), {})
    assert Objects().put(long()).kind == "x" * 100


def test_what_cannot_leave_as_data_leaves_as_a_handle() -> None:
    objects, value = Objects(), Plain()
    handle = objects.to_wire(value)
    assert isinstance(handle, Handle) and objects.from_handle(handle) is value
