"""Families that find the reference's rule in the arguments, and one thing changed in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.deciding import diagnoses
from grader.diagnosis.evidence import AnsweredCall, Compared, Evidence
from grader.model import Difference, Outcome, Tensor

RANDOM = np.random.default_rng(11)
Array = np.ndarray[Any, Any]


def told(got: Any, want: Any, *args: Any) -> str | None:
    """The name of the diagnosis of a check that is the only one to fail."""
    return told_beside({}, got, want, *args)


def told_beside(others: dict[str, Evidence], got: Any, want: Any, *args: Any) -> str | None:
    """The name of the diagnosis of a check beside others that fail."""
    evidence = failed(got, want, *args)
    diagnosis = diagnoses({"a::x": evidence, **others}, (), ()).get("a::x")
    return diagnosis.name if diagnosis else None


def failed(got: Any, want: Any, *args: Any) -> Evidence:
    compared = Compared(
        at=1,
        got=got,
        want=want,
        names=("y",),
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=1e-5,
    )
    asked = AnsweredCall(said="call f", name="f", args=args, kwargs={}, answer=got)
    return Evidence(check="a::x", outcome=Outcome.FAILED, compared=compared, asked=(asked,))


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
    other = {"a::y": failed(RANDOM.normal(size=9), RANDOM.normal(size=9))}
    transposed = states(lambda x, h: np.tanh(W @ x + U.T @ h))
    assert told_beside(other, transposed, RIGHT, X, W, U, START) == "recurrence/transposed"
    assert told_beside(other, transposed[:2], RIGHT[:2], X[:2], W, U, START) is None
    assert told_beside(other, 3 * RIGHT, RIGHT) is None  # a factor says less


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


ROWS = 2.0 * RANDOM.normal(size=(6, 4)) + np.arange(4)
G, B = RANDOM.normal(size=4), RANDOM.normal(size=4)
OLD, SPREAD = RANDOM.normal(size=4), RANDOM.random(size=4) + 1.5
MEAN, VAR = ROWS.mean(axis=0), ROWS.var(axis=0)


def normal(
    x: Array = ROWS, mean: Any = MEAN, deviation: Any = None, g: Any = G, b: Any = B
) -> Array:
    root = np.sqrt(VAR + 0.25) if deviation is None else deviation
    return np.asarray(g * (x - mean) / root + b)


NORMALISED = cases(
    {
        "variance for deviation": (normal(deviation=VAR + 0.25), "variance"),
        "no deviation": (normal(deviation=1.0), "no_deviation"),
        "no mean": (normal(mean=0.0), "no_mean"),
        "eps outside": (normal(deviation=np.sqrt(VAR) + 0.25), "eps_outside"),
        "no eps": (normal(deviation=np.sqrt(VAR)), "no_eps"),
        "unbiased": (normal(deviation=np.sqrt(ROWS.var(axis=0, ddof=1) + 0.25)), "unbiased"),
        "each row": (
            normal(
                mean=ROWS.mean(axis=1, keepdims=True),
                deviation=np.sqrt(ROWS.var(axis=1, keepdims=True) + 0.25),
            ),
            "axis",
        ),
        "all numbers": (
            normal(mean=ROWS.mean(), deviation=np.sqrt(ROWS.var() + 0.25)),
            "axis",
        ),
        "evaluation for training": (
            normal(mean=OLD, deviation=np.sqrt(SPREAD + 0.25)),
            "evaluating",
        ),
        "no scale": (normal(g=1.0), "no_scale"),
        "no shift": (normal(b=0.0), "no_shift"),
        "scale and shift exchanged": (normal(g=B, b=G), "scale_and_shift"),
    }
)


@pytest.mark.parametrize(("got", "member"), NORMALISED)
def test_one_thing_is_changed_in_a_normalisation(got: Array, member: str) -> None:
    assert told(got, normal(), ROWS, G, B, OLD, SPREAD) == f"normalised/{member}"


def test_training_for_evaluation_and_normalised_rows() -> None:
    want = normal(mean=OLD, deviation=np.sqrt(SPREAD + 0.25))
    assert told(normal(), want, ROWS, G, B, OLD, SPREAD) == "normalised/training"
    rows = normal(g=1.0, b=0.0).T
    unrooted = normal(deviation=VAR + 0.25, g=1.0, b=0.0).T
    assert told(unrooted, rows, ROWS.T) == "normalised/variance"
    assert told(normal() + 0.1 * ROWS**2, normal(), ROWS, G, B, OLD, SPREAD) is None


SMALL = 3e-6  # an eps that hardly shows


@pytest.mark.parametrize(
    ("deviation", "named"),
    cases(
        {
            "left out": (np.sqrt(VAR), "normalised/no_eps"),
            "subtracted": (np.sqrt(VAR - SMALL), "statistics/statistics"),
            "too large": (np.sqrt(VAR + 3 * SMALL), "statistics/statistics"),
            "halved": (np.sqrt(VAR + SMALL / 2), None),
        }
    ),
)
def test_what_is_nearly_right_is_no_mistake_that_hardly_shows(
    deviation: Array, named: str | None
) -> None:
    want = normal(deviation=np.sqrt(VAR + SMALL))
    said = told(normal(deviation=deviation), want, ROWS, G, B, OLD, SPREAD)
    assert said == named


RUNNING = cases(
    {
        "exchanged": (0.1 * OLD + 0.9 * MEAN, 0.9 * OLD + 0.1 * MEAN, "momentum"),
        "the batch's alone": (MEAN, 0.9 * OLD + 0.1 * MEAN, "batch_only"),
        "added": (OLD + 0.1 * MEAN, 0.9 * OLD + 0.1 * MEAN, "added"),
        "unbiased": (
            0.9 * OLD + 0.1 * ROWS.var(axis=0, ddof=1),
            0.9 * OLD + 0.1 * VAR,
            "unbiased",
        ),
        "deviation": (0.9 * OLD + 0.1 * np.sqrt(VAR), 0.9 * OLD + 0.1 * VAR, "deviation"),
        "mean": (0.9 * OLD + 0.1 * MEAN, 0.9 * OLD + 0.1 * VAR, "mean_for_variance"),
    }
)


@pytest.mark.parametrize(("got", "want", "member"), RUNNING)
def test_a_running_value_follows_otherwise(got: Array, want: Array, member: str) -> None:
    assert told(got, want, ROWS, OLD) == f"running/{member}"


SCORES, LABELS = RANDOM.normal(size=(6, 4)), np.array([0, 2, 1, 1, 3, 0])
AT = np.arange(6), LABELS
ONES = np.eye(4)[LABELS]


def shares(axis: int | None = 1, scores: Array = SCORES) -> Array:
    return np.asarray(np.exp(scores) / np.exp(scores).sum(axis=axis, keepdims=True))


def entropy(probabilities: Array) -> Any:
    return -np.log(probabilities[AT]).mean()


RIGHT_LOSS = entropy(shares()), (shares() - ONES) / 6
ENTROPIES = cases(
    {
        "added up": (entropy(shares()) * 6, (shares() - ONES), "sum"),
        "over the columns": (entropy(shares(0)), (shares(0) - ONES) / 6, "axis"),
        "over the whole table": (entropy(shares(None)), (shares(None) - ONES) / 6, "axis"),
        "softmax twice": (
            entropy(shares(scores=shares())),
            (shares(scores=shares()) - ONES) / 6,
            "twice",
        ),
        "labels off by one": (
            -np.log(shares()[AT[0], LABELS - 1]).mean(),
            (shares() - np.roll(ONES, -1, axis=1)) / 6,
            "labels",
        ),
        "divided by the whole table": (entropy(shares()) / 4, (shares() - ONES) / 24, "table"),
        "the gradient not divided": (RIGHT_LOSS[0], shares() - ONES, "sum"),
        "the label forgotten": (RIGHT_LOSS[0], shares() / 6, "no_label"),
        "the label alone": (RIGHT_LOSS[0], -ONES / 6, "label_only"),
        "scores": (RIGHT_LOSS[0], (SCORES - ONES) / 6, "scores_for_shares"),
        "divided in part": (RIGHT_LOSS[0], shares() - ONES / 6, "partly_divided"),
    }
)


@pytest.mark.parametrize(("loss", "gradient", "member"), ENTROPIES)
def test_one_thing_is_changed_in_a_cross_entropy(loss: Any, gradient: Any, member: str) -> None:
    got = float(loss), gradient
    want = float(RIGHT_LOSS[0]), RIGHT_LOSS[1]
    assert told(got, want, SCORES, LABELS) == f"entropy/{member}"
    assert told(got, (1.0, RIGHT_LOSS[1] + 0.01), SCORES, LABELS) is None


def test_an_argument_that_is_not_multiplied_with() -> None:
    assert told(ROWS, ROWS * G, OLD, G) == "product/missing"
    assert told(ROWS * SPREAD, ROWS, SPREAD) == "product/extra"


def test_a_sum_over_an_axis_is_no_chance() -> None:
    assert told(ROWS[:5].sum(axis=0) / 5, ROWS[:5].sum(axis=0), ROWS[:5]) == "factor/mean"


def test_rows_that_are_all_the_same() -> None:
    assert told(np.repeat(ROWS[-1:], 6, axis=0), ROWS) == "same_rows/last"
    assert told(np.repeat(ROWS[:1], 6, axis=0), ROWS) == "same_rows/first"
