"""A text that is the right one but for its ends, its direction or its case."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.evidence import evidence, member, recognised

from grader.diagnosis.families.texts import FAMILIES

RECOGNISED = cases(
    {
        "the first letter": ("huuwk", "yhuuwk", "text/first"),
        "the last letter": (["hol", "gat"], ["hola", "gato"], "text/last"),
        "what was collected before too": ("hehohello", "hello", None),
        "what was collected in other rounds too": ("ohlolhello", "hello", "text/collected"),
        "letters in reverse": ("olleh", "hello", "text/reversed"),
        "small letters": ("hello", "HELLO", "text/case"),
    }
)


@pytest.mark.parametrize(("got", "want", "name"), RECOGNISED)
def test_a_text_is_another(got: Any, want: Any, name: str) -> None:
    assert member(evidence(got, want)) == name


def test_all_texts_that_differ_have_to_differ_alike() -> None:
    assert recognised(FAMILIES, ["hol", "gato"], ["hola", "gato"]) == ["text/last"]
    assert recognised(FAMILIES, ["hol", "ato"], ["hola", "gato"]) == []


def test_spaces_that_are_missing() -> None:
    assert recognised(FAMILIES, "theredhouse", "the red house") == ["text/spaces"]


@pytest.mark.parametrize(("got", "want"), [("n", "no"), ("aaa", "aaaa"), ("", "word"), (3, "word")])
def test_little_text_and_what_is_no_text_say_nothing(got: Any, want: Any) -> None:
    assert recognised(FAMILIES, got, want) == []


def test_a_text_that_reads_the_same_from_behind_is_not_reversed() -> None:
    assert recognised(FAMILIES, "level", "level") == []
