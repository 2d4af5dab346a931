"""Constants, names, attributes and items that are mistaken."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.mutated import made, made_of

from grader.mutants import literals


@pytest.mark.parametrize(
    ("expression", "kind", "becomes"),
    cases(
        {
            "an index": ("x[2]", "off by one", {"x[3]", "x[1]"}),
            "zero": ("x[0]", "off by one", {"x[1]", "x[(-1)]"}),
            "an index from the end": ("x[-1]", "off by one", {"x[-2]", "x[-0]"}),
            "a float": ("0.5", "constant changed", {"1.5"}),
            "a large float": ("1e-3", "constant changed", {"1.001"}),
            "true": ("True", "constant changed", {"False"}),
            "false": ("False", "constant changed", {"True"}),
            "a text": ("'ab'", "text changed", {"'abx'", "''"}),
            "an empty text": ("''", "text changed", {"'S'"}),
            "a text with a quote": ('"it\'s"', "text changed", {'"it\'sx"', "''"}),
        }
    ),
)
def test_a_constant_is_another_one(expression: str, kind: str, becomes: set[str]) -> None:
    assert made_of(literals.change_constants, expression) == {(kind, each) for each in becomes}


@pytest.mark.parametrize("expression", ["None", "...", "b'x'", "2j"])
def test_a_constant_of_another_type_is_left_alone(expression: str) -> None:
    assert made_of(literals.change_constants, expression) == set()


def test_a_size_that_asks_for_what_is_left_asks_for_nothing_else() -> None:
    """reshape(-2) is reshape(-1): a mutant that no check can kill."""
    assert made_of(literals.change_constants, "x.reshape(-1)") == {("off by one", "x.reshape(-0)")}
    assert made_of(literals.change_constants, "x.sum(-1)") == {
        ("off by one", "x.sum(-2)"),
        ("off by one", "x.sum(-0)"),
    }


@pytest.mark.parametrize(
    ("signature", "body", "becomes"),
    cases(
        {
            "the one after it": ("a, b", "a", [("another argument", "b")]),
            "the last takes the first": ("a, b", "b", [("another argument", "a")]),
            "its default": ("a, n=3", "n", [("argument ignored", "3"), ("another argument", "a")]),
            "the only one": ("a", "a", []),
            "the only one with a default": ("a=1", "a", [("argument ignored", "1")]),
            "self is none": ("self, a", "a", []),
            "a keyword is none": ("a, *, n=3", "n", []),
            "another name": ("a, b", "c", []),
        }
    ),
)
def test_an_argument_is_ignored_or_taken_for_another(
    signature: str, body: str, becomes: list[tuple[str, str]]
) -> None:
    before = f"def f({signature}):\n    return "
    assert made(literals.change_names, before + body) == [
        (kind, before + text) for kind, text in becomes
    ]


def test_where_an_argument_is_bound_it_keeps_its_name() -> None:
    assert made(literals.change_names, "def f(a, b):\n    a = 1\n    return 2") == []


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "a transpose": ("x.T", {("transpose removed", "x")}),
            "a sum": ("x.sum()", {("mean for sum", "x.mean()")}),
            "an optimizer": (
                "o.Adam(x)",
                {
                    ("SGD for Adam", "o.SGD(x)"),
                    ("AdamW for Adam", "o.AdamW(x)"),
                    ("Adamax for Adam", "o.Adamax(x)"),
                },
            ),
            "a chain": (
                "x.T.argmax(0)",
                {("argmin for argmax", "x.T.argmin(0)"), ("transpose removed", "x.argmax(0)")},
            ),
            "a name alone": ("sum(x)", set()),
            "another": ("x.shape", set()),
        }
    ),
)
def test_a_name_after_a_dot_is_taken_for_another(
    expression: str, becomes: set[tuple[str, str]]
) -> None:
    assert made_of(literals.change_attributes, expression) == becomes


@pytest.mark.parametrize("name", sorted(literals.TAKEN_FOR))
def test_nothing_is_taken_for_itself(name: str) -> None:
    assert name not in literals.TAKEN_FOR[name]


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "an index": ("x[0]", {("index dropped", "x")}),
            "a pair": ("x, y", {("items swapped", "y, x"), ("item dropped", "y")}),
            "a list": ("[x, y]", {("items swapped", "[y, x]"), ("item dropped", "[y]")}),
            "three": (
                "(1, 2, 3)",
                {
                    ("items swapped", "(2, 1, 3)"),
                    ("items swapped", "(1, 3, 2)"),
                    ("item dropped", "(2, 3)"),
                },
            ),
            "one": ("[x]", set()),
            "none": ("()", set()),
            "a dict": ("{'a': x, 'b': y}", {("values swapped", "{'a': y, 'b': x}")}),
            "a set": ("{x, y}", set()),
        }
    ),
)
def test_items_are_swapped_and_dropped(expression: str, becomes: set[tuple[str, str]]) -> None:
    assert made_of(literals.change_items, expression) == becomes


def test_what_is_bound_is_not_swapped() -> None:
    assert made(literals.change_items, "def f(x):\n    a, b = x\n    x[0] = a") == []
