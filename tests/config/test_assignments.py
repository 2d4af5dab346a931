"""`assignment.toml` and hidden settings.

Whatever is wrong in them has a sentence that names the file.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import TINY, tiny, write

from grader.config import (
    find_assignment_folder,
    find_course,
    handed_out_digests,
    load_assignment,
    load_course_assignment,
)
from grader.errors import BadFile, CalledWrongly
from grader.model import Assignment, Course, ServerKind, Tolerance, Tolerances
from grader.release.making import make_files

ONE_TASK = """
id = "demo"
seed = 1
[[tasks]]
id = "a"
points = 2
defines = ["f"]
"""


def loaded(folder: Path, text: str) -> Assignment:
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return load_assignment(folder)


def test_what_is_not_said_is_the_usual(tmp_path: Path) -> None:
    assignment = loaded(tmp_path, ONE_TASK)
    (task,) = assignment.tasks
    assert (task.file, task.title, task.heading, task.server, task.by_hand) == (
        "a.py",
        "a",
        "a",
        ServerKind.TORCH,
        False,
    )
    assert (task.hidden_points, task.rules, assignment.expects) == (0, (), ())
    assert assignment.tolerances == Tolerances() and assignment.limits.check_seconds == 10
    assert (assignment.visible_seed, assignment.hidden_seed, assignment.solutions) == (
        1,
        None,
        None,
    )


def test_everything_that_can_be_said_is_read() -> None:
    assignment = tiny()
    assert (assignment.id, assignment.title, assignment.visible_seed, assignment.hidden_seed) == (
        "tiny",
        "Means and scales",
        11,
        23,
    )
    mean, rescale, reflection = assignment.tasks
    assert (mean.server, rescale.server) == (ServerKind.NUMPY, ServerKind.TORCH)
    assert (mean.rules[0].forbid, mean.rules[0].say) == ("torch", "This task is done with NumPy.")
    assert (reflection.by_hand, reflection.file, reflection.heading) == (
        True,
        "reflection.md",
        "Reflection",
    )
    assert (assignment.limits.check_seconds, assignment.limits.memory_mib) == (5.0, 1024)


def test_tolerances_limits_and_versions_are_read(tmp_path: Path) -> None:
    more = (
        "[tolerances]\nfloat32 = { rtol = 1e-3 }\n[limits]\noutput_kib = 9\n[expects]\nnumpy ="
        ' "2.4"\npython = 3.11\n'
    )
    assignment = loaded(tmp_path, ONE_TASK.replace("[[tasks]]", more + "[[tasks]]"))
    assert assignment.tolerances.float32 == Tolerance(absolute=1e-5, relative=1e-3)
    assert assignment.tolerances.float64 == Tolerances().float64
    assert assignment.limits.output_kib == 9 and assignment.expects == (
        ("numpy", "2.4"),
        ("python", "3.11"),
    )


@pytest.mark.parametrize(
    ("said", "points"), [("2", "2"), ("2.5", "2.5"), ('"0.1"', "0.1"), ("0.1", "0.1"), ("0", "0")]
)
def test_points_are_exact(tmp_path: Path, said: str, points: str) -> None:
    assert loaded(tmp_path, ONE_TASK.replace("points = 2", f"points = {said}")).points == Decimal(
        points
    )


def changed(old: str, new: str) -> str:
    assert old in ONE_TASK
    return ONE_TASK.replace(old, new)


TASKS = ONE_TASK.partition("[[tasks]]")[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    cases(
        {
            "no TOML": ("id = \n", "it is not valid TOML"),
            "no id": (changed('id = "demo"', ""), "id is missing; give it a text"),
            "no seed": (changed("seed = 1", ""), "seed is missing; give it a whole number"),
            "a seed that is a text": (
                changed("seed = 1", 'seed = "1"'),
                "seed must be a whole number, not '1'",
            ),
            "a seed that is true": (
                changed("seed = 1", "seed = true"),
                "seed must be a whole number, not True",
            ),
            "no tasks": (TASKS, "it has no [[tasks]]; add one"),
            "one table for all tasks": (
                TASKS + "[tasks]\nid = 'a'\n",
                "tasks must be a list of tables",
            ),
            "a list of texts for tasks": (
                TASKS + "tasks = ['a']\n",
                "tasks must be a list of tables: write [[tasks]]",
            ),
            "a task without an id": (changed('id = "a"', ""), "tasks[1].id is missing"),
            "an id that is no name": (
                changed('id = "a"', 'id = "a-b"'),
                "the task id 'a-b' must be a name",
            ),
            "an id that leads away": (
                changed('id = "a"', 'id = "../a"'),
                "the task id '../a' must be a name",
            ),
            "the same id twice": (
                ONE_TASK + ONE_TASK.partition("[[tasks]]")[1] + ONE_TASK.partition("[[tasks]]")[2],
                "two tasks have the id 'a'",
            ),
            "no points": (
                changed("points = 2", ""),
                "tasks[1].points is missing; give it a number of points",
            ),
            "points below zero": (
                changed("points = 2", "points = -1"),
                "tasks[1].points must be zero or more, not -1",
            ),
            "points without end": (
                changed("points = 2", "points = inf"),
                "tasks[1].points must be zero or more, not inf",
            ),
            "points that are no number": (
                changed("points = 2", "points = nan"),
                "must be zero or more, not nan",
            ),
            "points in words": (
                changed("points = 2", "points = 'two'"),
                "tasks[1].points must be a number of points, not 'two'",
            ),
            "more hidden points than points": (
                changed("points = 2", "points = 2\nhidden_points = 3"),
                "a has 3 hidden points of 2",
            ),
            "nothing to define": (changed('defines = ["f"]', ""), "the task a defines nothing"),
            "names that are no texts": (
                changed('["f"]', "[1]"),
                "tasks[1].defines must be a list of texts",
            ),
            "hidden points of an essay": (
                changed('defines = ["f"]', "file = 'a.md'\nhidden_points = 1"),
                "a is marked by hand",
            ),
            "a server that does not exist": (
                changed('defines = ["f"]', "defines = ['f']\nserver = 'jax'"),
                'must be "numpy" or "torch"',
            ),
            "a rule without a sentence": (
                changed('defines = ["f"]', "defines = ['f']\nrules = [{forbid = 'x'}]"),
                "rules[1].say is missing",
            ),
            "a limit of zero": (
                changed("seed = 1", "seed = 1\n[limits]\ncheck_seconds = 0"),
                "limits.check_seconds must be above zero",
            ),
            "a limit without end": (
                changed("seed = 1", "seed = 1\n[limits]\ncheck_seconds = inf"),
                "limits.check_seconds must be above zero",
            ),
            "less than one mebibyte": (
                changed("seed = 1", "seed = 1\n[limits]\nmemory_mib = 0.5"),
                "limits.memory_mib must be",
            ),
            "a tolerance that is no number": (
                changed("seed = 1", "seed = 1\n[tolerances]\nfloat64 = {atol = nan}"),
                "tolerances.float64.atol must be above zero",
            ),
            "nested too deeply": ("x = " + "[" * 5000 + "]" * 5000, "assignment.toml"),
        }
    ),
)
def test_what_is_wrong_is_told_with_the_file(tmp_path: Path, text: Any, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        loaded(tmp_path, text)
    assert sentence in str(caught.value)
    assert caught.value.path == tmp_path / "assignment.toml"


def test_a_course_and_an_assignment_are_found_from_below() -> None:
    deep = TINY.folder / "assignments" / "tiny" / "checks"
    assert find_course(deep) == TINY
    assert find_assignment_folder(deep) == TINY.folder / "assignments" / "tiny"


def test_nothing_is_found_where_there_is_nothing(tmp_path: Path) -> None:
    assert find_course(tmp_path) is None and find_assignment_folder(tmp_path) is None


def test_an_unknown_assignment_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="has no assignment 'x'; there is tiny"):
        load_course_assignment(TINY, "x")


def test_an_assignment_without_solutions_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="the assignment has no solutions"):
        load_assignment(TINY.assignments / "tiny", tmp_path / "nothing")


def test_hidden_settings_that_are_missing_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"hidden\.toml: there is no such file"):
        load_assignment(TINY.assignments / "tiny", tmp_path)


@pytest.mark.parametrize("name", ["demo", "week_1"])
def test_hidden_settings_that_are_missing_are_drawn(tmp_path: Path, name: str) -> None:
    course = course_of_one(tmp_path, name, ONE_TASK.replace('"demo"', f'"{name}"'))
    (course.solutions / name / "hidden.toml").unlink()
    with pytest.raises(BadFile, match=rf"draw its secret seeds: grade seeds {name}$"):
        load_course_assignment(course, name)


def course_of_one(folder: Path, name: str, settings: str) -> Course:
    """A course with an assignment in folders of that name."""
    course = Course(folder=folder)
    for each in (course.assignments, course.solutions):
        write(each / name / "assignment.toml", settings)
    write(course.solutions / name / "hidden.toml", "seed = 6\n")
    return course


@pytest.mark.parametrize(
    ("folder", "line", "shown"),
    [
        ("week_1", 'id = "demo"', '"demo"'),
        ("Demo", 'id = "demo"', '"demo"'),
        ("demo", '# said below\nid = "demo_2"', '"demo_2"'),
        ("demo", 'id = "示例"', '"示例"'),
    ],
)
def test_an_id_that_is_not_its_folder_s_name_is_told_with_its_line(
    tmp_path: Path, folder: str, line: str, shown: str
) -> None:
    settings = ONE_TASK.replace('id = "demo"', line).lstrip()
    course = course_of_one(tmp_path, folder, settings)
    sentence = rf"id = {shown} must be the name of its folder, {folder}; change one of the two"
    for ask in (load_course_assignment, make_files):
        with pytest.raises(BadFile, match=sentence) as caught:
            ask(course, folder)
        assert caught.value.path == course.solutions / folder / "assignment.toml"
        assert caught.value.line == settings.split("\n").index(line.split("\n")[-1]) + 1


def test_a_folder_of_students_may_be_called_otherwise(tmp_path: Path) -> None:
    assert loaded(tmp_path, ONE_TASK).id == "demo"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 1}', '{"files": null}'])
def test_a_manifest_that_is_none_counts_as_nothing_handed_out(tmp_path: Path, text: str) -> None:
    assignment = loaded(tmp_path, ONE_TASK)
    write(tmp_path / "manifest.json", text)
    assert handed_out_digests(assignment) == {}
    assert set(handed_out_digests(tiny())) >= {"running_mean.py", "reflection.md"}
