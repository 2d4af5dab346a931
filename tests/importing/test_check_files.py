"""The check file of an imported task."""

from __future__ import annotations

import ast
from decimal import Decimal

import pytest
from support.cases import cases

from grader.files.json_text import quote
from grader.files.markers import without_hidden
from grader.importing import cells
from grader.importing.check_files import check_file
from grader.points import points_text
from grader.sources.text import Source


def a_test(
    text: str, visible: str | None = None, *, name: str = "q1", points: str = "1"
) -> cells.Test:
    code = cells.Code(1, "week.ipynb cell 3", Source("week.ipynb", text))
    return cells.Test(name, code, text if visible is None else visible, Decimal(points))


def made(*tests: cells.Test, own: set[str] | None = None) -> str:
    text = check_file("half", "week.ipynb cell 3", list(tests), own or set())
    ast.parse(text)
    return text


def checks(text: str) -> list[tuple[str, dict[str, object]]]:
    """The functions of a check file with what their decorators say."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            (decorator,) = node.decorator_list
            assert isinstance(decorator, ast.Call)
            said = {str(each.arg): ast.literal_eval(each.value) for each in decorator.keywords}
            found.append((node.name, said))
    return found


def test_a_test_that_students_see_is_one_check() -> None:
    text = made(a_test("assert half(2) == 1"))
    assert checks(text) == [("test_q1", {"points": 1, "title": "q1"})]
    assert "def test_q1():\n    assert half(2) == 1\n" in text


def test_what_is_hidden_is_seen_in_part_for_no_points_and_decides_whole() -> None:
    text = made(a_test("assert f(1)\nassert f(2)", "assert f(1)", points="2.50"))
    assert checks(text) == [
        ("test_q1", {"points": 0, "title": "q1, as far as it is shown"}),
        ("test_q1_whole", {"points": 2.5, "title": "q1, with hidden tests"}),
    ]
    seen = without_hidden("x", text)  # type: ignore[arg-type]
    assert seen is not None and "f(1)" in seen and "f(2)" not in seen


def test_what_is_hidden_altogether_has_no_visible_check() -> None:
    text = made(a_test("assert f(2)", ""))
    assert [name for name, _ in checks(text)] == ["test_q1_whole"]


def test_names_that_are_no_functions_or_there_already_are_made_so() -> None:
    text = made(
        a_test("assert f(1)", name="q 1.a"),
        a_test("assert f(2)", name="q 1.a"),
        a_test("assert f(3)", name="1"),
        a_test("assert f(4)", name="问题"),
    )
    assert [name for name, _ in checks(text)] == [
        "test_q_1_a",
        "test_q_1_a_2",
        "test_q_1",
        "test_question",
    ]
    assert checks(text)[-1][1]["title"] == "问题"


def test_names_of_the_notebook_are_global_in_a_check() -> None:
    assert "    global x\n    x = 1" in made(a_test("x = 1\nassert f(x)"), own={"x", "y"})


def test_without_hidden_tests_the_region_for_them_is_there_and_empty() -> None:
    assert made().endswith("### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n")


def test_a_hashed_answer_brings_its_function() -> None:
    text = made(a_test("_answers = {}\n_answers['f(1)'] = hashed(f(1))\nreturn _answers"))
    assert "from hashlib import sha256" in text and "SALT = " in text
    assert checks(text)[0][1]["decimals"] == 2
    assert "sha256" not in made(a_test("assert f(1)"))


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("1", "1"),
        ("1.0", "1"),
        ("2.50", "2.5"),
        ("0", "0"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.01", "0.01"),
    ],
)
def test_points_are_written_without_exponent_and_zeros(points: str, text: str) -> None:
    assert points_text(Decimal(points)) == text


@pytest.mark.parametrize(
    "text", cases({"plain": "a", "quotes": "a\"b'c", "lines": "a\nb\\", "wide": "问题"})
)
def test_a_text_is_the_same_to_python(text: str) -> None:
    assert ast.literal_eval(quote(text)) == text
