"""Nodes of one kind in a syntax tree, and names."""

from __future__ import annotations

import ast

import pytest

from grader.sources.trees import called_name, is_member_of, names_in, nodes_of, positional_names


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def test_nodes_of_a_kind_come_outer_ones_first() -> None:
    assert [ast.unparse(node) for node in nodes_of(expression("f(g(x) + h)"), ast.Call)] == [
        "f(g(x) + h)",
        "g(x)",
    ]


def test_names_are_all_or_those_that_are_read_or_bound() -> None:
    tree = ast.parse("x = y\ndel z\na.b = c[d]")
    assert names_in(tree) == {"x", "y", "z", "a", "c", "d"}
    assert names_in(tree, ast.Store) == {"x"}
    assert names_in(tree, ast.Load) == {"y", "a", "c", "d"}


@pytest.mark.parametrize(
    ("text", "member"), [("self.a", True), ("self.a.b", False), ("self", False), ("other.a", False)]
)
def test_a_member_is_an_attribute_of_that_very_name(text: str, member: bool) -> None:
    assert is_member_of(expression(text), "self") is member


def test_positional_parameters_are_those_that_can_be_given_by_place() -> None:
    function = expression("lambda a, /, b, *c, d, **e: 0")
    assert isinstance(function, ast.Lambda)
    assert positional_names(function.args) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "name"),
    [("f(x)", "f"), ("a.b.f(x)", "f"), ("f()(x)", ""), ("x", ""), ("(lambda: 1)()", "")],
)
def test_the_name_of_what_is_called(text: str, name: str) -> None:
    assert called_name(expression(text)) == name
