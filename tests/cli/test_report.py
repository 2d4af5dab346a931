"""`grade report`: from a gradebook to text, page and JSON; nothing runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Done
from support.classes import handed_in
from support.courses import TINY
from support.gradebooks import CLASS, fill

from grader.cli.commands.report import command
from grader.nouns import replace


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(TINY.folder, tmp_path / "course")
    return tmp_path / "course"


def report(course: Path, *arguments: str) -> Done:
    given = ["--course", str(course), "-o", str(course / "report.html"), *arguments]
    return CliRunner().invoke(command, given, catch_exceptions=False)


def test_the_class_is_told_and_a_page_is_written(course: Path) -> None:
    fill(course)
    done = report(course, "tiny")
    assert done.exit_code == 0 and done.output.startswith("tiny   5 students:")
    assert "held" in done.output and "the page is" in done.output
    page = (course / "report.html").read_text(encoding="utf-8")
    assert "<dt>Held</dt>" in page and "cyn" in page


def test_json_is_one_object_and_writes_no_page(course: Path) -> None:
    fill(course)
    told = json.loads(report(course, "tiny", "--json").output)
    assert told["schema"] == "tensorgrade/report/1" and told["people"] == 5
    assert not (course / "report.html").exists()


def test_a_second_run_tells_what_changed(course: Path) -> None:
    fill(course, CLASS)
    better = handed_in("bob", running_mean="0", rescale=None, answer=None)
    fill(course, [replace(better, submission=replace(better.submission, digest="sha256:new"))])
    done = report(course, "tiny")
    assert "since the last run" in done.output
    assert "bob  running_mean:" in done.output and "(the work is another one)" in done.output


def test_a_class_that_was_not_graded_is_said(course: Path) -> None:
    fill(course, [])
    done = CliRunner().invoke(command, ["tiny", "--course", str(course)])
    assert "run `grade batch` first" in str(done.exception)
