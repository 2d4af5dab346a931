"""Every text of an assignment that has to be translated, and those that students get."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.config import ASSIGNMENT_FILE, RUBRIC_FILE
from grader.files.markers import (
    HIDDEN_TESTS,
    SOLUTION,
    MarkedRegion,
    hidden_regions,
    marked_regions,
)
from grader.files.staff_files import read_text
from grader.model import Assignment, Course, Task
from grader.nouns import replace
from grader.runs.stored import WrongAnswer, wrong_answers

from .check_texts import check_texts
from .placed_text import Text
from .python_texts import python_texts
from .toml_texts import toml_texts

_CHECK = re.compile(r"^def test_(\w+)", re.MULTILINE)
_TITLE = re.compile(r"^#[ ]*title:", re.MULTILINE)
_NOTHING: frozenset[int] = frozenset()


def all_texts(course: Course, assignment: Assignment) -> list[Text]:
    """Return all texts of an assignment, in the order in which a translator meets them.

    Raises BadFile.
    """
    source = course.solutions / assignment.id
    return [
        *_settings_texts(course, source),
        *_stub_texts(course, source, assignment),
        *_visible_check_texts(course, assignment),
        *_hidden_check_texts(course, assignment),
        *_mistake_texts(course, _named_mistakes(course, assignment)),
    ]


def students_texts(course: Course, assignment: Assignment) -> list[Text]:
    """Return the texts that a student's own run may say.  Raises BadFile.

    Of mistakes those that fail a visible check: what is told of the others is for the staff.
    """
    visible = list(_visible_check_ids(course, assignment))
    stored = (
        each for each in _named_mistakes(course, assignment) if set(each.fails) & set(visible)
    )
    source = course.solutions / assignment.id
    return [
        *_settings_texts(course, source),
        *_visible_check_texts(course, assignment),
        *_mistake_texts(course, stored),
    ]


def _relative_name(course: Course, path: Path) -> str:
    return path.relative_to(course.folder).as_posix()


def _settings_texts(course: Course, source: Path) -> Iterator[Text]:
    settings, rubric = source / ASSIGNMENT_FILE, source / RUBRIC_FILE
    yield from toml_texts(_relative_name(course, settings), read_text(settings))
    if rubric.is_file():
        yield from toml_texts(_relative_name(course, rubric), read_text(rubric), comments=True)


def _stub_texts(course: Course, source: Path, assignment: Assignment) -> Iterator[Text]:
    """Yield the texts of the files that become stubs, without those that students write."""
    for name in dict.fromkeys(task.file for task in assignment.coding_tasks):
        path = source / name
        text = read_text(path)
        solution = _region_lines(marked_regions(path, text, allowed=SOLUTION))
        yield from python_texts(path, _relative_name(course, path), text, solution)


def _region_lines(regions: Iterable[MarkedRegion]) -> frozenset[int]:
    return frozenset(line for each in regions for line in range(each.first, each.last + 1))


def _visible_files(course: Course, assignment: Assignment) -> Iterator[tuple[Task, Path, str]]:
    """Yield the visible check files: where they are edited, and what students get of them."""
    for task in assignment.coding_tasks:
        name = f"checks/test_{task.id}.py"
        source_file = course.solutions / assignment.id / name
        handwritten_file = course.assignments / assignment.id / name
        if source_file.is_file() and hidden_regions(source_file, read_text(source_file)):
            yield task, source_file, read_text(source_file)
        elif handwritten_file.is_file():
            yield task, handwritten_file, read_text(handwritten_file)


def _visible_check_texts(course: Course, assignment: Assignment) -> Iterator[Text]:
    for _, path, text in _visible_files(course, assignment):
        yield from check_texts(path, _relative_name(course, path), text, _hidden_lines(path, text))


def _hidden_lines(path: Path, text: str) -> frozenset[int]:
    return _region_lines(hidden_regions(path, text)) if HIDDEN_TESTS in text.upper() else _NOTHING


def _hidden_check_texts(course: Course, assignment: Assignment) -> Iterator[Text]:
    folder = course.solutions / assignment.id / "checks"
    for task in assignment.coding_tasks:
        path = folder / f"test_{task.id}.py"
        if path.is_file():
            yield from check_texts(path, _relative_name(course, path), read_text(path), _NOTHING)


def _visible_check_ids(course: Course, assignment: Assignment) -> Iterator[str]:
    for task, path, text in _visible_files(course, assignment):
        hidden = _hidden_lines(path, text)
        for match in _CHECK.finditer(text):
            if text.count("\n", 0, match.start()) + 1 not in hidden:
                yield f"{task.id}::{match[1]}"


def _named_mistakes(course: Course, assignment: Assignment) -> list[WrongAnswer]:
    """Return the mistakes that have words."""
    with_solutions = replace(assignment, solutions=course.solutions / assignment.id)
    answers = (
        each for task in with_solutions.coding_tasks for each in wrong_answers(with_solutions, task)
    )
    return [each for each in answers if each.title]


def _mistake_texts(course: Course, answers: Iterable[WrongAnswer]) -> Iterator[Text]:
    for answer in answers:
        name, head = _relative_name(course, answer.path), read_text(answer.path)
        title = _TITLE.search(head)
        line = head.count("\n", 0, title.start()) + 1 if title else 1
        yield Text(answer.title, name, line)
        yield Text(answer.explanation, name, line + 1)
