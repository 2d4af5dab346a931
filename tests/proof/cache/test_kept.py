"""Values that the store keeps hold only while their check is what it was."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from grader.model import Outcome
from grader.proof.cache.kept import CheckEnd, CheckLuck, Earned, Fate, current_values

ONE, TWO = (CheckEnd(key, Outcome.FAILED, 2.5) for key in ("k1", "k2"))
VALUES = {"a::one": ONE, "a::two": TWO}


@pytest.mark.parametrize(
    ("keys", "holds"),
    [
        ({"a::one": "k1", "a::two": "k2"}, ["a::one", "a::two"]),
        ({"a::one": "k1", "a::two": "k3"}, ["a::one"]),
        ({"a::one": "k2", "a::two": "k1"}, []),
        ({"a::one": "k1"}, ["a::one"]),
        ({"a::one": "k1", "a::two": "k2", "a::new": "k4"}, ["a::one", "a::two"]),
        ({}, []),
    ],
    ids=[
        "nothing changed",
        "one changed",
        "keys exchanged",
        "one is gone",
        "one is new",
        "all gone",
    ],
)
def test_a_check_that_changed_has_proved_nothing(keys: dict[str, str], holds: list[str]) -> None:
    assert list(current_values(VALUES, keys)) == holds


@pytest.mark.parametrize(
    "value",
    [
        CheckEnd("k", Outcome.TIMED_OUT, 0.0, "too long"),
        CheckLuck("k"),
        CheckLuck("k", "too close", ("seed 3: no",), 0.25, 1e-5),
        Fate("k", "a::one", 12.0),
        Fate("k", "", 0.0),
        Earned(Decimal("2.50"), ("odd",)),
        Earned(None, ()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_is_written_and_read_as_it_is(value: Any) -> None:
    assert msgspec.json.decode(msgspec.json.encode(value), type=type(value)) == value
