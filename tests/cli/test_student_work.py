"""The work that a student's command is about: found from where she is, in her language."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from support.courses import TINY

from grader.cli.student_work import open_work
from grader.errors import BadFile, CalledWrongly
from grader.language import Language, spoken_language


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny"))


def test_the_nearest_assignment_upward_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "checks")
    assert open_work(None).assignment.folder == folder == open_work(folder).folder


def test_elsewhere_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CalledWrongly, match=r"assignment\.toml"):
        open_work(None)


def test_settings_that_cannot_be_read_are_one_sentence(folder: Path) -> None:
    (folder / "assignment.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(BadFile, match=r"assignment\.toml"):
        open_work(folder)


def test_its_language_is_spoken_from_then_on(folder: Path) -> None:
    settings = folder / "assignment.toml"
    settings.write_text(f'lang = "zh"\n{settings.read_text("utf-8")}', encoding="utf-8")
    heard: list[Language] = []

    @click.command()
    def command() -> None:
        open_work(folder)
        heard.append(spoken_language())

    assert CliRunner().invoke(command).exit_code == 0
    assert (heard, spoken_language()) == ([Language.ZH], Language.EN)
