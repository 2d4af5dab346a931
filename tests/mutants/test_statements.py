"""Statements that are mistaken: left out, swapped, passed through one thing too many."""

from __future__ import annotations

import pytest
from support.cases import cases
from support.mutated import HEAD, TORCH, made

from grader.mutants import statements

DROPPED = "statement dropped"


@pytest.mark.parametrize(
    ("statement", "becomes"),
    cases(
        {
            "a call": ("x.sort()", [(DROPPED, "pass")]),
            "a call of the base": ("super().__init__()", []),
            "a sum": ("x += y", [(DROPPED, "pass"), ("sum overwritten", "x = y")]),
            "an item of a sum": (
                "x[0] += y",
                [(DROPPED, "pass"), ("sum overwritten", "x[0] = y")],
            ),
            "an argument bound anew": (
                "x = x + y",
                [(DROPPED, "pass"), ("written in place", "x[...] = x + y")],
            ),
            "a new name": ("z = x + y", []),
            "two names": ("x = y = 1", []),
            "an item": ("x[0] = y", []),
            "a text": ("'''Words.'''", []),
        }
    ),
)
def test_a_statement_is_left_out_where_the_rest_still_runs(
    statement: str, becomes: list[tuple[str, str]]
) -> None:
    before, after = "def f(x, y):\n    ", "\n    return x"
    expected = [(kind, f"{before}{text}{after}") for kind, text in becomes]
    assert made(statements.drop_statements, f"{before}{statement}{after}") == expected


@pytest.mark.parametrize(
    ("first", "in_place"),
    [("z = x", True), ("z = x if y else 1", True), ("z = x.copy()", False), ("z = 0", False)],
    ids=["the same array", "perhaps the same", "a copy", "another"],
)
def test_the_caller_s_array_is_written_where_a_name_may_stand_for_it(
    first: str, in_place: bool
) -> None:
    changes = made(
        statements.drop_statements, f"def f(x, y):\n    {first}\n    z = z + 1\n    return z"
    )
    assert ("written in place" in {kind for kind, _ in changes}) is in_place


@pytest.mark.parametrize(
    ("head", "statement", "becomes"),
    cases(
        {
            "NumPy": (HEAD, "h = x @ y", [("activation added", "h = np.tanh(x @ y)")]),
            "NumPy, no sum": (HEAD, "h = g(x)", []),
            "torch, a module": (
                TORCH,
                "h = x(y)",
                [("detached", "h = (x(y)).detach()"), ("activation added", "h = (x(y)).tanh()")],
            ),
            "torch, a method of a module": (
                TORCH,
                "h = self.layer(y)",
                [
                    ("detached", "h = (self.layer(y)).detach()"),
                    ("activation added", "h = (self.layer(y)).tanh()"),
                ],
            ),
            "torch, a function": (TORCH, "h = torch.exp(y)", []),
            "torch, a sum": (TORCH, "h = y + 1", []),
        }
    ),
)
def test_a_value_that_is_bound_goes_through_one_thing_too_many(
    head: str, statement: str, becomes: list[tuple[str, str]]
) -> None:
    before = "def f(x, y):\n    "
    expected = [(kind, before + text) for kind, text in becomes]
    assert made(statements.wrap_bound_values, before + statement, head) == expected


@pytest.mark.parametrize(
    ("head", "body", "kinds"),
    cases(
        {
            "NumPy": (HEAD, "return x", ["rounded"]),
            "NumPy, a pair": (HEAD, "return x, y", ["rounded", "rounded"]),
            "nothing": (HEAD, "return", []),
            "torch": (TORCH, "return x(y)", ["detached", "activation added", "rounded"]),
            "torch, after a module was called": (
                TORCH,
                "h = x(y)\n    return h",
                ["detached", "activation added", "rounded"],
            ),
            "torch, no module": (TORCH, "return y + 1", []),
            "torch, without gradients": (
                TORCH,
                "with torch.no_grad():\n        return x(y)",
                [],
            ),
        }
    ),
)
def test_a_value_that_is_returned_goes_through_one_thing_too_many(
    head: str, body: str, kinds: list[str]
) -> None:
    text = f"def f(x, y):\n    {body}"
    assert [kind for kind, _ in made(statements.wrap_returned_values, text, head)] == kinds


@pytest.mark.parametrize(
    ("first", "second", "swap"),
    cases(
        {
            "two calls": ("x.sort()", "y.sort()", True),
            "a name that the next one reads": ("x = x + 1", "y = x", True),
            "a name that the next one does not read": ("x = x + 1", "y = y + 1", False),
            "a new name": ("z = 1", "y = z", False),
            "lists that grow": ("x.append(1)", "y.append(2)", False),
            "a call and an assignment": ("x.sort()", "y = x", False),
            "a name before a loop": ("x = x + 1", "for i in x:\n        pass", False),
            "a name before the end": ("x = x + 1", "return x", False),
        }
    ),
)
def test_two_neighbours_change_places_where_that_matters(
    first: str, second: str, swap: bool
) -> None:
    before = "def f(x, y):\n    "
    changes = made(statements.swap_statements, f"{before}{first}\n    {second}")
    assert changes == ([("order swapped", f"{before}{second}\n    {first}")] if swap else [])
