"""What is drawn of a comparison: few numbers, the wrong ones among them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.cases import cases
from support.results import check, result, task

from grader.checking.comparing.comparison import Comparison, Mismatch
from grader.diagnosis.evidence import Compared
from grader.gradebook.result_json import from_json, to_json
from grader.judging.telling.picturing import MOST_POINTS, pictures_of
from grader.model import Outcome, Picture, Tensor, Tolerances

STATES = np.arange(6.0).reshape(3, 2)


def compared(got: object, want: object, **asked: Any) -> Compared | None:
    """What is known of a comparison once it did not hold."""
    compare = Comparison(Tolerances())
    with pytest.raises(Mismatch):
        compare.equal(got, want, **asked)
    return compare.first_wrong


def drawn(got: object, want: object, **asked: Any) -> tuple[Picture, ...]:
    return pictures_of(compared(got, want, **asked), Tolerances())


def test_a_curve_is_kept_with_where_it_is_wrong_and_how_far_off() -> None:
    (losses,) = drawn([3.0, 2.0, 1.5], [3.0, 2.5, 1.0], names="losses", axes=("epoch",))
    assert (losses.name, losses.got, losses.want) == ("losses", (3.0, 2.0, 1.5), (3.0, 2.5, 1.0))
    assert (losses.wrong, losses.errors) == ((1, 2), (0.5, 0.5))
    (axis,) = losses.axes
    assert (axis.name, axis.length, axis.places) == ("epoch", 3, (0, 1, 2)) and axis.in_steps


def test_axes_are_named_in_the_language_that_is_spoken() -> None:
    """Their own names stay: by them time is known."""
    words = {"time step": "时间步", "final states": "最后的状态", "batch": "批次"}
    wrong = compared(
        np.zeros((2, 3, 4)),
        np.ones((2, 3, 4)),
        names="final states",
        axes=("time step", "batch", ""),
    )
    (drawing,) = pictures_of(wrong, Tolerances(), lambda name: words.get(name, name))
    (steps, _) = drawing.axes
    assert (steps.name, steps.said, steps.in_steps) == ("time step", "时间步", True)
    assert drawing.name == "最后的状态" and drawing.at == (("批次", 0),)


def test_of_several_answers_the_wrong_ones_come_first_and_two_at_most() -> None:
    got, want = (STATES, STATES + 1, STATES + 2), (STATES, STATES, STATES)
    pictures = drawn(got, want, names=("a", "b", "c"), axes=("time step", "unit"))
    assert [picture.name for picture in pictures] == ["b", "c"]
    pictures = drawn((STATES, STATES + 1), (STATES, STATES), names=("states", "outputs"))
    assert [(picture.name, len(picture.wrong)) for picture in pictures] == [
        ("outputs", 6),
        ("states", 0),
    ]


def test_an_error_too_small_for_six_digits_is_told() -> None:
    (picture,) = drawn(np.array([1.0, 2.0 + 3e-8]), np.array([1.0, 2.0]))
    assert picture.got == picture.want and picture.wrong == (1,)
    assert picture.errors[0] == pytest.approx(3e-8, rel=1e-2)


def test_of_many_axes_the_steps_and_the_last_stay_where_the_first_wrong_number_is() -> None:
    want = np.zeros((4, 5, 3))
    got = want.copy()
    got[2, 3, 1] = 7.0
    (picture,) = drawn(got, want, names="h", axes=("time step", "batch", "unit"))
    assert [axis.name for axis in picture.axes] == ["time step", "unit"]
    assert picture.at == (("batch", 3),) and picture.wrong == (2 * 3 + 1,)
    (picture,) = drawn(got, want)
    assert picture.at == (("axis 0", 2),) and [len(axis.places) for axis in picture.axes] == [5, 3]


def test_axes_of_one_are_left_out_without_a_word() -> None:
    (picture,) = drawn(np.ones((1, 4, 1)), np.zeros((1, 4, 1)), axes=("layer", "step", "unit"))
    assert [axis.name for axis in picture.axes] == ["step"] and picture.at == ()


def test_of_a_long_answer_even_places_are_kept_and_the_worst() -> None:
    want = np.zeros(10_001)
    got = want.copy()
    got[7] = 1e-3
    got[4_321] = 9.0
    (picture,) = drawn(got, want)
    (axis,) = picture.axes
    assert len(axis.places) == MOST_POINTS and axis.length == 10_001
    assert {0, 4_321, 10_000} < set(axis.places) and list(axis.places) == sorted(axis.places)
    assert picture.wrong == (axis.places.index(4_321),)
    (wide,) = drawn(np.ones((500, 400)), np.zeros((500, 400)))
    assert wide.size == 24 * 12 and len(wide.wrong) == wide.size


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_none_and_comes_through_the_gradebook(number: float) -> None:
    (picture,) = drawn(np.array([1.0, number, 1e308]), np.array([1.0, 2.0, -1e308]))
    assert picture.got == (1.0, None, 1e308) and picture.errors[0] is None
    kept = result(task("a", check(outcome=Outcome.FAILED, pictures=(picture,))))
    assert from_json(to_json(kept)) == kept


NOT_DRAWN = cases(
    {
        "another shape": (np.zeros((2, 3)), np.zeros((3, 2)), {}),
        "one number": (np.array([1.0]), np.array([2.0]), {}),
        "a number": (1.0, 2.0, {}),
        "texts": (["a", "b"], ["a", "c"], {}),
        "complex numbers": (np.array([1j, 2]), np.array([1j, 3]), {}),
        "no array": (None, np.zeros(3), {}),
        "rows in any order": (STATES + 1, STATES, {"up_to": "order"}),
        "another number of items": ([STATES], [STATES, STATES], {}),
    }
)


@pytest.mark.parametrize(("got", "want", "asked"), NOT_DRAWN)
def test_what_says_nothing_as_a_drawing_is_not_drawn(got: Any, want: Any, asked: Any) -> None:
    assert drawn(got, want, **asked) == ()


def test_only_the_structure_or_nothing_compared_is_not_drawn() -> None:
    compare = Comparison(Tolerances())
    with pytest.raises(Mismatch):
        compare.like(np.zeros(3), np.zeros(3, dtype=np.int64))
    assert pictures_of(compare.first_wrong, Tolerances()) == pictures_of(None, Tolerances()) == ()


def test_tensors_and_whole_numbers_are_drawn() -> None:
    (picture,) = drawn(Tensor(np.array([1, 2, 3])), Tensor(np.array([1, 2, 4])))
    assert picture.got == (1.0, 2.0, 3.0) and picture.wrong == (2,) and picture.errors == (1.0,)


def test_the_tolerance_of_the_check_says_what_is_wrong() -> None:
    got, want = np.array([1.0, 2.05, 9.0]), np.array([1.0, 2.0, 3.0])
    (picture,) = drawn(got, want, atol=0.1, rtol=0.0)
    assert picture.wrong == (2,)
