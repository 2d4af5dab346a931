"""What is compared: values, dataclasses and dates by their fields, others by their handles."""

from __future__ import annotations

from typing import Any

import pytest
from support.scripted import Script

from grader.checking.handles.plain_values import MOST_FIELDS, MOST_NESTED, as_plain
from grader.checking.handles.proxies import Side
from grader.model import Fields, Handle, Opaque
from grader.wire.verbs import Verb


def made(*answers: object, handle: Handle | None = None) -> tuple[Any, Script]:
    """An object over there, and the script that answers what is asked of it."""
    script = Script(handle or Handle(5, "Net"), *answers)
    return Side(script).make(), script


@pytest.mark.parametrize(
    ("handle", "value"),
    [
        (Handle(5, "Net"), Handle(5, "Net")),
        (Handle(5, "function"), Opaque("function", "")),
        (Handle(5, "type"), Opaque("function", "")),
    ],
    ids=["an object", "a function", "a class"],
)
def test_an_object(handle: Handle, value: Any) -> None:
    assert as_plain([made(handle=handle)[0]]) == [value]


def test_a_dataclass_within_a_dataclass() -> None:
    thing, _ = made(Handle(6, "In", ("b",)), 7, handle=Handle(5, "Out", ("a",)))
    outer = as_plain(thing)
    assert isinstance(outer, Fields) and outer.kind == "Out"
    assert outer.values["a"].values == {"b": 7}


def test_a_dataclass_that_holds_itself_ends() -> None:
    thing, script = made(handle=Handle(5, "Node", ("next",)))
    script.answers = [Handle(5, "Node", ("next",))] * 50
    value, depth = as_plain(thing), 0
    while isinstance(value, Fields):
        value, depth = value.values["next"], depth + 1
    assert depth == MOST_NESTED and isinstance(value, Handle)


def test_of_very_many_fields_the_first_are_compared() -> None:
    names = tuple(f"f{at}" for at in range(MOST_FIELDS + 20))
    thing, _ = made(handle=Handle(5, "Wide", names))
    assert len(as_plain(thing).values) == MOST_FIELDS


def test_what_is_named_and_not_called_is_asked_for() -> None:
    thing, script = made(0.5)
    assert as_plain(thing.rate) == 0.5
    asked = script.asked[-1]
    assert (asked.verb, asked.name, asked.args) == (Verb.ATTRIBUTE, "rate", ())


@pytest.mark.parametrize("kind", ["deque", "range", "dict_keys"])
def test_what_is_gone_through_without_loss_is_a_list(kind: str) -> None:
    thing, script = made(handle=Handle(5, kind))
    script.answers = [Handle(6, "iterator"), (1, True), (Handle(7, "Net"), True), (0, False)]
    assert as_plain(thing) == [1, Handle(7, "Net")]


def test_equal_decimals_are_alike() -> None:
    thing, _ = made(Handle(6, "Decimal"), "0.3", handle=Handle(5, "Decimal"))
    value = as_plain(thing)
    assert isinstance(value, Fields) and value.values == {"value": "0.3"}
