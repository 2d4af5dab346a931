"""The tiny course, and courses that a test writes for itself."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from textwrap import dedent

from grader.config import load_assignment, load_course_assignment
from grader.model import Assignment, Course
from grader.release.making import write_files
from grader.release.packing import release_files

TINY = Course(folder=Path(__file__).parent.parent / "courses" / "tiny")
SETTINGS = """
    id = "demo"
    seed = 5

    [limits]
    check_seconds = 0.5
    load_seconds = 1
    memory_mib = 200
    output_kib = 64

    [[tasks]]
    id = "a"
    points = 2
    hidden_points = 0
    defines = ["f"]
    server = "numpy"
"""
SOLUTION = """
    def f(x):
        ### BEGIN SOLUTION
        return 2.0 * x
        ### END SOLUTION
"""
IMPORTS = "import numpy as np\nfrom grader.checking import Leaf, check, load, place, watching\n\n"


def tiny() -> Assignment:
    """The tiny course's assignment, with its hidden checks."""
    return load_course_assignment(TINY, "tiny")


def students_tiny() -> Assignment:
    """The same as students have it."""
    return load_assignment(TINY.assignments / "tiny")


def write_course(
    folder: Path,
    *,
    settings: str = SETTINGS,
    solutions: dict[str, str] | None = None,
    checks: dict[str, str] | None = None,
    hidden: dict[str, str] | None = None,
) -> Assignment:
    """A course in that folder with the assignment `demo`: by default one task `a` that defines `f`.

    `solutions`, `checks` and `hidden` are texts by task id; checks need no imports of their own.
    """
    course = Course(folder=folder)
    source, made = course.solutions / "demo", course.assignments / "demo"
    write(source / "assignment.toml", settings)
    write(source / "hidden.toml", "seed = 6\n")
    write(source / "handout.md", "<!-- tasks -->\n")
    for task, text in (solutions or {"a": SOLUTION}).items():
        write(source / f"{task}.py", text)
    for where, texts in ((made, checks), (source, hidden)):
        for task, text in (texts or {}).items():
            write(where / "checks" / f"test_{task}.py", IMPORTS + dedent(text))
    write_files(course, "demo")
    return load_course_assignment(course, "demo")


def write(path: Path, text: str) -> None:
    """Writes a text, its indentation taken away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")


def made_once() -> Path:
    """A folder for what is made once in a run of the tests and then copied; it goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tensorgrade-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def copied(source: Path, folder: Path) -> Path:
    """A copy of a folder, without what Python keeps there."""
    ignore = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(source, folder, ignore=ignore, dirs_exist_ok=True))


def unpack_release(folder: Path) -> Path:
    """The tiny homework as a student unpacks it, in that folder."""
    for name, content in release_files(TINY, tiny()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
