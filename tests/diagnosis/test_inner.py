"""The first inner step that is wrong, of what both sides' leaves gave; no process is asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.evidence import Compared, Evidence, InnerStep
from grader.diagnosis.inner import first_wrong_step
from grader.model import DiagnosisKind, Difference, Outcome

LOW, HIGH = np.arange(1.0, 5.0), np.arange(1.0, 4.0) ** 2


def step(leaf: str, value: Any, gradient: Any = None) -> InnerStep:
    return InnerStep(leaf=leaf, value=np.asarray(value), gradient=gradient)


def told(
    mine: list[InnerStep],
    theirs: list[InnerStep],
    *,
    got: Any = None,
    want: Any = None,
    names: tuple[str, ...] = (),
    trace: tuple[str, ...] = (),
    gradients: bool = False,
    handed: frozenset[str] = frozenset(),
) -> tuple[str, str, str] | None:
    """The name, the title and the explanation of what is said."""
    compared = Compared(
        at=1,
        got=got,
        want=want,
        names=names,
        difference=Difference(kind="values", where="y", expected="", got=""),
        relative=1e-9,
        trace=trace,
        of_gradients=gradients,
    )
    evidence = Evidence(
        check="a::x",
        outcome=Outcome.FAILED,
        compared=compared,
        inside=tuple(mine),
        inside_wanted=tuple(theirs),
        handed=handed,
    )
    diagnosis = first_wrong_step(evidence)
    if diagnosis is None:
        return None
    assert diagnosis.kind is DiagnosisKind.INTERMEDIATE
    return diagnosis.name, diagnosis.title, diagnosis.explanation


def test_without_anything_inside_nothing_is_said() -> None:
    assert told([], []) is None
    assert first_wrong_step(Evidence(check="a::x", outcome=Outcome.CRASHED)) is None


BOTH = [step("low", LOW), step("high", HIGH)]


def test_the_first_leaf_that_gives_other_numbers_was_handed_something_else() -> None:
    name, title, why = told([step("low", LOW), step("high", HIGH * 2)], BOTH) or ("", "", "")
    assert (name, title) == ("inner/forward", "high is handed something else than it should be")
    assert why.startswith("low gives the right numbers. high is the first layer whose answer")


def test_where_the_first_is_wrong_nothing_is_called_right() -> None:
    _, title, why = told([step("low", LOW + 1), step("high", HIGH * 2)], BOTH) or ("", "", "")
    assert title.startswith("low is handed") and why.startswith("low is the first layer")


def test_where_all_leaves_are_right_it_is_what_comes_after_them() -> None:
    assert told(BOTH, BOTH) == (
        "inner/after",
        "The layers are right, and what comes after them is not",
        "low and high give the right numbers. Look at what you do with them after that.",
    )


@pytest.mark.parametrize(
    "high",
    [HIGH * (1 + 1e-7), HIGH[::-1], HIGH[:, None], HIGH.astype("f4")],
    ids=["last digits", "another order", "an axis more", "single precision"],
)
def test_the_same_numbers_on_other_axes_are_right(high: Any) -> None:
    """A model of the student's own may keep batches first."""
    name, *_ = told([step("low", LOW), step("high", high)], BOTH) or ("",)
    assert name == "inner/after"


@pytest.mark.parametrize(
    "mine",
    cases(
        {
            "called twice": ([step("low", LOW), step("low", LOW), step("high", HIGH)],),
            "not called": ([step("high", HIGH)],),
            "of another size": ([step("low", LOW[:2]), step("high", HIGH)],),
            "nothing": ([],),
        }
    ),
)
def test_leaves_that_are_called_otherwise_may_be_honest(mine: list[InnerStep]) -> None:
    assert told(mine, BOTH) is None


def test_a_leaf_that_is_called_at_each_step_is_named_once() -> None:
    theirs = [step("cell", LOW), step("cell", LOW * 2), step("out", HIGH)]
    _, _, why = told([*theirs[:2], step("out", HIGH + 1)], theirs) or ("", "", "")
    assert why.startswith("cell gives the right numbers.")


RUN = [step("cell", LOW), step("cell", LOW * 2), step("out", np.concatenate([HIGH, HIGH * 2]))]


@pytest.mark.parametrize(
    ("scale", "name"), [(1, "inner/after"), (3, "inner/forward")], ids=["right", "wrong"]
)
def test_a_layer_may_be_called_for_all_steps_or_for_each(scale: int, name: str) -> None:
    each = [step("out", HIGH * scale), step("out", HIGH * 2 * scale)]
    said = told([*RUN[:2], *each], RUN)
    assert said is not None and said[0] == name
    assert name == "inner/after" or said[1].startswith("out is handed")


def test_of_a_layer_that_is_called_for_each_step_the_first_wrong_call_is_told() -> None:
    whole = [step("rnn", np.concatenate([LOW, LOW * 2, LOW * 3]))]
    each = [step("rnn", LOW), step("rnn", LOW * 5), step("rnn", LOW * 7)]
    said = told(each, whole)
    assert said is not None and said[1].startswith("rnn is handed something else from its call num")
    by_column = [step("rnn", part) for part in np.array([LOW, LOW * 2, LOW * 3]).T]
    assert (told(by_column, whole) or ("",))[0] == "inner/after"
    joined = step("rnn", whole[0].value, whole[0].value)
    halves = [step("rnn", half, half) for half in np.split(whole[0].value, 2)]
    assert told(halves, [joined], gradients=True) is None
    cut = [step("rnn", half) for half in np.split(whole[0].value, 2)]
    assert (told(cut, [joined], gradients=True) or ("",))[0] == "inner/no_gradient"


def test_another_size_is_told_where_what_follows_is_wrong_too() -> None:
    said = told([step("low", LOW[:2]), step("high", HIGH + 1)], BOTH)
    assert said is not None and said[1] == "low is handed something else than it should be"
    assert said[2].startswith("low answers with the shape (2,), and should with (4,)")
    of_gradients = [step("low", LOW[:2], LOW), step("high", HIGH + 1, HIGH * 2)]
    assert told(of_gradients, graded(LOW, HIGH), gradients=True) is None


def test_what_a_function_is_handed_and_never_calls_is_named() -> None:
    said = told([], RUN, handed=frozenset(("cell", "out")))
    assert said is not None and said[:2] == ("inner/uncalled", "cell is never called")
    said = told([*RUN[:2]], RUN, handed=frozenset(("cell", "out")))
    assert said is not None and said[1] == "out is never called"


def graded(low: Any, high: Any) -> list[InnerStep]:
    return [step("low", LOW, low), step("high", HIGH, high)]


@pytest.mark.parametrize(
    ("low", "high", "title"),
    cases(
        {
            "none reaches the first": (None, HIGH, "No gradient reaches low"),
            "none reaches either": (None, None, "No gradient reaches high"),
            "another reaches the first": (
                LOW * 2,
                HIGH,
                "Another gradient reaches low than should",
            ),
            "another reaches both": (
                LOW * 2,
                HIGH * 2,
                "Another gradient reaches high than should",
            ),
            "all are right": (LOW, HIGH, None),
        }
    ),
)
def test_of_gradients_the_last_leaf_is_looked_at_first(
    low: Any, high: Any, title: str | None
) -> None:
    said = told(graded(low, high), graded(LOW, HIGH), gradients=True)
    assert (said and said[1]) == title


def test_a_leaf_that_needs_no_gradient_is_passed_over() -> None:
    assert told(graded(LOW, None), graded(None, None), gradients=True) is None


STEPS = ("z", "a", "y")
WANT = {"z": LOW, "a": np.tanh(LOW), "y": 3.0}


@pytest.mark.parametrize(
    ("got", "title"),
    cases(
        {
            "the first": ({**WANT, "z": LOW + 1}, "z is the first step that is wrong"),
            "a later one": ({**WANT, "a": LOW, "y": 4.0}, "a is the first step that is wrong"),
            "the last": ({**WANT, "y": 4.0}, "y is the first step that is wrong"),
            "none": (WANT, None),
            "one that is not there": ({"z": LOW, "y": 4.0}, None),
            "no steps at all": (np.ones(3), None),
        }
    ),
)
def test_of_marked_steps_the_first_that_differs_is_told(got: Any, title: str | None) -> None:
    said = told([], [], got=got, want=WANT, trace=STEPS)
    assert (said and said[1]) == title


def test_marked_steps_may_be_a_tuple_whose_items_have_names() -> None:
    want = tuple(WANT.values())
    said = told([], [], got=(LOW, LOW, 3.0), want=want, names=STEPS, trace=STEPS)
    assert said is not None and said[2] == (
        "z gives the right numbers, and a does not: look at the lines that compute a from what is"
        " right."
    )
    assert told([], [], got=(LOW, LOW), want=want, names=STEPS, trace=STEPS) is None
