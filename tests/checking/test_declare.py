"""The decorator of a check: points as they are written, hints by kind, what it needs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from support.cases import cases

from grader.checking.declare import ATTRIBUTE, Declared, check, exact_points, read_hints
from grader.model import HintKind, Hints


def declared(**more: Any) -> Declared:
    def test_something() -> None: ...

    function = check(**{"points": 1, "title": "One", **more})(test_something)
    assert function is test_something
    declaration: Declared = getattr(function, ATTRIBUTE)
    return declaration


@pytest.mark.parametrize(
    ("written", "exact"),
    [(3, "3"), (0, "0"), (0.1, "0.1"), ("0.125", "0.125"), (2.50, "2.5"), ("1e1", "1E+1")],
)
def test_points_are_what_is_written(written: Any, exact: str) -> None:
    """Decimal(0.1) itself would be 0.1000000000000000055511151231257827."""
    assert str(exact_points(written)) == exact


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("three", "points='three' is not a number"),
        ("", "points='' is not a number"),
        (None, "points=None is not a number"),
        (float("nan"), "points=nan is not a number"),
        (float("inf"), "points=inf is not a number"),
        (-1, "points=-1 is below zero"),
        ("-0.5", "points='-0.5' is below zero"),
    ],
    ids=repr,
)
def test_points_that_are_none_are_refused(written: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match="points=") as caught:
        check(points=written, title="One")
    assert str(caught.value) == sentence


def test_a_check_keeps_what_it_was_told() -> None:
    assert declared(points="0.5", title="A series", needs="mean", carries="f") == Declared(
        points=Decimal("0.5"),
        title="A series",
        needs=("mean",),
        hints=Hints(),
        carries=("f",),
    )


@pytest.mark.parametrize("word", [None, "nothing", "outcome", "title", "mistake"])
def test_what_students_see_of_a_hidden_check_may_be_said(word: str | None) -> None:
    assert declared(shows=word).shows == word


@pytest.mark.parametrize("word", ["", "Title", "all"])
def test_an_unknown_word_for_what_students_see_is_told(word: str) -> None:
    with pytest.raises(ValueError, match="is none of nothing, outcome, title, mistake"):
        declared(shows=word)


@pytest.mark.parametrize(
    ("needs", "listed"),
    [("a", ("a",)), (("a", "b"), ("a", "b")), (["a"], ("a",)), ((), ())],
    ids=["one", "two", "a list", "none"],
)
def test_one_need_may_be_a_string(needs: Any, listed: tuple[str, ...]) -> None:
    assert declared(needs=needs).needs == listed and declared(carries=needs).carries == listed


@pytest.mark.parametrize(
    ("hint", "hints", "told"),
    cases(
        {
            "none": (None, None, Hints()),
            "one": ("Look.", None, Hints(general=("Look.",))),
            "in stages": (("Look.", "There."), None, Hints(general=("Look.", "There."))),
            "spaces around": ("  Look.\n", None, Hints(general=("Look.",))),
            "by kind": (
                "Look.",
                {"shape": "Rows.", "raised": ("A", "B")},
                Hints(
                    general=("Look.",),
                    by_kind=((HintKind.SHAPE, ("Rows.",)), (HintKind.RAISED, ("A", "B"))),
                ),
            ),
        }
    ),
)
def test_hints_have_stages_and_kinds(hint: Any, hints: Any, told: Hints) -> None:
    assert read_hints(hint, hints) == told == declared(hint=hint, hints=hints).hints


@pytest.mark.parametrize(
    ("hint", "hints", "sentence"),
    cases(
        {
            "an empty one": (
                "",
                None,
                "hint must be a text, or a tuple of texts, none of them empty",
            ),
            "nothing but spaces": ("  ", None, "hint must be a text"),
            "no stages": ((), None, "hint must be a text"),
            "an empty stage": (("Look.", ""), None, "hint must be a text"),
            "no text": (3, None, "hint must be a text"),
            "of a kind": (None, {"shape": None}, "hints['shape'] must be a text"),
            "a kind that is mistyped": (
                None,
                {"shapes": "Rows."},
                "hints has the unknown kind of failure 'shapes'; did you mean 'shape'?",
            ),
            "a kind like no other": (
                None,
                {"zzz": "Rows."},
                "hints has the unknown kind of failure 'zzz'; the kinds are raised, timeout,",
            ),
        }
    ),
)
def test_hints_that_are_none_are_refused(hint: Any, hints: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match="hint") as caught:
        read_hints(hint, hints)
    assert str(caught.value).startswith(sentence)
