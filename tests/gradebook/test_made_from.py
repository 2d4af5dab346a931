"""What a result was made from, as one text: equal where nothing changed, else it says what."""

from __future__ import annotations

import pytest

from grader.gradebook.made_from import (
    Ingredient,
    changed_ingredients,
    join_digests,
    read_keys,
    write_keys,
)

BEFORE = {Ingredient.SEEDS: "5", Ingredient.WORK: "a", Ingredient.CHECKS: "c"}


def test_the_order_of_the_digests_is_always_the_same() -> None:
    assert (
        join_digests(BEFORE)
        == join_digests(dict(reversed(BEFORE.items())))
        == "work=a checks=c seeds=5"
    )


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (BEFORE, set()),
        ({**BEFORE, Ingredient.WORK: "b"}, {Ingredient.WORK}),
        ({**BEFORE, Ingredient.REFERENCE: "r"}, {Ingredient.REFERENCE}),
        ({Ingredient.WORK: "a"}, {Ingredient.CHECKS, Ingredient.SEEDS}),
    ],
    ids=["nothing", "the work", "one that came", "those that went"],
)
def test_what_changed_is_named(now: dict[Ingredient, str], changed: set[Ingredient]) -> None:
    assert changed_ingredients(join_digests(BEFORE), join_digests(now)) == changed


@pytest.mark.parametrize("old", ["", "sha256:0123", "some words"])
def test_a_text_of_another_time_says_nothing(old: str) -> None:
    assert changed_ingredients(old, join_digests(BEFORE)) == frozenset()


def test_keys_come_back_as_they_were_written() -> None:
    keys = {"b": "2", "a": "1"}
    assert read_keys(write_keys(keys)) == keys
    assert write_keys(keys) == write_keys(dict(reversed(keys.items())))


@pytest.mark.parametrize("text", ["", "sha256:0123", "[1]", "3"])
def test_keys_of_another_time_are_none(text: str) -> None:
    assert read_keys(text) == {}
