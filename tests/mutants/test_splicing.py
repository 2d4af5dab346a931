"""Changing a text at the places of its tree, every other character left as it was."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.mutants.splicing import Edit, ParsedText, put, span, swap_neighbours

WIDE = 'x = "äöü学😀"  # 学\ny = f(x, "é") + 1\n'


def expression(source: ParsedText, of: type[ast.expr]) -> ast.expr:
    return next(node for node in ast.walk(source.tree) if isinstance(node, of))


def test_a_text_that_is_no_python_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        ParsedText.read("def f(:\n")


@pytest.mark.parametrize(
    ("of", "text"),
    [(ast.Call, 'f(x, "é")'), (ast.BinOp, 'f(x, "é") + 1'), (ast.Constant, '"äöü学😀"')],
    ids=["a call", "a sum", "a string"],
)
def test_a_segment_is_the_text_of_a_node_behind_wide_characters(
    of: type[ast.expr], text: str
) -> None:
    """`ast` counts bytes, and a character of Chinese has three."""
    source = ParsedText.read(WIDE)
    assert source.segment(expression(source, of)) == text


def test_a_segment_of_several_lines_keeps_their_ends_and_their_indentation() -> None:
    text = "x = f(\n    'é',  # one\n    2,\n)\n"
    source = ParsedText.read(text)
    assert source.segment(expression(source, ast.Call)) == "f(\n    'é',  # one\n    2,\n)"
    assert source.segment(source.tree.body[0]) == text.rstrip("\n")


def test_every_character_outside_the_edits_stays() -> None:
    source = ParsedText.read(WIDE)
    changed = source.with_edits((put(expression(source, ast.BinOp), "0"),))
    assert changed == 'x = "äöü学😀"  # 学\ny = 0\n'


def test_no_edits_change_nothing() -> None:
    assert ParsedText.read(WIDE).with_edits(()) == WIDE


def test_edits_may_come_in_any_order_and_be_longer_or_shorter() -> None:
    source = ParsedText.read("a = 1\nb = 22\nc = 333\n")
    edits = [put(node.value, f"<{node.targets[0].id}>") for node in source.tree.body]  # type: ignore[attr-defined]
    expected = "a = <a>\nb = <b>\nc = <c>\n"
    assert source.with_edits(tuple(edits)) == source.with_edits(tuple(reversed(edits))) == expected


def test_an_edit_without_length_puts_something_in_between() -> None:
    source = ParsedText.read("学 = 1\n")
    assert source.with_edits((Edit((1, 0), (1, 0), "y = "),)) == "y = 学 = 1\n"


def test_a_line_may_be_put_below_the_last() -> None:
    source = ParsedText.read("a = 1")
    assert source.with_edits((Edit((1, 5), (1, 5), "\nb = 2"),)) == "a = 1\nb = 2"


def test_a_span_begins_with_the_first_character_and_ends_behind_the_last() -> None:
    source = ParsedText.read("x = (1 +\n     2)\n")
    assert span(expression(source, ast.BinOp)) == ((1, 5), (2, 6))


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ("", []),
        ("1", []),
        ("a, b", ["[b, a]"]),
        ("a, b, c", ["[b, a, c]", "[a, c, b]"]),
        ("a,  # first\n b", ["[b,  # first\n a]"]),
    ],
    ids=["none", "one", "two", "three", "with a comment"],
)
def test_neighbours_are_swapped_pair_by_pair(items: str, texts: list[str]) -> None:
    source = ParsedText.read(f"[{items}]\n")
    listed = expression(source, ast.List)
    assert isinstance(listed, ast.List)
    changes = list(swap_neighbours(source, "swapped", listed.elts))
    assert [kind for kind, _ in changes] == ["swapped"] * len(texts)
    assert [source.with_edits(edits).rstrip("\n") for _, edits in changes] == texts


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5)


@settings(max_examples=25)
@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_putting_a_node_s_own_text_in_its_place_changes_nothing(
    strings: list[str], data: st.DataObject
) -> None:
    text = "\n".join(f"v = g({each!r}, {each!r})" for each in strings)
    source = ParsedText.read(text)
    nodes = [node for node in ast.walk(source.tree) if isinstance(node, ast.expr)]
    node = data.draw(st.sampled_from(nodes))
    assert source.with_edits((put(node, source.segment(node)),)) == text
