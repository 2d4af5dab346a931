"""The student's file is never taken for the reference, nor the reference for the student's.

Each time the other one lies wherever Python might find it: in the current folder, on the path, as
bytecode that Python would use without a look at its source.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.classes import tiny_course
from support.courses import TINY
from support.downloads import written

REFERENCE = TINY.solutions / "tiny" / "running_mean.py"
WRONG = "import numpy as np\n\ndef running_mean(values):\n    return np.array(values) * 3.0\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return tiny_course(tmp_path / "course")


def stale(source: Path, beside: Path) -> None:
    """Bytecode of `source` in the place of that of `beside`, marked as not to be checked against
    it.
    """
    target = Path(importlib.util.cache_from_source(str(beside)))
    target.parent.mkdir(exist_ok=True)
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(source), cfile=str(target), doraise=True, invalidation_mode=unchecked)


def grade(*arguments: str, at: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Runs `grade` in that folder, with another one on Python's path."""
    searched = os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(path))).strip(os.pathsep)
    environment = {**os.environ, "PYTHONPATH": searched}
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=at,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def earned(course: Path, submissions: Path, at: Path) -> dict[str, str]:
    """What each submission earns for running_mean, with the solutions on Python's path."""
    options = (
        "--course",
        str(course),
        "-o",
        str(course / "out"),
        "--only",
        "running_mean",
        "-j",
        "1",
    )
    level = ("--level", "process", "--trust-submissions")
    done = grade(
        "batch", str(submissions), *options, *level, at=at, path=course / "solutions" / "tiny"
    )
    assert done.returncode == 0, done.stderr
    with (course / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row["running_mean"] for row in csv.DictReader(file)}


def test_the_reference_is_never_taken_for_the_student_s_file(course: Path) -> None:
    """In the solutions' own folder, with the solutions on the path, and the reference's bytecode in
    the submission.
    """
    solutions = course / "solutions" / "tiny"
    submissions = written(
        course.parent / "class",
        {
            "wrong/running_mean.py": WRONG,
            "bytecode/notes.md": "nothing but bytecode",
            "imports/running_mean.py": (
                "from rescale import Rescale\nfrom tiny import running_mean\n"
            ),
            "asks/running_mean.py": (
                "import importlib\nrunning_mean ="
                " importlib.import_module('solutions').running_mean\n"
            ),
        },
    )
    shutil.copy(REFERENCE, solutions / "solutions.py")
    for name in ("wrong", "bytecode"):
        stale(REFERENCE, submissions / name / "running_mean.py")
    assert earned(course, submissions, solutions) == {
        "wrong": "0",
        "bytecode": "",
        "imports": "0",
        "asks": "0",
    }


def test_the_student_s_file_is_never_taken_for_the_reference(course: Path) -> None:
    """The wrong answer lies in the current folder, on the path, and as the reference's bytecode
    while it is recorded.
    """
    wrong = written(course.parent / "student", {"running_mean.py": WRONG}) / "running_mean.py"
    stale(wrong, course / "solutions" / "tiny" / "running_mean.py")
    shutil.copy(wrong, course / "running_mean.py")
    before = {path: path.read_bytes() for path in course.rglob("transcripts/running_mean.json")}
    for path in before:
        path.unlink()
    program = (
        "from pathlib import Path; from grader.config import load_course_assignment;"
        "from grader.model import Course;from grader.runs.recording import"
        f" record;record(load_course_assignment(Course(folder=Path({str(course)!r})), 'tiny'),"
        " ('running_mean',))"
    )
    searched = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH", ""), str(wrong.parent))))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=wrong.parent,
        env={**os.environ, "PYTHONPATH": searched},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(before) == 2
    for path, content in before.items():
        assert answers(path.read_bytes()) == answers(content), path


def answers(content: bytes) -> object:
    """A transcript without what differs from one recording to the next."""
    import json

    def plain(part: object) -> object:
        if isinstance(part, dict):
            return {
                key: plain(item) for key, item in part.items() if key not in ("seconds", "versions")
            }
        return [plain(item) for item in part] if isinstance(part, list) else part

    return plain(json.loads(content))


@pytest.mark.parametrize("folder", ["", "solutions", "solutions/tiny", "assignments"])
@pytest.mark.parametrize("command", ["batch", "intake"])
def test_the_course_s_own_folders_are_no_class(course: Path, command: str, folder: str) -> None:
    trusted = ("--trust-submissions",) if command == "batch" else ()
    done = grade(command, str(course / folder), *trusted, at=course, path=course)
    assert done.returncode == 2 and "holds the course's own files, not submissions" in done.stderr


def test_a_submission_that_is_the_reference_itself_is_told_to_staff(course: Path) -> None:
    submissions = written(
        course.parent / "class", {"ada/running_mean.py": REFERENCE.read_text(encoding="utf-8")}
    )
    done = grade("intake", str(submissions), at=course, path=course)
    assert done.returncode == 0, done.stderr
    assert "running_mean.py is the reference's file, byte for byte" in " ".join(done.stdout.split())
