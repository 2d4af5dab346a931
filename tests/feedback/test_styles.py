"""How parts of a text stand out: plain until a style is asked for, and again at its end."""

from __future__ import annotations

import pytest

from grader.feedback.styles import apply_style, use_style


def marked(text: str, name: str) -> str:
    return f"<{name}>{text}"


def test_a_style_holds_until_its_block_ends_whatever_ends_it() -> None:
    assert apply_style("x", "good") == "x"
    with pytest.raises(KeyError), use_style(marked):
        assert apply_style("x", "good") == "<good>x"
        with use_style(lambda text, name: text.upper()):
            assert apply_style("x", "good") == "X"
        assert apply_style("x", "bad") == "<bad>x"
        raise KeyError
    assert apply_style("x", "bad") == "x"
