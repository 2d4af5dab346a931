"""A sequence of states that is made by another rule than the one that the reference's follow.

The arguments say the rule. Each of the reference's states may be f(W x + U h), with x a row of one
argument, W and U two others, and h the state before. Then the same is computed with one thing in it
changed, and looked for in the student's answer.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from grader.diagnosis.case import Case, Pair, count_different, is_clearly_near, is_near
from grader.diagnosis.families.activations import Activation, relu, sigmoid
from grader.diagnosis.families.contract import Family, match_some_pair, pick_only
from grader.diagnosis.fingerprints import Array

from .recurrence_words import WORDS

ENOUGH = 6  # different numbers
LONGEST, WIDEST = 200, 64  # steps and units of what is tried
MOST_ARGUMENTS = 8


def _identity(x: Array) -> Array:
    return x


KNOWN: tuple[Activation, ...] = (_identity, np.tanh, relu, sigmoid)


TAKEN: dict[str, Activation] = {
    "tanh": np.tanh,
    "relu": relu,
    "sigmoid": sigmoid,
    "tan": np.tan,
    "sin": np.sin,
    "exp": np.exp,
    "half": lambda x: np.tanh(x / 2),
    "clip": lambda x: np.clip(x, -1.0, 1.0),
    "slope": lambda x: 1.0 - np.tanh(x) ** 2,
}


class Recurrence(NamedTuple):
    """How states follow from each other: f(W x + U h)."""

    f: Activation
    inputs: Array
    w: Array
    u: Array
    start: Array


Step = Callable[[Array, Array], Array]  # from a step's input and the state before to the state


def _recognise_recurrence(pair: Pair, case: Case) -> str | None:
    """Return what is changed in the rule of the states, where this is one thing."""
    got, want = pair.floats
    if got.shape != want.shape or not _is_sequence(want):
        return None
    arguments, close = case.numbers[:MOST_ARGUMENTS], 10 * pair.near
    rules = list(_find_rules(want, arguments, pair.near))
    changed = (each for rule in rules for each in _list_changed(rule, arguments))
    names = {name for name, states in changed if is_clearly_near(got, states, want, close)}
    if not names and any(_follows(rule, got, close) for rule in rules):
        return "other_start"
    return pick_only(names)


def _is_sequence(want: Array) -> bool:
    """Return whether these are states that say enough, and are not too many to try."""
    few = want.ndim == 2 and 2 <= len(want) <= LONGEST and want.shape[1] <= WIDEST
    return few and count_different(want) >= ENOUGH


def _find_rules(
    want: Array, arguments: tuple[Array, ...], tolerance: float
) -> Iterator[Recurrence]:
    """Yield the rules that the reference's states follow."""
    units = want.shape[1]
    starts = [array for array in arguments if array.shape == (units,)] or [np.zeros(units)]
    tables = [array for array in arguments if array.ndim == 2]
    for inputs, w, u in product(tables, repeat=3):
        if not _fit_together(inputs, w, u, want):
            continue
        for start, f in product(starts, KNOWN):
            sums = inputs @ w.T + np.vstack([start, want[:-1]]) @ u.T
            if is_near(f(sums), want, tolerance):
                yield Recurrence(f, inputs, w, u, start)


def _fit_together(inputs: Array, w: Array, u: Array, want: Array) -> bool:
    """Return whether the states may be made of these, as far as shapes say it."""
    steps, units = want.shape
    square = u.shape == (units, units)
    return bool(square and len(inputs) == steps and w.shape == (units, inputs.shape[1]))


def _follows(rule: Recurrence, got: Array, tolerance: float) -> bool:
    """Return whether each state but the first follows from the one before."""
    f, inputs, w, u, _ = rule
    later = f(inputs[1:] @ w.T + got[:-1] @ u.T)
    return count_different(got[1:]) >= ENOUGH and is_near(got[1:], later, tolerance)


def _list_changed(rule: Recurrence, arguments: tuple[Array, ...]) -> Iterator[tuple[str, Array]]:
    """Yield the states by the same rule with one thing in it changed, and the name of that."""
    f, inputs, w, u, start = rule
    step = _plain_step(f, w, u)
    for table in arguments:
        if table.shape == u.shape and table is not u and table is not w:
            yield "output_fed_back", _run_steps(_plain_step(f, w, u @ table), inputs, start)
    for name, begin in _other_starts(rule):
        yield name, _run_steps(step, inputs, begin)
    for name, other_step in _other_steps(rule):
        yield name, _run_steps(other_step, inputs, start)
    for name, other in TAKEN.items():
        if other is not f:
            yield f"is_{name}", _run_steps(_plain_step(other, w, u), inputs, start)
    if f is not _identity:
        states = _run_steps(_plain_step(_identity, w, u), inputs, start)
        yield "activation_missing", states
        yield "outside", f(states)
    yield "first_input", _run_steps(step, np.repeat(inputs[:1], len(inputs), axis=0), start)
    yield "reversed", _run_steps(step, inputs[::-1], start)
    later = _run_steps(step, inputs[1:], start)
    yield "first_left_out", np.vstack([np.zeros_like(later[:1]), later])


def _other_starts(rule: Recurrence) -> Iterator[tuple[str, Array]]:
    """Yield other states that the sequence could start from."""
    yield "start_of_ones", np.ones(len(rule.start))
    if rule.start.any():
        yield "zero_start", np.zeros(len(rule.start))
        if rule.f is not _identity:
            yield "start_activated", rule.f(rule.start)


def _other_steps(rule: Recurrence) -> Iterator[tuple[str, Step]]:
    """Yield other steps from a state to the next."""
    f, _, w, u, start = rule
    yield "diagonal", lambda x, h: f(w @ x + np.diagonal(u) * h)
    yield "transposed", lambda x, h: f(w @ x + u.T @ h)
    yield "not_carried", lambda x, h: f(w @ x)
    yield "no_input", lambda x, h: f(u @ h)
    if start.any():
        yield "from_start", lambda x, h: f(w @ x + u @ start)
    yield "kept", lambda x, h: h + f(w @ x + u @ h)
    yield "in_turn", lambda x, h: _update_in_turn(f, w @ x, u, h)
    if w.shape == u.shape:
        yield "input_as_it_is", lambda x, h: f(x + u @ h)
        yield "input_transposed", lambda x, h: f(w.T @ x + u @ h)
        yield "exchanged", lambda x, h: f(u @ x + w @ h)
        yield "on_input", lambda x, h: f(w @ x + u @ x)
        yield "one_matrix", lambda x, h: f(w @ x + w @ h)
    if f is not _identity:
        yield "twice", lambda x, h: f(f(w @ x + u @ h))
        yield "per_term", lambda x, h: f(w @ x) + f(u @ h)
        yield "input_only", lambda x, h: f(w @ x) + u @ h
        yield "state_only", lambda x, h: w @ x + f(u @ h)


def _plain_step(f: Activation, w: Array, u: Array) -> Step:
    return lambda x, h: f(w @ x + u @ h)


def _update_in_turn(f: Activation, sums: Array, u: Array, h: Array) -> Array:
    """Return the state whose units see those that are new already."""
    h = h.copy()
    for unit in range(len(h)):
        h[unit] = f(sums[unit] + u[unit] @ h)
    return h


def _run_steps(step: Step, inputs: Array, start: Array) -> Array:
    states, h = [], start
    for x in inputs:
        h = step(x, h)
        states.append(h)
    return np.array(states)


FAMILIES = (Family("recurrence", WORDS, match_some_pair(_recognise_recurrence, ENOUGH)),)
