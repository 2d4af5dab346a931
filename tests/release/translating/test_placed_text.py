"""What a translator is asked for: words, and never the names of code."""

from __future__ import annotations

import pytest

from grader.release.translating.placed_text import Text, has_words


@pytest.mark.parametrize(
    "text", ["Twice a number", "at 3", "均值", "a_b is it", "früh", "f(x) of x"]
)
def test_words_are_translated(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "42", "x", "-> 1", "h_t", "running_mean()", "np.running_mean", "print()"]
)
def test_names_of_code_and_signs_are_not(text: str) -> None:
    assert not has_words(text)


def test_a_place_is_written_as_editors_read_it() -> None:
    assert Text("Twice", "solutions/demo/a.py", 7).place == "solutions/demo/a.py:7"
