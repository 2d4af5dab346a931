"""What is told of an answer of another shape, where the course says nothing."""

from __future__ import annotations

import numpy as np
import pytest
from support.cases import cases

from grader.diagnosis.evidence import Compared
from grader.judging.telling import shapes
from grader.judging.telling.shapes import shape_advice
from grader.model import Difference, Tensor

SHAPES = cases(
    {
        "time and batch swapped": ((3, 1, 2), (1, 3, 2), shapes.SIZES_SWAPPED),
        "sizes swapped": ((5, 3), (3, 5), shapes.SIZES_SWAPPED),
        "only the last step": ((4, 3), (3,), shapes.ONE_STEP),
        "only the last step of a batch": ((4, 3, 2), (3, 2), shapes.ONE_STEP),
        "cat for stack": ((4, 3, 2), (12, 2), shapes.JOINED),
        "one-hot for indices": ((1, 6), (1, 6, 29), shapes.ONE_HOT),
        "column vectors": ((3, 2), (3, 2, 1), shapes.AXIS_OF_ONE),
        "keepdims": ((4,), (1, 4), shapes.AXIS_OF_ONE),
        "squeezed": ((1, 2, 4), (2, 4), shapes.AXIS_OF_ONE_MISSING),
        "the first state too": ((3, 2), (4, 2), shapes.ONE_MORE),
        "a loop that ends early": ((3, 2), (2, 2), shapes.ONE_LESS),
        "a loop that ends early, further in": ((2, 3, 2, 2), (2, 3, 1, 2), shapes.ONE_LESS),
        "one of several further in": ((2, 3, 4), (2, 1, 4), None),
        "appended behind a loop of two": ((2, 3), (1, 3), shapes.ONLY_FIRST),
        "a return inside of the loop": ((4, 2), (1, 2), shapes.ONLY_FIRST),
        "other sizes": ((3, 2), (7, 5), None),
    }
)


def compared(got: object, want: object, *names: str) -> Compared:
    difference = Difference(kind="shape", where="y", expected="", got="")
    return Compared(
        at=1,
        got=got,
        want=want,
        names=names,
        difference=difference,
        relative=0.0,
        of_structure=True,
    )


@pytest.mark.parametrize(("want", "got", "advice"), SHAPES)
def test_shapes_say_what_to_look_at(
    want: tuple[int, ...], got: tuple[int, ...], advice: str | None
) -> None:
    assert shape_advice(compared(np.zeros(got), np.zeros(want), "y")) == advice
    tensors = compared(Tensor(np.zeros(got)), Tensor(np.zeros(want)), "y")
    assert shape_advice(tensors) == advice


def test_of_several_results_the_one_of_another_shape_is_told_of() -> None:
    right, wrong, want = np.zeros((3, 2)), np.zeros((4, 2)), np.zeros((3, 2))
    told = shape_advice(compared((right, wrong), (want, want), "outputs", "states"))
    assert told == shapes.ONE_MORE


def test_results_with_each_other_s_shapes_are_told_as_that() -> None:
    output, weights = np.zeros((3, 5)), np.zeros((3, 4))
    told = shape_advice(compared((weights, output), (output, weights), "output", "weights"))
    assert told == shapes.RESULTS_SWAPPED


def test_texts_and_numbers_in_each_other_s_place_are_told_as_that() -> None:
    words, losses = ["ab", "cd"], [1.0, 2.0]
    told = shape_advice(compared((losses, words), (words, losses), "predictions", "losses"))
    assert told == shapes.RESULTS_SWAPPED
    assert shape_advice(compared((words, words), (words, losses), "a", "b")) is None


@pytest.mark.parametrize(
    ("got", "want"),
    cases(
        {
            "letters": (["a", "b"], "ab"),
            "numbers": ([1, 2], "ab"),
            "nothing yet": ([], ""),
            "in one of several": (([[1, 2], [0, 1]], [0.5, 0.4]), (["", ""], [0.0, 0.0])),
        }
    ),
)
def test_a_list_for_a_text_is_told_as_that(got: object, want: object) -> None:
    assert shape_advice(compared(got, want, "word")) == shapes.ONE_TEXT


@pytest.mark.parametrize(
    "got",
    [np.arange(3), [0, 1, 2], [Tensor(np.zeros(2))] * 3],
    ids=["array", "list", "list of tensors"],
)
def test_what_is_no_tensor_is_told_as_that(got: object) -> None:
    assert shape_advice(compared(got, Tensor(np.arange(3)), "y")) == shapes.NO_TENSOR


def test_one_result_for_two_names_both() -> None:
    told = shape_advice(compared(np.zeros(3), (np.zeros(3), np.zeros(2)), "outputs", "states"))
    assert told is not None and "`return outputs, states`" in told


def test_several_results_for_one_are_told_as_that() -> None:
    state = Tensor(np.zeros((1, 4)))
    assert shape_advice(compared((state, state), state, "the state")) == shapes.A_PAIR


def test_whole_numbers_for_others_are_told_as_that() -> None:
    whole = (np.zeros((3, 2)), np.zeros((3, 2), dtype=int))
    want = (np.zeros((3, 2)), np.zeros((3, 2)))
    assert shape_advice(compared(whole, want, "outputs", "states")) == shapes.WHOLE_NUMBERS


def test_nothing_that_is_returned_is_told_as_that() -> None:
    assert shape_advice(compared(None, (np.zeros(3), np.zeros(2)), "a", "b")) == shapes.NOTHING
