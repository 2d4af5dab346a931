"""Mutants: each is one small mistake, in a marked region only, and no two are the same program."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from grader.mutants.mutations import Mutant, list_mutants
from grader.mutants.splicing import ParsedText, put

TRAINING = dedent('''
    import torch

    def train(model, inputs, epochs=3, lr=0.1):
        """Ünïcode before the places that are changed."""
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        losses = []
        for _ in range(epochs):
            hidden = torch.zeros(2)
            for x in inputs:
                hidden = model(x, hidden)
            optimizer.zero_grad()
            hidden.sum().backward()
            optimizer.step()
            losses.append(hidden.sum().item())
        return losses
''')
RECURRENT = dedent("""
    import numpy as np

    def forward(x, w, u, h0=None):
        h = np.zeros(3) if h0 is None else h0
        states = []
        for t in range(len(x)):
            h = np.tanh(w @ x[t] + u @ h)
            states.append(h)
        return np.stack(states, axis=0)
""")


def changes(text: str, *, first: int = 1, last: int = 99) -> dict[str, list[Mutant]]:
    found: dict[str, list[Mutant]] = {}
    for mutant in list_mutants("a", text, [(first, last)]):
        found.setdefault(mutant.kind, []).append(mutant)
    return found


def became(text: str) -> set[tuple[str, str]]:
    return {(mutant.was, mutant.now) for found in changes(text).values() for mutant in found}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("h = np.tanh(w @ x[t] + u @ h)", "h = np.tanh((w @ x[t]))"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h = np.tanh((u @ h))"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h = (w @ x[t] + u @ h)"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h = np.tanh(np.tanh(w @ x[t] + u @ h))"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h = np.tanh(w @ x[t] + (h) @ (u))"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h = np.tanh(w @ x[t] + (u).T @ h)"),
        ("h = np.tanh(w @ x[t] + u @ h)", "h[...] = np.tanh(w @ x[t] + u @ h)"),
        ("for t in range(len(x)):", "for t in list(range(len(x)))[:-1]:"),
        ("h = np.zeros(3) if h0 is None else h0", "h = np.ones(3) if h0 is None else h0"),
        ("h = np.zeros(3) if h0 is None else h0", "h = (np.zeros(3))"),
        ("return np.stack(states, axis=0)", "return np.stack(states, axis=1)"),
    ],
)
def test_a_recurrent_network_is_got_wrong(was: str, now: str) -> None:
    assert (was, now) in became(RECURRENT)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("optimizer.zero_grad()", "pass"),
        (
            "optimizer = torch.optim.Adam(model.parameters(), lr=lr)",
            "optimizer = torch.optim.SGD(model.parameters(), lr=lr)",
        ),
        (
            "optimizer = torch.optim.Adam(model.parameters(), lr=lr)",
            "optimizer = torch.optim.Adam(model.parameters(), lr=2 * (lr))",
        ),
        (
            "optimizer = torch.optim.Adam(model.parameters(), lr=lr)",
            "optimizer = torch.optim.Adam(model.parameters(), lr=0.1)",
        ),
        ("hidden = model(x, hidden)", "hidden = (model(x, hidden)).detach()"),
        ("hidden.sum().backward()", "hidden.mean().backward()"),
    ],
)
def test_training_is_got_wrong(was: str, now: str) -> None:
    assert (was, now) in became(TRAINING)


def test_statements_move_into_and_out_of_loops_and_change_places() -> None:
    found = changes(TRAINING)
    (outside,) = found["made once before the loop"]
    assert outside.text.index("hidden = torch.zeros(2)") < outside.text.index(
        "for _ in range(epochs)"
    )
    swapped = [mutant.text for mutant in found["order swapped"]]
    assert any(text.index("backward()") < text.index("zero_grad()") for text in swapped)
    made = changes(TRAINING.replace("    losses = []\n", ""))["made anew in each round"]
    assert made[0].text.index("for _ in range(epochs)") < made[0].text.index("torch.optim.Adam")


def test_every_mutant_is_another_program_than_the_reference_and_than_each_other() -> None:
    for text in (TRAINING, RECURRENT):
        programs = [
            ast.dump(ast.parse(mutant.text)) for found in changes(text).values() for mutant in found
        ]
        assert len({*programs, ast.dump(ast.parse(text))}) == len(programs) + 1
        assert len(programs) >= 30


def test_nothing_outside_the_regions_changes() -> None:
    line = RECURRENT.split("\n").index("        h = np.tanh(w @ x[t] + u @ h)") + 1
    for found in changes(RECURRENT, first=line, last=line).values():
        for mutant in found:
            old, new = RECURRENT.split("\n"), mutant.text.split("\n")
            assert (
                old[: line - 1] == new[: line - 1]
                and old[line:] == new[len(new) - len(old) + line :]
            )


def test_docstrings_and_what_changes_nothing_are_left_alone() -> None:
    assert not any(
        "Ünïcode" not in mutant.text for found in changes(TRAINING).values() for mutant in found
    )
    flip = "import numpy as np\n\ndef f(x):\n    return x.transpose(0, 1)\n"
    assert ("return x.transpose(0, 1)", "return x.transpose(1, 0)") not in became(flip)


@pytest.mark.parametrize(
    "expression",
    ["x.sum(axis=0)", "x.sum(axis=1, keepdims=True)", "g(x, a=not x)", "g(x, a=x == 1)"],
)
def test_twice_zero_and_twice_a_truth_value_are_not_made(expression: str) -> None:
    made = became(f"def f(x):\n    return {expression}\n")
    assert made and not any("2 * (0)" in now or "2 * (True)" in now for _, now in made)
    assert not any("2 * (not" in now or "2 * (x ==" in now for _, now in made)
    assert ("return g(x, a=3.0)", "return g(x, a=2 * (3.0))") in became(
        "def f(x):\n    return g(x, a=3.0)\n"
    )


@pytest.mark.parametrize(
    "statement",
    [
        'raise ValueError("too long")',
        'raise ValueError("too long: " + str(len(x)))',
        'raise ValueError("%d are too long" % len(x)) from None',
        'assert len(x) < 9, "too long: " + str(len(x))',
        'warnings.warn("too long", stacklevel=2)',
    ],
)
def test_what_an_exception_or_a_warning_says_is_not_changed(statement: str) -> None:
    text = f"import warnings\ndef f(x):\n    if len(x) > 3:\n        {statement}\n    return x\n"
    kept = {now for was, now in became(text) if '"' in was} - {"pass"}
    assert all("too long" in now and now.count('"') == statement.count('"') for now in kept)
    assert ("if len(x) > 3:", "if len(x) >= 3:") in became(text)


@pytest.mark.parametrize("call", ["x.reshape(n, -1)", "np.reshape(x, (n, -1))"])
def test_another_negative_size_is_not_made_and_other_numbers_are(call: str) -> None:
    made = {now for _, now in became(f"def f(x, n):\n    return {call}\n")}
    assert not any("-2" in now for now in made) and any("-0" in now for now in made)
    plain = became("def f(x):\n    return x[-1]\n")
    assert ("return x[-1]", "return x[-2]") in plain


def test_a_change_is_put_at_bytes_that_are_no_characters() -> None:
    source = ParsedText.read('x = "äöü" + y\n')
    node = source.tree.body[0]
    assert isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp)
    assert source.with_edits((put(node.value.right, "z"),)) == 'x = "äöü" + z\n'
