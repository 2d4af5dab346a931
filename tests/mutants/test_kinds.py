"""Each kind of mistake, on a line where it can be made, and lines where it cannot."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.mutants.mutations import MUTATIONS, list_mutants

HEAD = "import numpy as np\n\n\ndef f(x, y, n=3, axis=0):\n"


def changed(line: str, *, head: str = HEAD) -> set[tuple[str, str]]:
    """The kinds of mistake in a function of one line, each with what the line became."""
    text = f"{head}    {line}\n"
    return {(mutant.kind, mutant.now) for mutant in list_mutants("a", text, [(1, 99)])}


@pytest.mark.parametrize(
    ("line", "kind", "now"),
    cases(
        {
            "operands": ("return x - y", "operands swapped", "return (y) - (x)"),
            "the first term": ("return x + y", "term dropped", "return (y)"),
            "the second term": ("return x + y", "term dropped", "return (x)"),
            "plus for minus": ("return x - y", "operator changed", "return (x) + (y)"),
            "product by place": ("return x @ y", "operator changed", "return (x) * (y)"),
            "a transposed matrix": ("return x @ y", "transposed", "return (x).T @ y"),
            "a condition": ("return x if n > 2 else y", "condition changed", None),
            "one branch": ("return x if n > 2 else y", "condition ignored", "return (x)"),
            "the other branch": ("return x if n > 2 else y", "condition ignored", "return (y)"),
            "a call": ("return np.tanh(x)", "call removed", "return (x)"),
            "a method": ("return x.copy()", "call removed", "return (x)"),
            "a call twice": ("return np.tanh(x)", "call doubled", "return np.tanh(np.tanh(x))"),
            "arguments": ("return np.dot(x, y)", "arguments swapped", "return np.dot(y, x)"),
            "the last argument": ("return np.dot(x, y)", "argument left out", "return np.dot(x)"),
            "a keyword": ("return x.sum(axis=n)", "keyword doubled", "return x.sum(axis=2 * (n))"),
            "an index": ("return x[0]", "off by one", "return x[1]"),
            "an index below": ("return x[0]", "off by one", "return x[(-1)]"),
            "a float": ("return 0.5 * x", "constant changed", "return 1.5 * x"),
            "a truth value": ("return x.sum(keepdims=True)", "constant changed", None),
            "a text": ("return x == 'a'", "text changed", "return x == 'ax'"),
            "an index dropped": ("return x[0]", "index dropped", "return x"),
            "items": ("return x, y", "items swapped", "return y, x"),
            "an item": ("return x, y", "item dropped", "return y"),
            "sum for mean": ("return x.mean()", "mean for sum", None),
            "rounded": ("return x + y", "rounded", "return np.round(x + y, 6)"),
        }
    ),
)
def test_a_mistake_is_made(line: str, kind: str, now: str | None) -> None:
    made = changed(line)
    if now is None:
        assert made
    else:
        assert (kind, now) in made, sorted(made)


@pytest.mark.parametrize(
    ("line", "kind"),
    cases(
        {
            "a sum has no order": ("return x + y", "operands swapped"),
            "a product has no order": ("return x * y", "operands swapped"),
            "the larger of two has no order": ("return np.maximum(x, y)", "arguments swapped"),
            "relu of relu is relu": ("return relu(x)", "call doubled"),
            "twice zero is zero": ("return x.sum(axis=0)", "keyword doubled"),
            "twice true is true": ("return x.sum(keepdims=True)", "keyword doubled"),
            "a conversion leaves the number": ("return float(x)", "call removed"),
            "a class is not left out": ("return Decimal(x)", "call removed"),
            "the text of an error": ("raise ValueError('no ' + 'x')", "text changed"),
            "the text of a warning": ("warnings.warn('odd')", "text changed"),
            "a docstring": ("'''What it does.'''", "text changed"),
            "the last size of a shape": ("return x.reshape(-1)", "off by one"),
            "a matrix that is no product": ("return x * y", "transposed"),
        }
    ),
)
def test_what_nothing_could_tell_is_not_made(line: str, kind: str) -> None:
    made = {each for each in changed(line) if each[0] == kind}
    if kind == "off by one":  # reshape(0) is another thing; every negative size is the same
        assert ("off by one", "return x.reshape(-2)") not in made
    else:
        assert made == set()


def test_a_loop_is_cut_and_turned_only_where_its_rounds_depend_on_each_other() -> None:
    carrying = "for i in range(n):\n        x = x + y[i]\n    return x"
    kinds = {kind for kind, _ in changed(carrying)}
    assert {"loop ends early", "loop begins late", "loop goes backwards"} <= kinds
    nothing_left = "for i in range(n):\n        print(y[i])\n    return x"
    kinds = {kind for kind, _ in changed(nothing_left)}
    assert "loop ends early" in kinds and "loop goes backwards" not in kinds


def test_a_loop_whose_counter_is_not_used_is_only_cut_short() -> None:
    kinds = {kind for kind, _ in changed("for _ in range(n):\n        x = 2 * x\n    return x")}
    assert "loop ends early" in kinds
    assert not {"loop begins late", "loop goes backwards"} & kinds


def test_what_is_made_before_a_loop_is_made_in_each_round_and_the_other_way_round() -> None:
    before = "s = np.zeros(n)\n    for i in range(n):\n        s = s + x[i]\n    return s"
    assert "made anew in each round" in {kind for kind, _ in changed(before)}
    inside = "for i in range(n):\n        s = np.zeros(n)\n        x = x + s\n    return x"
    assert "made once before the loop" in {kind for kind, _ in changed(inside)}


@pytest.mark.parametrize(
    ("body", "kind"),
    cases(
        {
            "a call on its own": ("x.sort()\n    return x", "statement dropped"),
            "a sum": ("n += 1\n    return n", "statement dropped"),
            "a sum that overwrites": ("n += 1\n    return n", "sum overwritten"),
            "a name bound again": ("x = x + y\n    return x", "statement dropped"),
            "the caller's array": ("x = x + y\n    return x", "written in place"),
            "two calls": ("x.sort()\n    y.sort()\n    return x", "order swapped"),
        }
    ),
)
def test_statements_are_mistaken(body: str, kind: str) -> None:
    assert kind in {made for made, _ in changed(body)}


def test_in_torch_values_of_modules_are_cut_off_from_the_graph() -> None:
    head = "import torch\n\n\ndef f(model, x, n=3):\n"
    made = changed("h = model(x)\n    return h", head=head)
    assert ("detached", "h = (model(x)).detach()") in made
    assert ("detached", "return (h).detach()") in made
    quiet = changed("with torch.no_grad():\n        h = model(x)\n    return x", head=head)
    assert ("detached", "h = (model(x)).detach()") not in quiet


def test_an_argument_with_a_default_is_ignored_and_taken_for_its_neighbour() -> None:
    made = {now for _, now in changed("return x.sum(axis=axis) * n")}
    assert any("3" in now for now in made), "n by its default"
    assert any("sum(axis=0)" in now or "* axis" in now for now in made)


def test_only_marked_lines_are_changed() -> None:
    text = f"{HEAD}    z = x - y\n    return z * n\n"
    lines = {mutant.line for mutant in list_mutants("a", text, [(6, 6)])}
    assert lines == {6}


def test_every_mutation_is_listed_once_and_says_what_it_does() -> None:
    assert len(set(MUTATIONS)) == len(MUTATIONS)
    for mutation in MUTATIONS:
        assert (mutation.__doc__ or "").splitlines()[0].endswith("."), mutation


def test_a_mutant_says_where_it_is() -> None:
    (first, *_) = list_mutants("a", f"{HEAD}    return x - y\n", [(1, 99)])
    assert first.id == f"a/f:5 {first.kind}"
    assert first.was == "return x - y" and first.now in first.text
