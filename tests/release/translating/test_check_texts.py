"""What a check says to students is read off its file, which is not run."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from grader.errors import BadFile
from grader.release.translating.check_texts import check_texts

FILE = dedent(
    """\
    import nowhere
    AXES = ("time step", "unit")
    NAMES = ("outputs", "the states")
    HINT = "Look at " "the loop."

    def help(compare, got, want, name):
        told = f"the keys {got[:8]}" if got else "something else"
        compare.that(got == want, "the answer", expected=" first, then ".join(name), got=told)
        compare.equal(got, want, names=f"{name}.weight", axes=AXES)
        compare.equal(got, want, names=f"what the {name} computes, {got}")
        compare.like(got, want, names=NAMES)

    @check(points=1, title="One", needs="f", hint=HINT, hints={"raised": ("Two.", "Three.")})
    def test_one(student):
        with compare.part(1, "a part"):
            raise ValueError("said to nobody")

    @check(points=1, title="Hidden")
    def test_hidden(student): ...
    """
)


def found(text: str, left_out: frozenset[int] = frozenset()) -> list[str]:
    return [each.text for each in check_texts(Path("t.py"), "t.py", text, left_out)]


def test_titles_hints_and_words_of_comparisons_are_found() -> None:
    assert set(found(FILE)) == {
        *("time step", "unit", "the states", "Look at the loop."),
        *("the keys {part1}", "something else", "the answer", "{first} first, then {second}"),
        "what the {name} computes, {got}",
        *("One", "Two.", "Three.", "a part", "Hidden"),
    }


def test_lines_of_hidden_checks_can_be_left_out() -> None:
    last = frozenset({FILE.split("\n").index('@check(points=1, title="Hidden")') + 1})
    assert "Hidden" not in found(FILE, last) and "One" in found(FILE, last)


def test_a_check_file_that_is_no_python_is_told() -> None:
    with pytest.raises(BadFile, match=r"t\.py"):
        found("def f(:\n")
