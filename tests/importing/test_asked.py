"""What a question asks for: names that its answers bind and its tests look at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.cases import cases

from grader.importing import cells
from grader.importing.answer_cells import with_markers
from grader.importing.asked import definitions, find_asked_names, variables
from grader.importing.cells import Code, choose_identifier
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


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("q1", "q1"),
        ("Question 1 (a)", "Question_1_a"),
        ("1a", "q_1a"),
        ("", "question"),
        ("问", "question"),
    ],
)
def test_a_name_that_can_be_a_file_s_and_a_function_s(name: str, plain: str) -> None:
    assert choose_identifier(name, set()) == plain and plain.isidentifier()


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"q1_2"}
    assert [choose_identifier("q1", taken) for _ in range(3)] == ["q1", "q1_3", "q1_4"]


B, E = "### BEGIN SOLUTION", "### END SOLUTION"


@pytest.mark.parametrize(
    ("text", "names", "marked"),
    cases(
        {
            "a function": (
                "def f():\n    return 1",
                None,
                f"def f():\n    {B}\n    return 1\n    {E}",
            ),
            "below its docstring": (
                'def f():\n    """Text."""\n    return 1',
                None,
                f'def f():\n    """Text."""\n    {B}\n    return 1\n    {E}',
            ),
            "on one line": ("def f(): return 1", None, "def f(): return 1"),
            "methods": (
                "class C:\n    def f(self):\n        return 1",
                None,
                f"class C:\n    def f(self):\n        {B}\n        return 1\n        {E}",
            ),
            "no functions": ("x = 1", None, f"{B}\nx = 1\n{E}"),
            "below imports and constants": (
                "import os\nN = 3\nx = 1\ny = x",
                ("y",),
                f"import os\nN = 3\n{B}\nx = 1\ny = x\n{E}",
            ),
            "a constant that is asked for": ("N = 3", ("N",), f"{B}\nN = 3\n{E}"),
            "beside a function, only what is asked": (
                "a = 0\nx = 1\nb = 2\ndef f(): return 1",
                ("x",),
                f"a = 0\n{B}\nx = 1\n{E}\nb = 2\ndef f(): return 1",
            ),
            "nothing that is asked": ("a = 0", ("x",), "a = 0"),
        }
    ),
)
def test_what_the_student_writes_is_put_between_markers(
    text: str, names: tuple[str, ...] | None, marked: str
) -> None:
    assert with_markers(text, names) == marked
