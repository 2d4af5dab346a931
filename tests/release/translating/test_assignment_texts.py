"""Every text of an assignment to translate, and of those the ones that students get."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import IMPORTS, SETTINGS, TINY, tiny, write, write_course

from grader.errors import BadFile
from grader.model import Assignment, Course
from grader.nouns import replace
from grader.release.translating.assignment_texts import all_texts, students_texts

SOLUTION = '''
    # A note on the task.
    def f(x):
        """Return twice x."""
        ### BEGIN SOLUTION
        return 2.0 * x  # only for the staff
        ### END SOLUTION
'''
CHECKS = """
@check(points=2, title="A visible one")
def test_twice(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))

### BEGIN HIDDEN TESTS
@check(points=0, title="A secret one")
def test_secret(student, reference, rng, compare):
    compare.equal(student.f(4.0), reference.f(4.0))
### END HIDDEN TESTS
"""


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return write_course(
        tmp_path,
        settings=SETTINGS.replace("seed = 5", 'title = "A demo"\n    seed = 5'),
        solutions={"a": SOLUTION},
        hidden={"a": CHECKS},
    )


def course_of(assignment: Assignment) -> Course:
    return Course(folder=assignment.folder.parent.parent)


def mistake(assignment: Assignment, name: str, fails: str) -> None:
    assert assignment.solutions is not None
    head = f"# title: Title of {name}\n# explanation: Why {name}\n# fails: a::{fails}\n"
    write(assignment.solutions / "wrong" / "a" / f"{name}.py", f"{head}def f(x): return x\n")


def test_texts_come_in_the_order_in_which_a_translator_meets_them(assignment: Assignment) -> None:
    mistake(assignment, "once", "twice")
    texts = [each.text for each in all_texts(course_of(assignment), assignment)]
    assert list(dict.fromkeys(texts)) == [
        *("A demo", "A note on the task.", "Return twice x.", "A visible one", "A secret one"),
        *("Title of once", "Why once"),
    ]


def test_each_says_where_it_stands(assignment: Assignment) -> None:
    mistake(assignment, "once", "twice")
    places = {each.text: each.place for each in all_texts(course_of(assignment), assignment)}
    line = IMPORTS.count("\n") + 2
    assert places["A demo"] == "solutions/demo/assignment.toml:2"
    assert places["Return twice x."] == "solutions/demo/a.py:3"
    assert places["A visible one"] == f"solutions/demo/checks/test_a.py:{line}"
    assert places["Why once"] == "solutions/demo/wrong/a/once.py:2"


def test_students_get_no_hidden_check_and_no_mistake_of_one(assignment: Assignment) -> None:
    mistake(assignment, "once", "twice")
    mistake(assignment, "thrice", "secret")
    texts = {each.text for each in students_texts(course_of(assignment), assignment)}
    assert texts == {"A demo", "A visible one", "Title of once", "Why once"}


def test_the_same_is_said_without_the_solutions_at_hand() -> None:
    """`grade stubs` asks for the texts of an assignment as students have it."""
    blind = replace(tiny(), solutions=None)
    assert students_texts(TINY, blind) == students_texts(TINY, tiny())


def test_a_check_file_that_is_no_python_is_told_with_its_line(assignment: Assignment) -> None:
    write(assignment.folder / "checks" / "test_a.py", "def test(:\n")
    assert assignment.solutions is not None
    (assignment.solutions / "checks" / "test_a.py").unlink()
    with pytest.raises(BadFile, match=r"test_a\.py:1: it is not valid Python"):
        all_texts(course_of(assignment), assignment)
