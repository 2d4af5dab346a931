"""What commands share that make an assignment: its course, its seeds, its files shown."""

from pathlib import Path

import pytest
from support.downloads import written

from grader.cli.new_assignment import choose_course, draw_seeds, show_made_files
from grader.model import Course
from grader.release.seeds import SECRET_BITS


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


def test_seeds_are_long_and_no_two_are_alike() -> None:
    drawn = [seed for _ in range(50) for seed in _numbers()]
    assert {seed.bit_length() for seed in drawn} == {SECRET_BITS} and SECRET_BITS >= 128
    assert len(set(drawn)) == len(drawn)


def _numbers() -> tuple[int, int]:
    seeds = draw_seeds()
    assert seeds.grading is not None
    return seeds.hidden, seeds.grading
