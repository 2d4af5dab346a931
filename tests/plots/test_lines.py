"""Lines over an axis: whole, inside of the drawing, and honest about what they cannot show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawings import is_inside, read, texts, tooltips

from grader.plots.lines import LineWords, Panel, lines_svg
from grader.plots.svg import Alternative

WORDS = LineWords(
    mine="yours", theirs="expected", axis="epoch", not_finite="not finite", beyond="beyond"
)
ABOUT = Alternative(key="k", title="Losses <1>", description='All & "more".')
Numbers = tuple[float | None, ...]


def svg(got: Numbers, want: Numbers = (), *more: Panel) -> str:
    panel = Panel(name="unit 0", got=got, want=want, wrong=frozenset((1,)))
    return lines_svg([panel, *more], range(len(got)), WORDS, ABOUT)


def test_both_lines_are_named_and_the_axis_has_its_places() -> None:
    shown = texts(svg((3.0, 2.0, 1.0), (3.0, 2.5, 2.0)))
    assert shown[:2] == ["expected", "yours"] and shown[-1] == "epoch"
    assert {"0", "1", "2"} <= set(shown) and "beyond" not in shown and "not finite" not in shown


def test_who_does_not_see_gets_title_and_description_as_they_are() -> None:
    tree = read(svg((1.0, 2.0)))
    title, description = tree.find("title"), tree.find("desc")
    assert title is not None and description is not None
    assert (title.text, description.text) == (ABOUT.title, ABOUT.description)
    assert tree.attrib["role"] == "img"
    assert tree.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"


def test_what_is_not_finite_is_a_gap_with_a_mark() -> None:
    drawn = svg((1.0, None, 3.0), (1.0, 2.0, 3.0))
    assert "not finite" in texts(drawn)
    assert "epoch 1: yours not finite, expected 2" in tooltips(drawn)


def test_an_answer_far_beyond_does_not_flatten_the_expected_line() -> None:
    drawn = svg((1.0, 1e300, -1e300), (1.0, 2.0, 3.0))
    assert "beyond" in texts(drawn) and is_inside(drawn)
    assert "epoch 1: yours 1e+300, expected 2" in tooltips(drawn)
    assert not any("e300" in text for text in texts(drawn))


def test_losses_over_many_powers_of_ten_have_such_a_scale() -> None:
    shown = texts(svg((10.0, 0.1, 0.001), (10.0, 0.1, 0.002)))
    assert {"0.01", "0.1", "1", "10"} <= set(shown)


def test_without_expected_numbers_there_is_one_line() -> None:
    assert "expected" not in texts(svg((1.0, 2.0, 3.0)))


def test_panels_are_named_and_stand_under_each_other() -> None:
    other = Panel(name="unit 7", got=(1.0, 2.0), want=(), wrong=frozenset())
    shown = texts(svg((1.0, 2.0), (), other))
    assert "unit 0" in shown and "unit 7" in shown


ANY = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=8))
def test_whatever_the_numbers_are_the_drawing_is_whole(pairs: list[tuple[float, float]]) -> None:
    got, want = zip(*pairs, strict=True)
    for drawn in (svg(got, want), svg(got)):
        assert is_inside(drawn) and "nan" not in drawn and "inf" not in drawn


@pytest.mark.parametrize("number", [0.0, 5e-324, 1.7e308, -1.7e308, 1.0])
def test_equal_numbers_have_a_scale_too(number: float) -> None:
    assert is_inside(svg((number, number), (number, number)))
