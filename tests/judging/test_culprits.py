"""Whose fault an exception in a check's own code is: read off the names that hold an answer."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from support.cases import cases

from grader.judging.culprits import handles_student_value, tainted_names


def tainted(body: str) -> set[str]:
    text = f"def test_x(student, reference, rng, compare):\n{indent(dedent(body), '    ')}\n"
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    return tainted_names(function) - {"student"}


@pytest.mark.parametrize(
    ("body", "names"),
    cases(
        {
            "an answer": ("got = student.f(1)", {"got"}),
            "a name made of it": ("got = student.f(1)\nsize = len(got)", {"got", "size"}),
            "the reference's": ("want = reference.f(1)", set()),
            "a draw": ("x = rng.values(3)", set()),
            "a pair": ("one, (two, *rest) = student.f(1)", {"one", "two", "rest"}),
            "side by side": ("got, want = student.f(1), reference.f(1)", {"got"}),
            "side by side with a star": ("got, *want = student.f(1), 2, 3", {"got", "want"}),
            "an item": ("box = [0]\nbox[0] = student.f(1)", {"box"}),
            "added to": ("total = 0\ntotal += student.f(1)", {"total"}),
            "in a loop": ("for item in student.f(1):\n    pass", {"item"}),
            "in a comprehension": ("sizes = [len(row) for row in student.f(1)]", {"row", "sizes"}),
            "a list that grows": ("seen = []\nseen.append(student.f(1))", {"seen"}),
            "in a with": ("with student.open() as file:\n    pass", {"file"}),
            "a walrus": ("if (got := student.f(1)):\n    pass", {"got"}),
            "an annotation": ("got: int = student.f(1)", {"got"}),
            "a function within": (
                "def size(x):\n    return len(student.f(x))",
                {"size"},
            ),
            "a module stays clean": ("y = np.asarray(student.f(1))", {"y"}),
            "before it is bound": ("a = b\nb = student.f(1)", {"a", "b"}),
            "never cleaned again": ("got = student.f(1)\ngot = 3", {"got"}),
        }
    ),
)
def test_names_that_can_hold_a_value_of_the_student_s(body: str, names: set[str]) -> None:
    assert tainted(body) == names


class Student:
    """Answers with whatever it is asked for."""

    def give(self, value: Any) -> Any:
        return value


def blamed(body: str, folder: Path) -> bool:
    """Whether what the check raised comes of the student's value."""
    path = folder / "test_a.py"
    text = f"def test_x(student, reference):\n{indent(dedent(body).strip(), '    ')}\n"
    path.write_text(text)
    scope: dict[str, Any] = {}
    exec(compile(text, str(path), "exec"), scope)
    with pytest.raises(Exception) as caught:
        scope["test_x"](Student(), Student())
    return handles_student_value(caught.value, path)


@pytest.mark.parametrize(
    ("body", "theirs"),
    cases(
        {
            "unpacked": ("one, two = student.give(3)", True),
            "indexed": ("got = student.give([1])\ngot[5]", True),
            "computed with": ("got = student.give('a')\ny = got + 1", True),
            "gone through": ("for row in student.give(3):\n    pass", True),
            "an attribute": ("got = student.give(1)\ngot.shape", True),
            "over several lines": (
                "got = student.give([1])\ny = max(\n    1,\n    got[5],\n)",
                True,
            ),
            "in a function within": (
                "def size(x):\n    return len(student.give(x))\nsize(3)",
                True,
            ),
            "what a function within gives": (
                "def answer(x):\n    return student.give(x)\n[1, 2][answer(3)]",
                True,
            ),
            "the reference's": ("want = reference.give([1])\nwant[5]", False),
            "the reference's in a function within": (
                "def size(x):\n    return len(reference.give(x))\nsize(3)",
                False,
            ),
            "neither": ("[1][5]", False),
            "beside it": ("got = student.give([1])\n[1][5]", False),
            "a misspelt name": ("got = student.give(1)\nmisspelt(got)", False),
            "an import": ("got = student.give(1)\nimport no_such_module", False),
            "the check says so itself": (
                "got = student.give(1)\nif got == 1:\n    raise ValueError(got)",
                False,
            ),
        }
    ),
)
def test_what_a_check_raises_is_the_student_s_where_it_handles_their_value(
    body: str, theirs: bool, tmp_path: Path
) -> None:
    assert blamed(body, tmp_path) is theirs


def test_what_comes_from_elsewhere_is_not_the_student_s(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / 0
    assert not handles_student_value(caught.value, tmp_path / "test_a.py")
