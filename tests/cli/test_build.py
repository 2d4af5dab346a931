"""`grade build` does what an edit needs; solutions are released after the last deadline."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import numpy_course, set_policy, tiny_course

from grader.cli.main import cli
from grader.model import Course
from grader.release.edits import take_snapshot


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tiny_course(tmp_path / "course")
    monkeypatch.chdir(folder)
    return folder


def grade(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def test_a_build_makes_records_and_proves_and_a_second_one_finds_it_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = numpy_course(tmp_path / "course")
    monkeypatch.chdir(course)
    handout = course / "solutions" / "tiny" / "handout.md"
    handout.write_text(handout.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    check = course / "assignments" / "tiny" / "checks" / "test_running_mean.py"
    check.write_text(check.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    first = grade("build", "tiny", "-j", "1")
    lines = [line.split() for line in first.output.splitlines()]
    made = next(line for line in lines if line[1:2] == ["stubs"])
    recorded = next(line for line in lines if line[1:2] == ["record"])
    assert "handout.md" in " ".join(made) and "running_mean" in recorded, first.output
    assert any(line[1:2] == ["lint"] for line in lines)
    second = grade("build", "tiny", "-j", "1")
    assert "nothing changed" in second.output and "nothing was stale" in second.output
    assert first.exit_code == second.exit_code
    assert grade("one", "solutions/tiny", "--assignment", "tiny").exit_code in (0, 1)


def test_a_mistake_in_a_build_is_one_sentence(course: Path) -> None:
    (course / "solutions" / "tiny" / "handout.md").unlink()
    done = grade("build", "tiny")
    assert done.exit_code == 2 and "handout.md" in done.output and "ok" not in done.output


def test_an_edit_is_seen_and_what_commands_write_is_none(course: Path) -> None:
    noun = Course(folder=course)
    before = take_snapshot(noun, "tiny")
    transcript = course / "assignments" / "tiny" / "checks" / "transcripts" / "rescale.json"
    transcript.write_text(transcript.read_text() + " ")
    (course / "solutions" / "tiny" / "proof.json").write_text("{}")
    assert take_snapshot(noun, "tiny") == before
    path = course / "solutions" / "tiny" / "checks" / "test_rescale.py"
    path.write_text(path.read_text() + "\n")
    assert take_snapshot(noun, "tiny") != before


@pytest.mark.parametrize(
    ("due", "more", "extension", "revealed"),
    [
        (timedelta(days=-1), "", None, True),
        (timedelta(days=1), "", None, False),
        (timedelta(days=-1), "\ncutoff_days = 3", None, False),
        (timedelta(days=-1), "\ngrace_minutes = 3000", None, False),
        (timedelta(days=-1), "", "4", False),
        (timedelta(days=-9), "\ncutoff_days = 3", "1", True),
    ],
)
def test_solutions_wait_for_the_last_deadline(
    course: Path, due: timedelta, more: str, extension: str | None, revealed: bool
) -> None:
    set_policy(course, f"due = {(datetime.now(UTC) + due).isoformat(timespec='seconds')}{more}")
    if extension is not None:
        done = grade("gradebook", "extend", "ada", "--days", extension, "--by", "amy")
        assert done.exit_code == 0, done.output
    done = grade("release", "tiny", "--solutions", "-o", "out")
    path = course / "out" / "tiny-solutions.zip"
    assert (done.exit_code == 0) is path.exists() is revealed, done.output
    assert revealed or "may still earn points until" in done.output
    assert grade("release", "tiny", "--solutions", "--early", "-o", "out").exit_code == 0
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        text = archive.read("tiny-solutions/running_mean.py").decode()
    assert "SOLUTION" not in text and "return" in text and "is not written yet" not in text
    assert not [name for name in names if "check" in name or "hidden" in name or "wrong" in name]
