"""What stands in the way is one sentence and exit code 2, and no text of a student's acts."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.classes import NOON, handed_in, numpy_course
from support.courses import TINY
from support.downloads import written

from grader.cli.main import cli
from grader.cli.screen.telling import wants_colours
from grader.gradebook.sqlite import SqliteGradebook

RIGHT = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = numpy_course(tmp_path / "course")
    monkeypatch.chdir(folder)
    book = SqliteGradebook(folder / "gradebook.sqlite")
    book.add(handed_in("ada"), key="k", recorded=NOON)
    book.close()
    (folder / "file").write_text("in the way")
    return folder


def grade(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


@pytest.mark.parametrize(
    "command",
    [
        "release tiny --unverified -o file/x",
        "release tiny --unverified -o /proc/x",
        "export csv -o file/x.csv",
        "export pages -o file/pages",
        "export junit -o /proc/x.xml",
        "marks export -o file/marks",
        "batch class -o file/out --trust-submissions",
        "batch class -o out --gradebook file/g.sqlite --trust-submissions",
        "pack --no-check --path hand -o file/x.zip",
        "verify tiny --only lint --plot file/x.svg",
        "ci class/ada --trust-submissions --assignment tiny --junit file/x.xml",
        "ci class/ada --trust-submissions --assignment tiny --summary /proc/x",
    ],
)
def test_what_cannot_be_written_is_one_sentence_with_its_place(course: Path, command: str) -> None:
    written(course / "class", {"ada/running_mean.py": RIGHT})
    shutil.copytree(course / "assignments" / "tiny", course / "hand")
    (course / "hand" / "running_mean.py").write_text(RIGHT)
    done = grade(*command.split())
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
    last = done.output.strip().splitlines()[-1]
    place = "/proc/" if "/proc" in command else "file"
    assert "cannot be written (" in last and place in last


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("batch nothing", "nothing does not exist; give the folder or the zip"),
        ("intake nothing", "nothing does not exist"),
        ("batch file --course nothing", "there is nothing at"),
        ("batch class --student nobody", "there is no submission 'nobody'; there are ada"),
        ("batch class --only runing_mean", "(did you mean running_mean?)"),
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(
    course: Path, command: str, sentence: str
) -> None:
    written(course / "class", {"ada/running_mean.py": RIGHT})
    done = grade(*command.split(), *(("--trust-submissions",) if "batch" in command else ()))
    assert done.exit_code == 2 and sentence in " ".join(done.output.split())


@pytest.mark.parametrize("lost", ["checks", "checks/test_running_mean.py"])
@pytest.mark.parametrize("command", [("check",), ("check", "running_mean"), ("ci",)])
def test_a_student_who_lost_the_checks_is_told_where_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, command: tuple[str, ...]
) -> None:
    hand = tmp_path / "hand"
    shutil.copytree(TINY.assignments / "tiny", hand)
    path = hand / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    monkeypatch.chdir(hand)
    done = grade(*command)
    assert done.exit_code == 2
    assert f"{lost}: it is not there" in done.output and "from the release again" in done.output
    assert "held" not in done.output and "grader failed" not in done.output


def test_names_with_what_a_terminal_acts_on_are_graded_and_shown_without_it(course: Path) -> None:
    names = ["eve\x1b[2J\x1b[31m\x07x", "bo\u202eb", "ann\x9b5m"]
    written(course / "class", {f"{name}/running_mean.py": RIGHT for name in names})
    done = grade("batch", "class", "-o", "out", "-j", "1", "--trust-submissions")
    assert done.exit_code == 0, done.output
    text = (course / "out" / "results.csv").read_text(encoding="utf-8")
    assert {row["student"] for row in csv.DictReader(text.splitlines())} == {"evex", "bob", "ann5m"}
    for shown in (done.output, text, grade("export", "csv").output):
        assert not set("\x1b\x07\u202e\x9b") & set(shown)
    assert grade("gradebook", "show", "evex").exit_code == 0


def test_two_submissions_never_share_a_page(course: Path) -> None:
    names = ["mira tal", "mira_tal-700f957a", "Mira", "mira", "mir\u00e1", "mira\u0301"]
    written(course / "class", {f"{name}/running_mean.py": RIGHT for name in names})
    done = grade("batch", "class", "-o", "out", "-j", "1", "--trust-submissions")
    assert done.exit_code == 0, done.output
    for folder in ("feedback", "results"):
        files = [path.name.casefold() for path in (course / "out" / folder).iterdir()]
        assert len(set(files)) == len(names)
    assert grade("export", "pages").exit_code == 0
    assert len(list((course / "pages").iterdir())) == len(names) + 1


def test_points_that_do_not_add_up_are_told_before_anything_is_announced(course: Path) -> None:
    written(course / "class", {"ada/running_mean.py": RIGHT, "broken.zip": "PK\x03\x04"})
    path = course / "solutions" / "tiny" / "assignment.toml"
    path.write_text(path.read_text("utf-8").replace("points = 4", "points = 6", 1), "utf-8")
    assert grade("stubs", "tiny").exit_code == 0
    done = grade("batch", "class", "-o", "out", "-j", "1", "--trust-submissions")
    assert done.exit_code == 2 and "add up" in done.output
    assert "held" not in done.output and not (course / "out" / "results.csv").exists()


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": ""}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "0", "FORCE_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1"}, True),
    ],
)
def test_no_color_and_force_color(environment: dict[str, str], wanted: bool | None) -> None:
    assert wants_colours(environment) is wanted


@pytest.mark.parametrize("command", ["doctor", "gradebook show", "verify tiny --only lint"])
def test_every_command_keeps_to_no_color_and_force_color(
    course: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for name, value, coloured in (("FORCE_COLOR", "1", True), ("NO_COLOR", "1", False)):
        monkeypatch.setenv(name, value)
        output = CliRunner().invoke(cli, command.split(), color=True).output
        assert ("\x1b[" in output) is coloured
