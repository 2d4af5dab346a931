"""An answer as it stands in a reference file: the student's part between markers, or told why."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.importing.answer_cells import mark_answer, with_markers
from grader.importing.cells import Code, Import
from grader.importing.otter.marks import answer_text
from grader.sources.text import Source

B, E = "### BEGIN SOLUTION", "### END SOLUTION"


def answer(text: str, *names: str) -> tuple[str | None, list[str]]:
    """The marked answer, and what is told of it."""
    found = Import()
    return mark_answer(Code(1, "w.ipynb cell 1", Source("w.ipynb", text)), names, found), found.lost


def test_the_teacher_s_own_markers_stay_where_they_fit() -> None:
    text = f"def f():\n    k = 1\n    {B}\n    k += 1\n    {E}\n    return k"
    assert answer(text, "f") == (text, [])


def test_markers_that_leave_no_python_are_put_around_the_bodies_instead() -> None:
    text = f"def f():\n    if True:\n        {B}\n        return 1\n        {E}"
    fits, lost = answer(f"{B}\ndef f():\n    return 1\n{E}", "f")
    assert fits == f"def f():\n    {B}\n    return 1\n    {E}" and lost == []
    assert answer(text, "f")[0] == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "a stub": (
                "def f():\n    raise NotImplementedError",
                "it is a stub without a solution",
            ),
            "an open marker": (f"def f():\n    {B}\n    return 1", "is never closed"),
        }
    ),
)
def test_an_answer_that_cannot_be_marked_is_lost_with_its_cell(text: str, sentence: str) -> None:
    marked, (told,) = answer(text, "f")
    assert marked is None and told.startswith("w.ipynb cell 1: ") and sentence in told


def test_a_cell_that_answers_nothing_gives_its_imports_and_constants_and_says_so() -> None:
    assert answer("import os\nN = 3\nprint(N)", "f") == (
        "import os\nN = 3",
        ["w.ipynb cell 1: what is no import and assigns nothing that is asked was left out"],
    )
    assert answer("print(1)", "f")[0] is None


def test_a_seed_is_given_to_students() -> None:
    text = "import random\nrandom.seed(1)\nx = random.random()"
    assert answer(text, "x") == (
        f"import random\nrandom.seed(1)\n{B}\nx = random.random()\n{E}",
        [],
    )


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


def test_bodies_are_put_between_markers_and_otter_s_marks_go() -> None:
    text = 'class A:\n    """Doc."""\n\n    def f(self):\n        """Doc."""\n        return 1\n'
    assert (
        with_markers(text)
        == 'class A:\n    """Doc."""\n\n    def f(self):\n        """Doc."""\n        ### BEGIN'
        " SOLUTION\n        return 1\n        ### END SOLUTION\n"
    )
    marked = "x = 1 # SOLUTION\n# BEGIN SOLUTION\ny = 2\n# END SOLUTION\n"
    marked += '""" # BEGIN PROMPT\nz = ...\n""" # END PROMPT\nw = 3 # SOLUTION NO PROMPT'
    assert answer_text(marked) == "x = 1\ny = 2\nw = 3"
