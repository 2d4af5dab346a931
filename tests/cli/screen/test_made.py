"""What `grade new` and `grade import` show of what they made, and in which course."""

from pathlib import Path

import pytest
from support.downloads import written

from grader.cli.screen.made import choose_course, show_made_files
from grader.model import Course


def test_the_course_is_the_one_around_or_the_one_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "course", {"assignments/": "", "solutions/deep/": "", "sub/": ""})
    monkeypatch.chdir(tmp_path / "course" / "solutions" / "deep")
    assert choose_course(None).folder == tmp_path / "course"
    assert choose_course(tmp_path / "course" / "sub").folder == tmp_path / "course" / "sub"


def test_outside_of_a_course_the_current_folder_becomes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert choose_course(None).folder == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_the_teacher_edits_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = Course(folder=tmp_path)
    files: dict[str, bytes | str] = {
        "assignments/hw/handout.md": "",
        "solutions/hw/b.py": "",
        "solutions/hw/a/c.py": "",
        "solutions/other/x.py": "",
    }
    written(tmp_path, files)
    show_made_files(course, "hw", course.solutions / "hw")
    assert capsys.readouterr().out.splitlines() == [
        "made  solutions/hw/a/c.py",
        "made  solutions/hw/b.py",
        "made  assignments/hw/handout.md",
    ]
