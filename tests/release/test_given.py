"""Files that the course gives, and what students would miss."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import SETTINGS, write

from grader.config import load_course_assignment
from grader.errors import BadFile
from grader.model import Course
from grader.release.making import find_outdated_files, make_files, remove_old_files, write_files
from grader.release.packing import release_files

PNG = b"\x89PNG\r\n\x1a\n\x00\r\n"
SOLUTION = """
    {above}

    def f(x):
        ### BEGIN SOLUTION
        return x
        ### END SOLUTION
"""


def course(
    folder: Path, files: str = "", *, above: str = "", handout: str = "<!-- tasks -->\n"
) -> Course:
    """A course whose assignment gives `files`; beside the reference lie a helper and data."""
    source = folder / "solutions" / "demo"
    write(source / "assignment.toml", f"files = [{files}]\n" + SETTINGS.replace("\n    ", "\n"))
    write(source / "hidden.toml", "seed = 6\n")
    write(source / "handout.md", handout)
    write(source / "a.py", SOLUTION.format(above=above))
    write(source / "helpers.py", "def g(x):\n    return x\n")
    write(source / "lib" / "deep.py", "x = 1\n")
    for name in ("data/x.bin", "curve.png"):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(PNG)
    return Course(folder=folder)


def made(course_: Course) -> dict[str, bytes]:
    return make_files(course_, "demo")


def test_files_and_folders_are_given_byte_for_byte(tmp_path: Path) -> None:
    course_ = course(tmp_path, '"helpers.py", "data", "curve.png"', above="import helpers")
    assert write_files(course_, "demo")[-1] == "manifest.json"
    assert find_outdated_files(course_, "demo") == []
    released = release_files(course_, load_course_assignment(course_, "demo"))
    assert released["data/x.bin"] == released["curve.png"] == PNG
    assert b"def g" in released["helpers.py"] and "lib/deep.py" not in released


@pytest.mark.parametrize("name", ["lost.py", "lost", "empty"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    course_ = course(tmp_path, f'"{name}"')
    (tmp_path / "solutions" / "demo" / "empty").mkdir()
    with pytest.raises(BadFile, match=f"files names '{name}', but there is no such file"):
        made(course_)


@pytest.mark.parametrize(
    ("above", "needed"),
    [
        ("import helpers", "helpers.py"),
        ("from helpers import g", "helpers.py"),
        ("from lib.deep import x", "lib/deep.py"),
        ('import numpy as np\nTABLE = np.load("data/x.bin")', "data/x.bin"),
        ('TABLE = open("curve.png", "rb")', "curve.png"),
    ],
)
def test_what_a_stub_needs_and_nobody_gives_is_refused(
    tmp_path: Path, above: str, needed: str
) -> None:
    above = above.replace("\n", "\n    ")
    with pytest.raises(BadFile, match=f"needs {needed}, which students do not get; declare it"):
        made(course(tmp_path / "silent", above=above))
    made(course(tmp_path / "said", f'"{needed}"', above=above))


def test_what_only_the_solution_needs_is_the_staffs_own(tmp_path: Path) -> None:
    course_ = course(tmp_path)
    path = tmp_path / "solutions" / "demo" / "a.py"
    path.write_text(path.read_text().replace("return x", "import helpers\n    return helpers.g(x)"))
    assert "helpers.py" not in made(course_)


@pytest.mark.parametrize(
    "shown",
    ["![a curve](curve.png)", '<img width="9" src="curve.png">', "[the curve](./curve.png)"],
)
def test_what_the_handout_shows_is_given_or_refused(tmp_path: Path, shown: str) -> None:
    handout = f"<!-- tasks -->\n\n{shown}\n"
    with pytest.raises(BadFile, match=r"shows curve\.png, which students do not get"):
        made(course(tmp_path / "silent", handout=handout))
    assert made(course(tmp_path / "said", '"curve.png"', handout=handout))["curve.png"] == PNG


def test_links_elsewhere_code_and_made_files_are_no_concern(tmp_path: Path) -> None:
    handout = (
        "<!-- tasks -->\n[a](https://example.org/x.png) ![b](data:image/png;base64,AA)\n"
        "[c](#part) [d](a.py) [e](mailto:a@example.org) [f](nowhere.md)\n"
        "```\n![g](lost.png)\n```\n"
    )
    made(course(tmp_path, handout=handout))
    with pytest.raises(BadFile, match=r"shows lost.png, which is not in"):
        made(course(tmp_path / "lost", handout="![g](lost.png)\n"))


def test_what_was_made_once_and_is_made_no_more_is_removed(tmp_path: Path) -> None:
    course_ = course(tmp_path, '"helpers.py", "curve.png"')
    write_files(course_, "demo")
    demo, source = course_.assignments / "demo", course_.solutions / "demo"
    (demo / "helpers.py").write_text("changed by hand\n")
    for folder in (demo, source):
        for task in ("a", "gone"):
            write(folder / "checks" / "transcripts" / f"{task}.json", "{}")
    settings = source / "assignment.toml"
    settings.write_text(settings.read_text().replace('"helpers.py", "curve.png"', ""))
    assert remove_old_files(course_, "demo") == [
        "assignments/demo/curve.png",
        "assignments/demo/checks/transcripts/gone.json",
        "solutions/demo/checks/transcripts/gone.json",
    ]
    assert (demo / "helpers.py").is_file() and (demo / "checks/transcripts/a.json").is_file()


def test_solutions_alone_begin_a_course(tmp_path: Path) -> None:
    course(tmp_path)
    done = grade("stubs", "demo", at=tmp_path)
    assert done.returncode == 0 and (tmp_path / "assignments" / "demo" / "a.py").is_file()
    other = grade("stubs", "demmo", at=tmp_path / "solutions")
    assert other.returncode == 2 and "Traceback" not in other.stderr


def test_a_check_file_without_marks_of_hidden_tests_is_told(tmp_path: Path) -> None:
    course(tmp_path)
    write(tmp_path / "solutions" / "demo" / "checks" / "test_a.py", "x = 1\n")
    done = grade("stubs", "demo", at=tmp_path)
    assert done.returncode == 2 and "test_a.py: it marks no hidden tests" in done.stderr
    assert not (tmp_path / "assignments").exists()
