"""What a question asks for: names that its answers bind and its tests look at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.cases import cases

from grader.importing import cells
from grader.importing.asked import definitions, find_asked_names, variables
from grader.importing.cells import Code
from grader.sources.text import Source


def code(text: str) -> Code:
    return Code(1, "week.ipynb cell 1", Source("a", text))


def asked(answers: list[str], *tests: str) -> tuple[str, ...]:
    looking = [cells.Test("q", code(text), text, Decimal(1)) for text in tests]
    return find_asked_names([code(text) for text in answers], looking)


@pytest.mark.parametrize(
    ("answers", "tests", "names"),
    cases(
        {
            "what the tests call": (["def f(): ...\ndef g(): ..."], ["assert f()"], ("f",)),
            "a variable": (["x = 1\ny = 2"], ["assert x == 1"], ("x",)),
            "functions first": (["x = 1\ndef f(): ..."], ["assert f() == x"], ("f", "x")),
            "named in a text": (["x = 1"], ["assert env['x'] == 1"], ("x",)),
            "tests that look at nothing of it": (
                ["def f(): ...\nx = 1"],
                ["assert True"],
                ("f",),
            ),
            "nothing looks at variables either": (["x = 1"], ["assert True"], ("x",)),
            "another cell that only assigns": (
                ["def f(): ...", "y = 2"],
                ["assert f()"],
                ("f", "y"),
            ),
            "another cell with constants": (["def f(): ...", "SEED = 2"], ["assert f()"], ("f",)),
            "no tests": (["class C: ..."], [], ("C",)),
            "nothing at all": (["print(1)"], ["assert True"], ()),
        }
    ),
)
def test_the_names_that_a_question_asks_for(
    answers: list[str], tests: list[str], names: tuple[str, ...]
) -> None:
    assert asked(answers, *tests) == names


def test_definitions_and_variables_are_told_apart() -> None:
    answers = [code("import os\ndef f(): ...\nb: int = 1"), code("a = 1\na += 2\nclass C: ...")]
    assert definitions(answers) == ["f", "C"]
    assert variables(answers) == ["a", "b"]


B, E = "### BEGIN SOLUTION", "### END SOLUTION"
