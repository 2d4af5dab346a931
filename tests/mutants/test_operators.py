"""Operators and conditions that are mistaken."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases
from support.mutated import made_of

from grader.mutants import operators

SWAPPED, DROPPED, CHANGED = "operands swapped", "term dropped", "operator changed"


@pytest.mark.parametrize(
    ("sign", "swapped", "mistaken"),
    [
        ("+", False, "-"),
        ("-", True, "+"),
        ("*", False, "/"),
        ("/", True, "*"),
        ("@", True, "*"),
        ("**", True, "*"),
        ("//", True, "/"),
        ("%", True, None),
        ("|", False, None),
    ],
)
def test_operands_are_swapped_where_their_order_matters_and_dropped_anyway(
    sign: str, swapped: bool, mistaken: str | None
) -> None:
    expected = {(DROPPED, "(x)"), (DROPPED, "(y)")}
    expected |= {(SWAPPED, f"(y) {sign} (x)")} if swapped else set()
    expected |= {(CHANGED, f"(x) {mistaken} (y)")} if mistaken else set()
    expected |= {("transposed", f"(x).T {sign} y")} if sign == "@" else set()
    assert made_of(operators.change_operations, f"x {sign} y") == expected


def test_terms_that_are_sums_themselves_stay_in_one_piece() -> None:
    made = made_of(operators.change_operations, "(x + 1) - y * 2")
    assert (SWAPPED, "(y * 2) - (x + 1)") in made
    assert (CHANGED, "(x + 1) + (y * 2)") in made


@pytest.mark.parametrize(
    ("compared", "becomes"),
    [
        ("<", "<="),
        ("<=", "<"),
        (">", ">="),
        (">=", ">"),
        ("==", "!="),
        ("!=", "=="),
        ("is", "is not"),
        ("is not", "is"),
        ("in", "not in"),
        ("not in", "in"),
    ],
)
def test_a_comparison_is_turned_round(compared: str, becomes: str) -> None:
    made = made_of(operators.change_conditions, f"x {compared} y")
    assert made == {("condition changed", f"x {becomes} y")}


def test_every_comparison_of_python_is_known() -> None:
    assert set(operators.COMPARED) == set(ast.cmpop.__subclasses__())


@pytest.mark.parametrize(
    ("expression", "becomes"),
    cases(
        {
            "if and else": (
                "x if y else 1",
                {("condition ignored", "(x)"), ("condition ignored", "(1)")},
            ),
            "a chain": ("0 < x < y", set()),
            "no condition": ("x + y", set()),
        }
    ),
)
def test_a_condition_is_ignored(expression: str, becomes: set[tuple[str, str]]) -> None:
    assert made_of(operators.change_conditions, expression) == becomes
