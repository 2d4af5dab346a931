"""Check files are collected in order, with nothing of the surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from support.courses import write, write_course
from support.processes import submission

from grader.config import load_assignment
from grader.examiner.client import Examiner
from grader.judging.collecting import call_with_suite
from grader.judging.suite import Suite
from grader.model import Shows
from grader.runs.recording import record, reference_submission

ONE = """
@check(points=1, title="One")
def test_one(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))
"""
TWO = ONE.replace("one", "two").replace("One", "Two")
THREE = ONE.replace("one", "three").replace("points=1", 'points="0.5", needs="shape", hint="h"')
SHAPE = """
@check(points=0, title="The shape")
def test_shape(student, reference, compare):
    compare.like(student.f(1.0), reference.f(1.0))
"""
HIDDEN = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = 2.5
    hidden_points = 1
    defines = ["f"]
    server = "numpy"
"""


def test_a_check_comes_after_what_it_needs_and_visible_ones_come_before_hidden_ones(
    tmp_path: Path,
) -> None:
    assignment = write_course(
        tmp_path,
        settings=HIDDEN,
        checks={"a": THREE + ONE + SHAPE},
        hidden={"a": TWO.replace("3.0", "5.0")},
    )
    record(assignment)
    with Examiner(assignment) as examiner:
        checks = examiner.judge(reference_submission(assignment)).checks
    assert [(check.id, check.hidden) for check in checks] == [
        ("a::one", False),
        ("a::shape", False),
        ("a::three", False),
        ("a::two", True),
    ]
    assert [check.earned for check in checks] == [1, 0, Decimal("0.5"), 1]
    assert checks[1].title == "The shape"


def test_what_lies_beside_the_assignment_is_not_gone_through(tmp_path: Path) -> None:
    """A student's folder may lie among thousands: collecting takes no longer for that."""
    assignment = write_course(tmp_path / "course", checks={"a": ONE + TWO})
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from grader.config import load_assignment\n"
        "from grader.judging.collecting import call_with_suite\n"
        "listed = set()\n"
        "def note(event, arguments):\n"
        "    if event in ('os.scandir', 'os.listdir') and arguments[0] is not None:\n"
        "        listed.add(os.path.abspath(os.fsdecode(arguments[0])))\n"
        "assignment = load_assignment(*map(Path, sys.argv[1:3]))\n"
        "import pytest\n"
        "sys.addaudithook(note)\n"
        "call_with_suite(assignment, lambda suite: print(len(suite.checks)))\n"
        "above = {sys.argv[3], *map(str, Path(sys.argv[3]).parents)}\n"
        "print(sorted(listed & above))\n"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-c", script),
            *map(str, (assignment.folder, assignment.solutions, tmp_path)),
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
    )
    assert done.stdout == "2\n[]\n", done.stdout + done.stderr


def test_nothing_of_the_surroundings_reaches_the_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No conftest.py, no settings of a user's pytest, no plugin, no file of that folder.

    They would change a grade.
    """
    assignment = write_course(tmp_path, checks={"a": ONE + TWO})
    write(assignment.folder / "checks" / "conftest.py", "1 / 0\n")
    for folder in (assignment.folder, assignment.folder / "checks", tmp_path):
        write(folder / "pytest.ini", "[pytest]\naddopts = --nonsense\n")
    write(tmp_path / "random.py", "1 / 0\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nonsense")
    monkeypatch.setenv("PYTEST_PLUGINS", "nonsense")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Examiner(assignment) as examiner:
        made = examiner.record(submission(a_py="def f(x):\n    return 2 * x\n"))
    assert [transcript.check for _, file in made for transcript in file.transcripts] == [
        "a::one",
        "a::two",
    ]


def test_what_students_see_is_a_checks_own_word_before_that_of_the_course(tmp_path: Path) -> None:
    own = TWO.replace("points=1", 'points=1, shows="mistake"').replace("3.0", "5.0")
    assignment = write_course(
        tmp_path,
        settings=HIDDEN.replace("2.5", "3").replace("hidden_points = 1", "hidden_points = 2"),
        checks={"a": ONE},
        hidden={"a": own + THREE.replace('"0.5", needs="shape"', "1").replace("3.0", "7.0")},
    )
    assert assignment.solutions is not None
    with (assignment.solutions / "hidden.toml").open("a", encoding="utf-8") as file:
        file.write('shows = "nothing"\n')
    shown: list[tuple[str, str]] = []

    def look(suite: Suite) -> None:
        shown.extend(
            (each.check.id, each.check.shows) for each in suite.checks if each.check.hidden
        )

    assert assignment.solutions is not None
    call_with_suite(load_assignment(assignment.folder, assignment.solutions), look)
    assert shown == [("a::two", Shows.MISTAKE), ("a::three", Shows.NOTHING)]
