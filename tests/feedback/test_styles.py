"""How parts of a text stand out: plain until a style is asked for, and again at its end."""

from __future__ import annotations

import pytest

from grader.feedback.styles import styled, styling


def marked(text: str, name: str) -> str:
    return f"<{name}>{text}"


def test_a_style_holds_until_its_block_ends_whatever_ends_it() -> None:
    assert styled("x", "good") == "x"
    with pytest.raises(KeyError), styling(marked):
        assert styled("x", "good") == "<good>x"
        with styling(lambda text, name: text.upper()):
            assert styled("x", "good") == "X"
        assert styled("x", "bad") == "<bad>x"
        raise KeyError
    assert styled("x", "bad") == "x"
