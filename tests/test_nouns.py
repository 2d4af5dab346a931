"""The decorators of classes that hold values."""

from __future__ import annotations

import pytest
from msgspec import field

from grader.nouns import frozen, noun, replace


@noun
class Named:
    name: str
    parts: list[str] = field(default_factory=list)


@frozen
class Placed:
    name: str


def test_a_noun_takes_its_fields_by_name_only() -> None:
    assert replace(Named(name="a"), name="b") == Named(name="b", parts=[])
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]


def test_a_frozen_class_takes_them_by_place_too() -> None:
    assert Placed("a") == Placed(name="a")


@pytest.mark.parametrize("value", [Named(name="a"), Placed("a")])
def test_both_are_frozen_and_have_slots(value: Named | Placed) -> None:
    with pytest.raises(AttributeError):
        value.name = "b"  # type: ignore[misc]
    assert not hasattr(value, "__dict__")
