"""Text without separators and case, with the places where its words begin and end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import cases

from grader.intake.rosters.squeezed_text import SqueezedText, squeeze, without_accents


@pytest.mark.parametrize(
    ("text", "parts"),
    cases(
        {
            "parted": ("Li Ming_srn-2", ["li", "ming", "srn", "2"]),
            "glued by capitals": ("LiMingSRNWang", ["li", "ming", "srn", "wang"]),
            "with figures": ("hw1LiMing2023", ["hw", "1", "li", "ming", "2023"]),
            "Chinese": ("李明hw1", ["李", "明", "hw", "1"]),
            "accents": ("Jose\u0301Garci\u0301a", ["josé", "garcía"]),
            "wide letters": ("ＬｉＭｉｎｇ", ["li", "ming"]),
            "nothing": ("_-.", []),
        }
    ),
)
def test_parts_of_a_text(text: str, parts: list[str]) -> None:
    squeezed_text = SqueezedText.of(text)
    edges = sorted(squeezed_text.edges)
    letters = squeezed_text.letters
    assert [letters[a:b] for a, b in itertools.pairwise(edges)] == parts


def test_a_place_begins_and_ends_with_a_part() -> None:
    text = SqueezedText.of("LiMing_liminga")
    assert text.places("liming") == [(0, 6)]
    assert text.places("ming") == [(2, 6)] and text.places("ing") == []


def test_what_stands_beside_a_place_is_known_by_words_and_parts() -> None:
    text = SqueezedText.of("hw1LiMing_srnTanh")
    assert text.parts_beside(text.places("liming")) == [["hw", "1"], ["srn", "tanh"]]
    assert text.parts_beside([(0, len(text.letters))]) == []


@given(st.text(max_size=20))
def test_any_text_is_squeezed_to_the_same_letters(text: str) -> None:
    assert SqueezedText.of(text).letters == squeeze(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("José García", "Jose Garcia"),
        ("Nguyễn Thị Ánh", "Nguyen Thi Anh"),
        ("王芳 がく 한글 й", "王芳 がく 한글 й"),
        ("Bo Lind", "Bo Lind"),
    ],
)
def test_latin_letters_lose_their_accents(text: str, plain: str) -> None:
    assert without_accents(text) == plain
