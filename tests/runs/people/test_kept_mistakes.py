"""A mistake of the class kept as a wrong answer: what fails, what is said, and nobody's name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from support.classes import NOON, handed_in, tiny_course
from support.commands import grade_here
from support.gradebooks import fill
from support.results import check, task

from grader.config import load_course_assignment
from grader.gradebook.sqlite import SqliteGradebook
from grader.intake.gathering import gather
from grader.model import BatchRecord, Blame, Course, Outcome, Policy
from grader.nouns import replace
from grader.runs.stored import wrong_answers
from grader.similarity.nameless_code import find_names, without_texts

CODE = '''# by Ada Lovelace, group 7
"""Homework of Ada."""
import numpy as np

def running_mean(values):
    """Ada's mean."""
    # Ada wrote this
    return np.cumsum(values)  # no division
'''


def course_with(tmp_path: Path, **codes: str) -> Path:
    """A course whose gradebook has that code, all of it failing alike, and where it was read."""
    course = tiny_course(tmp_path / "course")
    work = tmp_path / "work"
    for name, code in codes.items():
        (work / name).mkdir(parents=True)
        (work / name / "running_mean.py").write_text(code, encoding="utf-8")
    failed = check(
        "running_mean::random_series",
        Outcome.FAILED,
        blame=Blame.STUDENT,
        possible=Decimal(4),
    )
    assignment = load_course_assignment(Course(folder=course), "tiny")
    results = []
    for each in gather(work, None, assignment.ceilings).submissions:
        made = handed_in(each.name, answer=None, digest=each.digest)
        results.append(replace(made, tasks=(task("running_mean", failed), *made.tasks[1:])))
    fill(course, results)
    book = SqliteGradebook(course / "gradebook.sqlite")
    book.remember_batch(
        BatchRecord(assignment="tiny", began=NOON, policy=Policy(), submissions=str(work))
    )
    book.close()
    return course


def save(course: Path, *more: str, name: str = "sum_for_mean") -> CompletedProcess[str]:
    listed = grade_here("clusters", "tiny", at=course).stdout.split()
    return grade_here(
        *("clusters", "save", listed[1], name, "--title", "A sum for a mean"),
        *("--explanation", "Divide by how many there were so far. " * 4, *more),
        at=course,
    )


def test_the_code_is_kept_without_comments_and_says_what_it_fails(tmp_path: Path) -> None:
    course = course_with(tmp_path, ada=CODE)
    assert save(course).returncode == 0
    assignment = load_course_assignment(Course(folder=course), "tiny")
    kept = {each.name: each for each in wrong_answers(assignment, assignment.tasks[0])}
    answer = kept["running_mean/sum_for_mean"]
    assert answer.title == "A sum for a mean" and answer.explanation.endswith("so far.")
    assert answer.fails == ("running_mean::random_series",)
    text = answer.path.read_text(encoding="utf-8")
    assert "Ada" not in text and "np.cumsum(values)" in text
    compile(text, "kept", "exec")


def test_code_that_names_its_author_is_not_taken_but_another_s_is(tmp_path: Path) -> None:
    named = CODE + "\nauthor = 'ada'\n"
    course = course_with(tmp_path, ada=named)
    done = save(course)
    assert done.returncode == 2 and "has a name in it (ada)" in done.stderr
    course = course_with(tmp_path / "two", ada=named, bob=CODE)
    assert save(course).returncode == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("../x", "is no name for a mistake"), ("A b", "is no name for a mistake")],
)
def test_a_name_is_a_file_s_name(tmp_path: Path, name: str, sentence: str) -> None:
    done = save(course_with(tmp_path, ada=CODE), name=name)
    assert done.returncode == 2 and sentence in done.stderr


def test_a_wrong_answer_that_is_there_stays_unless_it_is_replaced(tmp_path: Path) -> None:
    course = course_with(tmp_path, ada=CODE)
    save(course)
    assert "is there already" in save(course).stderr
    assert save(course, "--replace").returncode == 0


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("x = 1  # me\n", "x = 1\n"),
        ("x = '# no comment'\n", "x = '# no comment'\n"),
        ('def f():\n    """Me."""\n    return 1\n', 'def f():\n    ""\n    return 1\n'),
        ("x = '''a\n# in a text\n'''\n", "x = '''a\n# in a text\n'''\n"),
    ],
)
def test_texts_that_stand_alone_go(code: str, left: str) -> None:
    assert without_texts(code) == left


def test_parts_of_names_are_words_of_three_letters_and_more() -> None:
    assert find_names("lovelace = 1; ada_x = 2", ["Ada Lovelace", "li"]) == ["ada", "lovelace"]
    assert find_names("li = 1; shadamon = 2", ["Ada Lovelace", "li"]) == []
