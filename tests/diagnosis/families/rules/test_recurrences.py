"""A recurrence that follows another rule than the one in the arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.evidence import evidence, recognised, told

from grader.diagnosis.deciding import diagnose_checks
from grader.diagnosis.families.rules.recurrences import FAMILIES, TAKEN
from grader.model import Tensor

RANDOM = np.random.default_rng(11)
Array = np.ndarray[Any, Any]

X, W = RANDOM.normal(size=(6, 3)), RANDOM.normal(size=(3, 3))
U, START = 0.6 * RANDOM.normal(size=(3, 3)), RANDOM.normal(size=3)
Step = Callable[[Array, Array], Array]


def states(step: Step, start: Array = START, inputs: Array = X) -> Array:
    made, h = [], start
    for x in inputs:
        h = step(x, h)
        made.append(h)
    return np.array(made)


RIGHT = states(lambda x, h: np.tanh(W @ x + U @ h))
RECURRENCES = cases(
    {
        "diagonal": (lambda x, h: np.tanh(W @ x + np.diag(U) * h), "diagonal"),
        "state's weights on the input": (lambda x, h: np.tanh(W @ x + U @ x), "on_input"),
        "one matrix for both": (lambda x, h: np.tanh(W @ x + W @ h), "one_matrix"),
        "transposed": (lambda x, h: np.tanh(W @ x + U.T @ h), "transposed"),
        "input transposed": (lambda x, h: np.tanh(W.T @ x + U @ h), "input_transposed"),
        "exchanged": (lambda x, h: np.tanh(U @ x + W @ h), "exchanged"),
        "state forgotten": (lambda x, h: np.tanh(W @ x), "not_carried"),
        "input forgotten": (lambda x, h: np.tanh(U @ h), "no_input"),
        "from the start each time": (lambda x, h: np.tanh(W @ x + U @ START), "from_start"),
        "added": (lambda x, h: h + np.tanh(W @ x + U @ h), "kept"),
        "twice": (lambda x, h: np.tanh(np.tanh(W @ x + U @ h)), "twice"),
        "to each term": (lambda x, h: np.tanh(W @ x) + np.tanh(U @ h), "per_term"),
        "to one term": (lambda x, h: np.tanh(W @ x) + U @ h, "input_only"),
        "to the other": (lambda x, h: W @ x + np.tanh(U @ h), "state_only"),
        "missing": (lambda x, h: W @ x + U @ h, "activation_missing"),
        "tan for tanh": (lambda x, h: np.tan(W @ x + U @ h), "is_tan"),
        "input as it is": (lambda x, h: np.tanh(x + U @ h), "input_as_it_is"),
        "clip for tanh": (lambda x, h: np.clip(W @ x + U @ h, -1, 1), "is_clip"),
        "ReLU for tanh": (lambda x, h: np.maximum(W @ x + U @ h, 0), "is_relu"),
    }
)


@pytest.mark.parametrize(("step", "member"), RECURRENCES)
def test_one_thing_is_changed_in_a_recurrence(step: Step, member: str) -> None:
    assert told(states(step), RIGHT, X, W, U, START) == f"recurrence/{member}"


def test_a_recurrence_of_float32() -> None:
    small = [Tensor(each.astype(np.float32)) for each in (RIGHT, X, W, U, START)]
    turned = states(lambda x, h: np.tanh(W @ x + U.T @ h)).astype(np.float32)
    assert told(Tensor(turned), *small) == "recurrence/transposed"


def test_what_goes_into_a_recurrence() -> None:
    step: Step = lambda x, h: np.tanh(W @ x + U @ h)  # noqa: E731
    asked = X, W, U, START
    assert told(states(step, np.zeros(3)), RIGHT, *asked) == "recurrence/zero_start"
    assert told(states(step, inputs=X[::-1]), RIGHT, *asked) == "recurrence/reversed"
    first = np.repeat(X[:1], 6, axis=0)
    assert told(states(step, inputs=first), RIGHT, *asked) == "recurrence/first_input"
    later = np.vstack([np.zeros(3), states(step, inputs=X[1:])])
    assert told(later, RIGHT, *asked) == "recurrence/first_left_out"
    linear = np.tanh(states(lambda x, h: W @ x + U @ h))
    assert told(linear, RIGHT, *asked) == "recurrence/outside"


def test_what_a_recurrence_starts_from() -> None:
    step: Step = lambda x, h: np.tanh(W @ x + U @ h)  # noqa: E731
    asked = X, W, U, START
    assert told(states(step, np.ones(3)), RIGHT, *asked) == "recurrence/start_of_ones"
    assert told(states(step, np.tanh(START)), RIGHT, *asked) == "recurrence/start_activated"
    assert told(states(step, START[::-1]), RIGHT, *asked) == "recurrence/other_start"
    assert told(states(step, U @ START), RIGHT, *asked) == "recurrence/other_start"
    late = states(step)
    late[3:] = states(step, START + 1)[3:]
    assert told(late, RIGHT, *asked) is None


def test_many_numbers_by_another_rule_are_told_whatever_else_fails() -> None:
    other = {"a::y": evidence(RANDOM.normal(size=9), RANDOM.normal(size=9))}
    transposed = states(lambda x, h: np.tanh(W @ x + U.T @ h))
    failed = evidence(transposed, RIGHT, args=(X, W, U, START))
    assert (
        diagnose_checks({"a::x": failed, **other}, (), ())["a::x"].name == "recurrence/transposed"
    )
    few = evidence(transposed[:2], RIGHT[:2], args=(X[:2], W, U, START))
    assert diagnose_checks({"a::x": few, **other}, (), ()) == {}
    assert diagnose_checks({"a::x": evidence(3 * RIGHT, RIGHT), **other}, (), ()) == {}  # says less


def test_the_output_in_the_state_s_place_and_tanh_made_by_hand() -> None:
    out = RANDOM.normal(size=(3, 3))
    fed = states(lambda x, h: np.tanh(W @ x + U @ (out @ h)))
    assert told(fed, RIGHT, X, W, U, out, START) == "recurrence/output_fed_back"
    half = states(lambda x, h: (1 - np.exp(-W @ x - U @ h)) / (1 + np.exp(-W @ x - U @ h)))
    assert told(half, RIGHT, X, W, U, START) == "recurrence/is_half"
    slope = states(lambda x, h: 1 - np.tanh(W @ x + U @ h) ** 2)
    assert told(slope, RIGHT, X, W, U, START) == "recurrence/is_slope"


def test_units_that_see_each_others_new_values() -> None:
    def in_turn(x: Array, h: Array) -> Array:
        h = h.copy()
        for unit in range(3):
            h[unit] = np.tanh(W[unit] @ x + U[unit] @ h)
        return h

    assert told(states(in_turn), RIGHT, X, W, U, START) == "recurrence/in_turn"


def test_outputs_that_follow_from_wrong_states_are_no_other_mistake() -> None:
    wrong, out = states(lambda x, h: np.tanh(W @ x + U.T @ h)), RANDOM.normal(size=(3, 2))
    answers = (wrong, wrong @ out), (RIGHT, RIGHT @ out)
    assert told(*answers, X, W, U, out, START) == "recurrence/transposed"


def test_without_the_rule_in_the_arguments_nothing_is_said_of_a_recurrence() -> None:
    wrong = states(lambda x, h: np.tanh(W @ x + U.T @ h))
    assert told(wrong, RIGHT, X, W) is None
    assert told(wrong, RIGHT + 0.01, X, W, U, START) is None
    symmetric = states(lambda x, h: np.tanh(W @ x + (U + U.T) @ h))
    assert told(wrong, symmetric, X, W, U + U.T, START) is None


@pytest.mark.parametrize("name", sorted(TAKEN.keys() - {"tanh", "exp"}))  # the right one, no end
def test_each_function_that_may_be_taken_is_recognised(name: str) -> None:
    got = states(lambda x, h: TAKEN[name](W @ x + U @ h))
    assert recognised(FAMILIES, got, RIGHT, X, W, U, START) == [f"recurrence/is_{name}"]


def test_a_sequence_that_is_too_long_or_has_one_step_is_left_alone() -> None:
    long = np.tile(RIGHT, (40, 1))
    assert recognised(FAMILIES, -long, long, X, W, U, START) == []
    assert recognised(FAMILIES, -RIGHT[:1], RIGHT[:1], X[:1], W, U, START) == []
