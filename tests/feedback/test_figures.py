"""Figures of a check: drawings, what they say in words, and the numbers as a table."""

from __future__ import annotations

from support.drawings import read, texts, tooltips
from support.results import check, picture

from grader.feedback.figures import Figure, figures
from grader.model import Axis, Outcome, Picture
from grader.nouns import replace

STEPS = Axis(name="time step", length=3, places=(0, 1, 2))
UNITS = Axis(name="unit", length=2, places=(0, 1))


def figure_of(one: Picture) -> Figure:
    (figure,) = figures(check(outcome=Outcome.FAILED, pictures=(one,)))
    return figure


def described(figure: Figure, at: int = 0) -> str:
    return read(figure.drawings[at]).findtext("desc") or ""


def test_a_curve_is_one_drawing_and_a_table_of_both_sides() -> None:
    figure = figure_of(picture(Axis(name="epoch", length=3, places=(0, 1, 2)), name="losses"))
    assert len(figure.drawings) == 1
    assert figure.head == ("epoch", "yours", "expected", "")
    assert figure.rows[1] == ("1", "1.75", "1.5", "wrong") and figure.rows[2][3] == "right"
    assert figure.caption == f"losses. {described(figure)}"
    assert described(figure) == (
        "1 of 3 numbers drawn are wrong, the first at epoch 1. The largest error is 0.25, at"
        " epoch 1."
    )


def test_states_are_lines_over_the_steps_and_a_heat_map_with_time_to_the_right() -> None:
    figure = figure_of(picture(STEPS, UNITS, wrong=(3,)))
    lines, heat = figure.drawings
    assert "unit 0" in texts(lines) and "unit 1" in texts(lines)
    assert texts(heat)[-2:] == ["time step", "unit"]
    assert "time step 1, unit 1: yours 3.75, expected 3.5" in tooltips(heat)
    assert figure.head == ("time step", "unit 0", "unit 1")
    assert figure.rows[1] == ("1", "2.5", "3.75, not 3.5")


def test_axes_are_named_in_the_language_of_the_result() -> None:
    figure = figure_of(
        picture(replace(STEPS, said="时间步"), replace(UNITS, said="单元"), wrong=(3,))
    )
    lines, heat = figure.drawings
    assert "单元 0" in texts(lines) and texts(heat)[-2:] == ["时间步", "单元"]
    assert figure.head == ("时间步", "单元 0", "单元 1")
    assert "the first at 时间步 1, 单元 1" in figure.caption


def test_steps_that_come_second_are_turned_to_the_front() -> None:
    figure = figure_of(picture(UNITS, STEPS, wrong=(1, 5)))
    assert figure.head == ("time step", "unit 0", "unit 1")
    assert figure.rows[1][1] == "1.75, not 1.5" and figure.rows[2][2] == "5.75, not 5.5"
    assert "time step 1, unit 0: yours 1.75, expected 1.5" in tooltips(figure.drawings[1])


def test_without_steps_there_is_a_heat_map_alone() -> None:
    rows, columns = (Axis(name=name, length=2, places=(0, 1)) for name in ("", "class"))
    figure = figure_of(picture(rows, columns))
    assert len(figure.drawings) == 1 and figure.head[0] == "place"


def test_of_many_units_the_four_that_are_most_wrong_have_lines() -> None:
    many = Axis(name="unit", length=9, places=tuple(range(9)))
    one = picture(STEPS, many, wrong=(9 + 1, 9 + 4, 9 + 5, 9 + 8, 18 + 8))
    one = replace(one, errors=(0.1, None, 0.3, 0.4, 0.5))
    shown = [text for text in texts(figure_of(one).drawings[0]) if text.startswith("unit")]
    assert shown == ["unit 1", "unit 4", "unit 5", "unit 8"]


def test_what_is_drawn_of_a_larger_answer_is_told() -> None:
    some = Axis(name="epoch", length=900, places=(0, 450, 899))
    one = replace(picture(some), at=(("batch", 2),), name="losses")
    assert figure_of(one).caption.startswith(
        "losses at batch 2; 3 of 900 places of epoch are drawn. 1 of 3 numbers"
    )


def test_numbers_that_are_not_finite_are_told() -> None:
    one = replace(picture(STEPS), got=(0.5, None, 2.5), errors=(None,))
    figure = figure_of(one)
    assert figure.rows[1] == ("1", "not finite", "1.5", "wrong")
    assert "not finite" in texts(figure.drawings[0])
    assert described(figure) == "1 of 3 numbers drawn are wrong, the first at time step 1."


def test_an_answer_that_is_right_says_so() -> None:
    assert described(figure_of(picture(STEPS, wrong=()))) == "All 3 numbers drawn are right."


def test_numbers_that_stay_with_the_course_are_nowhere() -> None:
    one = replace(picture(STEPS, UNITS, wrong=(3,)), want=(), errors=())
    figure = figure_of(one)
    said = [text for each in figure.drawings for text in (*texts(each), *tooltips(each))]
    everything = " ".join([*said, described(figure), figure.caption])
    assert "3.75" in everything and "expected 3.5" not in everything and "0.25" not in everything
    assert figure.rows[1] == ("1", "2.5", "3.75, wrong")
    assert "right" in texts(figure.drawings[1]) and "not finite" not in everything


def test_nothing_to_draw_gives_no_figure() -> None:
    empty = picture(Axis(name="epoch", length=0, places=()), wrong=())
    assert figures(check(outcome=Outcome.FAILED, pictures=(empty,))) == ()
    assert figures(check()) == ()
