"""JSON that we write: readable, exact, and its texts are Python's and TOML's too."""

from __future__ import annotations

import ast
import json
import tomllib
from decimal import Decimal

import pytest

from grader.files.json_text import json_text, quote


def test_points_are_exact_numbers_over_several_lines() -> None:
    text = json_text({"earned": Decimal("2.50"), "tasks": ["a"]})
    assert text == b'{\n "earned": 2.50,\n "tasks": [\n  "a"\n ]\n}\n'


def test_a_number_is_as_it_was_written_and_never_rounded() -> None:
    exact = Decimal("0.1000000000000000055511151231257827")
    assert json.loads(json_text([exact]), parse_float=Decimal) == [exact]


def test_what_has_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        json_text(object())


@pytest.mark.parametrize("text", ["", 'say "no"', "C:\\new", "two\nlines\t", "均值 ü", "'single'"])
def test_a_quoted_text_means_the_same_in_json_toml_and_python(text: str) -> None:
    line = quote(text)
    assert "\n" not in line
    assert json.loads(line) == ast.literal_eval(line) == text
    assert tomllib.loads(f"text = {line}") == {"text": text}
