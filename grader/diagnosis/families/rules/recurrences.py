"""A sequence of states that is made by another rule than the one that the reference's follow.

The arguments say the rule: where each of the reference's states is f(W x + U h), with x a row of
one argument, W and U two others and h the state before, the same is computed with one thing in it
changed, and looked for in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from grader.diagnosis.case import Case, Pair, different, near
from grader.diagnosis.families.contract import Family, in_some_pair, only
from grader.diagnosis.fingerprints import Array

ENOUGH = 6  # different numbers
LONGEST, WIDEST = 200, 64  # steps and units of what is tried
MOST_ARGUMENTS = 8
Activation = Callable[[Array], Array]


def _same(x: Array) -> Array:
    return x


def _sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def _relu(x: Array) -> Array:
    return np.maximum(x, 0.0)


KNOWN: tuple[Activation, ...] = (_same, np.tanh, _relu, _sigmoid)
TAKEN: dict[str, Activation] = {
    "tanh": np.tanh,
    "relu": _relu,
    "sigmoid": _sigmoid,
    "tan": np.tan,
    "sin": np.sin,
    "exp": np.exp,
}


class Recurrence(NamedTuple):
    """How states follow from each other: f(W x + U h)."""

    f: Activation
    inputs: Array
    w: Array
    u: Array
    start: Array


Step = Callable[[Array, Array], Array]  # from a step's input and the state before to the state


def _recurrence(pair: Pair, case: Case) -> str | None:
    """Return what is changed in the rule of the states, where this is one thing."""
    got, want = pair.floats
    if got.shape != want.shape or not _is_sequence(want) or different(want) < ENOUGH:
        return None
    rules = _rules(want, case.numbers[:MOST_ARGUMENTS], pair.near)
    changed = (each for rule in rules for each in _changed(rule))
    return only(name for name, states in changed if near(got, states, 10 * pair.near))


def _is_sequence(want: Array) -> bool:
    return want.ndim == 2 and 2 <= len(want) <= LONGEST and want.shape[1] <= WIDEST


def _rules(want: Array, arguments: tuple[Array, ...], tolerance: float) -> Iterator[Recurrence]:
    """Yield the rules that the reference's states follow."""
    units = want.shape[1]
    starts = [array for array in arguments if array.shape == (units,)] or [np.zeros(units)]
    tables = [array for array in arguments if array.ndim == 2]
    for inputs, w, u in product(tables, tables, tables):
        if _fit_together(inputs, w, u, want):
            yield from _with_any(inputs, w, u, starts, want, tolerance)


def _fit_together(inputs: Array, w: Array, u: Array, want: Array) -> bool:
    """Return whether the states may be made of these, as far as shapes say it."""
    steps, units = want.shape
    square = u.shape == (units, units)
    return bool(square and len(inputs) == steps and w.shape == (units, inputs.shape[1]))


def _with_any(
    inputs: Array, w: Array, u: Array, starts: list[Array], want: Array, tolerance: float
) -> Iterator[Recurrence]:
    """Yield the rules with any start and any activation that the states follow."""
    for start, f in product(starts, KNOWN):
        sums = inputs @ w.T + np.vstack([start, want[:-1]]) @ u.T
        if near(f(sums), want, tolerance):
            yield Recurrence(f, inputs, w, u, start)


def _changed(rule: Recurrence) -> Iterator[tuple[str, Array]]:
    """Yield the states by the same rule with one thing in it changed, and the name of that."""
    f, inputs, w, u, start = rule
    for name, step in _steps(rule):
        yield name, _run(step, inputs, start)
    for name, other in TAKEN.items():
        if other is not f:
            yield f"is_{name}", _run(_plain(other, w, u), inputs, start)
    if start.any():
        yield "zero_start", _run(_plain(f, w, u), inputs, np.zeros(len(start)))
    if f is not _same:
        yield "activation_missing", _run(_plain(_same, w, u), inputs, start)
        yield "outside", f(_run(_plain(_same, w, u), inputs, start))
    yield "first_input", _run(_plain(f, w, u), np.repeat(inputs[:1], len(inputs), axis=0), start)
    yield "reversed", _run(_plain(f, w, u), inputs[::-1], start)
    later = _run(_plain(f, w, u), inputs[1:], start)
    yield "first_left_out", np.vstack([np.zeros_like(later[:1]), later])


def _steps(rule: Recurrence) -> Iterator[tuple[str, Step]]:
    """Yield other steps from a state to the next."""
    f, _, w, u, start = rule
    yield "diagonal", lambda x, h: f(w @ x + np.diagonal(u) * h)
    yield "transposed", lambda x, h: f(w @ x + u.T @ h)
    yield "not_carried", lambda x, h: f(w @ x)
    yield "no_input", lambda x, h: f(u @ h)
    if start.any():
        yield "from_start", lambda x, h: f(w @ x + u @ start)
    yield "kept", lambda x, h: h + f(w @ x + u @ h)
    yield "in_turn", lambda x, h: _in_turn(f, w @ x, u, h)
    if w.shape == u.shape:
        yield "input_transposed", lambda x, h: f(w.T @ x + u @ h)
        yield "exchanged", lambda x, h: f(u @ x + w @ h)
        yield "on_input", lambda x, h: f(w @ x + u @ x)
        yield "one_matrix", lambda x, h: f(w @ x + w @ h)
    if f is not _same:
        yield "twice", lambda x, h: f(f(w @ x + u @ h))
        yield "per_term", lambda x, h: f(w @ x) + f(u @ h)
        yield "input_only", lambda x, h: f(w @ x) + u @ h
        yield "state_only", lambda x, h: w @ x + f(u @ h)


def _plain(f: Activation, w: Array, u: Array) -> Step:
    return lambda x, h: f(w @ x + u @ h)


def _in_turn(f: Activation, sums: Array, u: Array, h: Array) -> Array:
    """Return the state whose units see those that are new already."""
    h = h.copy()
    for unit in range(len(h)):
        h[unit] = f(sums[unit] + u[unit] @ h)
    return h


def _run(step: Step, inputs: Array, start: Array) -> Array:
    states, h = [], start
    for x in inputs:
        h = step(x, h)
        states.append(h)
    return np.array(states)


_NAMES = {
    "tanh": "tanh",
    "relu": "ReLU",
    "sigmoid": "the sigmoid",
    "tan": "tan, the tangent,",
    "sin": "sin, the sine,",
    "exp": "exp",
}
_OTHER_WORDS = {
    f"is_{key}": (
        f"Another function is used in the recurrence than the task names: {name.rstrip(',')}",
        "The sums inside are right, W x + U h, and go through another function than the task says"
        " before they are kept and carried on.",
    )
    for key, name in _NAMES.items()
}

FAMILIES = (
    Family(
        "recurrence",
        {
            **_OTHER_WORDS,
            "in_turn": (
                "The units of a state see each other's new values",
                "All units of the new state are made from the old one. Yours are written over one"
                " by one, so that the later ones see what is new already: keep the old state until"
                " all are made.",
            ),
            "first_left_out": (
                "The first step is left out",
                "Your first state is as it was made, zero, and the sequence begins with the second"
                " input: look at where the loop begins.",
            ),
            "diagonal": (
                "Only the diagonal of the state's weights is used",
                "Each unit of the new state is made from all units of the old one: a product of a"
                " matrix and a vector (W @ h), and not number by number.",
            ),
            "transposed": (
                "The state's weights are used transposed",
                "A row of the matrix belongs to one unit of the new state, a column to one of the"
                " old. In your recurrence rows and columns have changed their roles.",
            ),
            "input_transposed": (
                "The input's weights are used transposed",
                "A row of the matrix belongs to one unit of the state, a column to one number of"
                " the input. In your product rows and columns have changed their roles.",
            ),
            "exchanged": (
                "The input's and the state's weights have changed places",
                "One matrix is for the input of a step, the other for the state before it. See"
                " which of them meets what.",
            ),
            "on_input": (
                "The state's weights are applied to the input",
                "Both products take the input of the step. The second one is of the state before"
                " the step.",
            ),
            "one_matrix": (
                "The input's weights are applied to the state too",
                "Both products take the same matrix. The state before the step has weights of its"
                " own.",
            ),
            "not_carried": (
                "The state is not carried from step to step",
                "Each of your states is made from the step's input alone. The state before the step"
                " has to go in too.",
            ),
            "no_input": (
                "The inputs do not go into the states",
                "Each of your states is made from the one before it alone.",
            ),
            "from_start": (
                "Each step begins from the first state",
                "The state before a step is the one that the step before has made. In yours it is"
                " the initial one each time: is the new state handed on?",
            ),
            "zero_start": (
                "The given initial state is not used",
                "Your states are those of a sequence that starts from zeros. Where an initial state"
                " is given, the first step starts from it.",
            ),
            "kept": (
                "The old state is added to the new one",
                "Each of your states contains the one before it once more: look for += where = is"
                " meant.",
            ),
            "twice": (
                "The activation is applied twice in each step",
                "It belongs to the sum of both products, once a step.",
            ),
            "per_term": (
                "The activation is applied to each product, not to their sum",
                "Add the two products first: f(a + b) is not f(a) + f(b).",
            ),
            "input_only": (
                "The activation is applied to the input's product only",
                "Add the two products first: it belongs to their sum.",
            ),
            "state_only": (
                "The activation is applied to the state's product only",
                "Add the two products first: it belongs to their sum.",
            ),
            "outside": (
                "The next step gets the state before its activation",
                "The activation is applied to what you return, but what is carried to the next step"
                " has not been through it.",
            ),
            "activation_missing": (
                "The activation is missing in the recurrence",
                "Each of your states is the sum itself; the task sends it through a function before"
                " it is kept and carried on.",
            ),
            "first_input": (
                "Every step reads the first input",
                "Your states follow the rule, with the input of the first step at each of them:"
                " look at the index.",
            ),
            "reversed": (
                "The sequence is read from its end",
                "Your states follow the rule, with the inputs in reverse order.",
            ),
        },
        in_some_pair(_recurrence, ENOUGH),
    ),
)
