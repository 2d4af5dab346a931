"""What students get is made from the solutions, and proved before it goes out."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.courses import SOLUTION, TINY, tiny, write, write_course
from support.samples import copied_course

from grader.config import find_course, load_assignment
from grader.errors import BadFile, CalledWrongly, RecordingRefused, ReleaseRefused
from grader.model import Assignment, Course
from grader.release.making import (
    find_outdated_files,
    make_files,
    remove_old_files,
    task_table,
    write_files,
)
from grader.release.packing import release, write_zip
from grader.runs.one import grade_one
from grader.runs.recording import reference_submission

CHECK = """
@check(points=2, title="Twice")
def test_twice(student, reference, rng, compare):
    compare.equal(student.f(3.0), reference.f(3.0))
"""
HIDDEN = '@check(points=0, title="Nothing")\ndef test_secret_name(student): ...\n'


def course_of(assignment: Assignment) -> Course:
    return Course(folder=assignment.folder.parent.parent)


def test_stubs_answer_sheet_handout_settings_and_rubric_are_made() -> None:
    files = make_files(TINY, "tiny")
    assert set(files) == {
        "assignment.toml",
        "running_mean.py",
        "rescale.py",
        "reflection.md",
        "handout.md",
        "rubric.toml",
        "manifest.json",
        "lang/zh.po",
    }
    source = TINY.solutions / "tiny"
    assert (
        b"cumsum" not in files["running_mean.py"]
        and b"running_mean is not written yet" in files["running_mean.py"]
    )
    for name in ("assignment.toml", "reflection.md", "rubric.toml"):
        assert files[name] == (source / name).read_bytes()


def test_the_handout_has_a_table_of_tasks_and_points() -> None:
    table = task_table(tiny())
    assert table in make_files(TINY, "tiny")["handout.md"].decode()
    assert "| `rescale` | rescale.py | 5 | 2 | A layer that centres its input |" in table
    assert "| `reflection` | reflection.md | 3 | marked by a person |" in table
    assert "| **12** | **4** |" in table


def test_the_manifest_has_the_digest_of_every_other_file() -> None:
    files = make_files(TINY, "tiny")
    listed = json.loads(files.pop("manifest.json"))["files"]
    assert listed == {
        name: f"sha256:{hashlib.sha256(content).hexdigest()}" for name, content in files.items()
    }


def test_only_what_changed_is_written_and_what_is_outdated_is_named(tmp_path: Path) -> None:
    course = course_of(write_course(tmp_path))
    assert find_outdated_files(course, "demo") == [] and write_files(course, "demo") == []
    write(course.solutions / "demo" / "handout.md", "# New\n")
    (course.assignments / "demo" / "a.py").unlink()
    assert set(find_outdated_files(course, "demo")) == {"handout.md", "a.py", "manifest.json"}
    assert set(write_files(course, "demo")) == {"handout.md", "a.py"} | {"manifest.json"}
    assert find_outdated_files(course, "demo") == []


def test_line_ends_of_a_checkout_are_no_change(tmp_path: Path) -> None:
    course = course_of(write_course(tmp_path))
    for path in (course.assignments / "demo").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert find_outdated_files(course, "demo") == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    cases(
        {
            "a reference that is missing": (
                lambda folder: (folder / "a.py").unlink(),
                "a.py: there is no such file",
            ),
            "a handout that is missing": (
                lambda folder: (folder / "handout.md").unlink(),
                "handout.md: there is no such file",
            ),
            "a file that is not UTF-8": (
                lambda folder: (folder / "a.py").write_bytes(b"# \xff"),
                "a.py: it cannot be read as UTF-8",
            ),
            "a region that is never closed": (
                lambda folder: write(
                    folder / "a.py", "def f(x):\n    ### BEGIN SOLUTION\n    return 1\n"
                ),
                "a.py:2: this solution region is never closed",
            ),
        }
    ),
)
def test_what_cannot_be_made_is_told(
    tmp_path: Path, change: Callable[..., Any], sentence: str
) -> None:
    course = course_of(write_course(tmp_path))
    change(course.solutions / "demo")
    with pytest.raises(BadFile, match=sentence):
        make_files(course, "demo")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assignment, Any]:
    """A course with a hidden check, and its release."""
    folder = tmp_path_factory.mktemp("released")
    assignment = write_course(folder / "course", checks={"a": CHECK}, hidden={"a": HIDDEN})
    return assignment, release(course_of(assignment), assignment, folder / "out")


def test_a_release_is_proved_and_lies_in_a_folder_and_an_archive(
    released: tuple[Assignment, Any],
) -> None:
    made = released[1]
    assert made.proof == "the reference earns 2 of 2; the stub and every blind answer earn nothing"
    with zipfile.ZipFile(made.archive) as archive:
        packed = {name.removeprefix("demo/"): archive.read(name) for name in archive.namelist()}
    lying = {
        path.relative_to(made.folder).as_posix(): path.read_bytes()
        for path in made.folder.rglob("*")
        if path.is_file()
    }
    assert packed == lying
    assert {
        "a.py",
        "checks/test_a.py",
        "checks/transcripts/a.json",
        "README.md",
        "manifest.json",
    } <= set(lying)


def test_nothing_hidden_is_in_a_release(released: tuple[Assignment, Any]) -> None:
    paths = [path for path in released[1].folder.rglob("*") if path.is_file()]
    whole = b"\n".join(
        [*(path.read_bytes() for path in paths), *(str(path).encode() for path in paths)]
    )
    for secret in (b"secret_name", b"hidden.toml", b"SOLUTION", b"2.0 * x"):
        assert secret not in whole


def test_a_released_assignment_checks_a_student_s_work(released: tuple[Assignment, Any]) -> None:
    assignment, made = released
    result = grade_one(reference_submission(assignment), load_assignment(made.folder))
    assert (result.earned, result.held) == (2, False)


def test_the_same_files_make_the_same_archive(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        write_zip(tmp_path / name, "demo", {"b": b"2", "a": b"1"})
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize(
    ("solution", "check", "error", "sentence"),
    cases(
        {
            "a stub that earns": (
                "def f(x):\n    return 2.0 * x\n",
                CHECK,
                ReleaseRefused,
                r"the stub earns 2 points \(a::twice\)",
            ),
            "a blind answer that earns": (
                SOLUTION,
                CHECK.replace("equal", "like"),
                RecordingRefused,
                "a blind student",
            ),
            "a reference that fails": (
                SOLUTION,
                CHECK.replace("reference.f(3.0)", "7.0"),
                RecordingRefused,
                "the reference fails it",
            ),
        }
    ),
)
def test_what_does_not_hold_what_it_promises_is_not_released(
    tmp_path: Path, solution: Any, check: Any, error: Any, sentence: str
) -> None:
    assignment = write_course(tmp_path / "course", solutions={"a": solution}, checks={"a": check})
    with pytest.raises(error, match=sentence):
        release(course_of(assignment), assignment, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_release_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "out" / "demo" / "thesis.txt", "years of work\n")
    assignment = write_course(tmp_path / "course", checks={"a": CHECK})
    with pytest.raises(CalledWrongly, match="is there and is no release"):
        release(course_of(assignment), assignment, tmp_path / "out")
    assert (tmp_path / "out" / "demo" / "thesis.txt").read_text() == "years of work\n"


def test_stubs_keep_the_recordings_of_every_kind_of_inputs(tmp_path: Path) -> None:
    root = copied_course(tmp_path / "course")
    transcripts = root / "solutions" / "rnn" / "checks" / "transcripts"
    before = sorted(path.name for path in transcripts.iterdir())
    course = find_course(root)
    assert course is not None
    assert remove_old_files(course, "rnn") == []
    assert sorted(path.name for path in transcripts.iterdir()) == before
    assert any(".grading" in name for name in before)
