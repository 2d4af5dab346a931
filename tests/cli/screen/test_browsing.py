"""`grade check --open`: where the page lies, and what is said where no browser can show it."""

from __future__ import annotations

import shutil
import tempfile
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.courses import TINY
from support.results import check, result, task

from grader.cli.main import cli
from grader.cli.screen.browsing import has_browser, open_page
from grader.model import Outcome
from grader.runs.work import Work, find_work

FAILED = result(task("running_mean", check("running_mean::one", Outcome.FAILED)))


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return find_work(Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "home" / "tiny")))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Addresses that a browser was asked for."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    asked: list[str] = []
    monkeypatch.setenv("BROWSER", "a-browser")
    monkeypatch.setattr(webbrowser, "open", lambda address: asked.append(address) or True)
    return asked


def test_the_page_lies_beside_the_work_and_is_opened(
    work: Work, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(work.folder.rglob("*"))
    open_page(work, FAILED, "mend running_mean")
    page = work.folder.parent / "tiny-check.html"
    assert opened == [page.as_uri()] and str(page) in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text and "<b>Next</b> mend running_mean" in text
    assert sorted(work.folder.rglob("*")) == before
    open_page(work, result(task("running_mean", check("running_mean::one"))), "")
    assert "<svg" not in page.read_text(encoding="utf-8")


def test_a_file_of_somebody_else_s_stays(work: Work, opened: list[str]) -> None:
    theirs = work.folder.parent / "tiny-check.html"
    theirs.write_text("<p>mine</p>", encoding="utf-8")
    open_page(work, FAILED, "mend running_mean")
    assert theirs.read_text(encoding="utf-8") == "<p>mine</p>"
    assert opened and opened[0] != theirs.as_uri()


def test_where_a_folder_has_its_name_the_page_lies_elsewhere(work: Work, opened: list[str]) -> None:
    (work.folder.parent / "tiny-check.html").mkdir()
    open_page(work, FAILED, "mend running_mean")
    assert opened and opened[0].endswith("/tiny-check.html")


def test_without_a_browser_it_says_where_the_page_is(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    open_page(work, FAILED, "mend running_mean")
    said = capsys.readouterr().err
    assert "no browser could be started here" in said
    assert str(work.folder.parent / "tiny-check.html") in said


@pytest.mark.parametrize(
    ("environment", "platform", "has"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "freebsd14", True),
        ({"BROWSER": "w3m"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_browser_of_the_terminal_is_taken_only_where_it_is_asked_for(
    environment: dict[str, str], platform: str, has: bool
) -> None:
    assert has_browser(environment, platform) is has


def test_watching_and_a_page_exclude_each_other(work: Work) -> None:
    done = CliRunner().invoke(cli, ["check", "--watch", "--open", "--path", str(work.folder)])
    assert done.exit_code == 2 and "leave it away to --open" in done.stderr
