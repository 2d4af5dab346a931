"""A new student's first half hour, in a terminal of 80 x 40 and in a browser.

What is read first names what to do next, in both languages, and nothing leaves the screen.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.courses import TINY

from grader.feedback.columns import width

COLUMNS, LINES = 80, 40
RIGHT = """\
import numpy as np


def running_mean(v):
    return np.cumsum(v) / np.arange(1, len(v) + 1)
"""
WRONG = RIGHT.replace(" / np.arange(1, len(v) + 1)", "")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Screen:
    """What stands on the terminal once a command has ended, and its exit code."""

    lines: tuple[str, ...]
    code: int

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())


def typed(folder: Path, *words: str) -> Screen:
    """Types a command in a terminal, and waits until it has ended."""
    process, screen = pty.fork()
    if process == 0:  # pragma: no cover  (this is the other process)
        os.chdir(folder)
        os.environ.update(
            COLUMNS=str(COLUMNS),
            LINES=str(LINES),
            NO_COLOR="1",
            TERM="xterm",
            BROWSER=f"{sys.executable} -c pass",
            XDG_CACHE_HOME=str(folder.parent / "cache"),
        )
        os.execv(sys.executable, [sys.executable, "-m", "grader", *words])
    shown = b""
    while True:
        try:
            more = os.read(screen, 1 << 16)
        except OSError:  # the other end is closed: the command has ended
            break
        if not more:
            break
        shown += more
    os.close(screen)
    _, status = os.waitpid(process, 0)
    return Screen(_seen(shown.decode()), os.waitstatus_to_exitcode(status))


def _seen(written: str) -> tuple[str, ...]:
    """The lines as a terminal leaves them: what was cleared or written over is gone."""
    lines = [line.rpartition("\x1b[2K")[2] for line in written.replace("\r\n", "\n").split("\n")]
    plain = (re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).rpartition("\r")[2] for line in lines)
    return tuple(plain)


@dataclass(frozen=True)
class Walk:
    """The screens of a walk, by what was done before."""

    screens: dict[str, Screen]
    page: Path


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    home = tmp_path_factory.mktemp("home")
    folder = Path(shutil.copytree(TINY.assignments / "tiny", home / "tiny"))
    mine = folder / "running_mean.py"
    screens = {"begin": typed(folder, "check")}
    mine.write_text(WRONG, encoding="utf-8")
    screens["wrong"] = typed(folder, "check", "--open")
    screens["wrong, in Chinese"] = typed(folder, "check", "running_mean", "--lang", "zh")
    page = home / "page.html"
    shutil.copy(home / "tiny-check.html", page)
    mine.write_text(RIGHT, encoding="utf-8")
    screens["one task right"] = typed(folder, "check", "running_mean")
    return Walk(screens, page)


STEPS = {
    "begin": (1, "next begin running_mean at running_mean.py:"),
    "wrong": (1, "next mend running_mean; `grade check running_mean --repro`"),
    "one task right": (0, "next begin rescale at rescale.py:"),
}


@pytest.mark.parametrize("moment", STEPS)
def test_what_is_read_first_names_what_to_do_next(walk: Walk, moment: str) -> None:
    screen, (code, step) = walk.screens[moment], STEPS[moment]
    assert screen.code == code and step in screen.text, screen.text
    at = next(number for number, line in enumerate(screen.lines) if line.startswith("  next"))
    failed = [number for number, line in enumerate(screen.lines) if line.startswith("x ")]
    assert all(at < number for number in failed), "below the table, above every failure"


@pytest.mark.parametrize("moment", [*STEPS, "wrong, in Chinese"])
def test_a_screen_holds_it_all_and_the_spinner_is_gone(walk: Walk, moment: str) -> None:
    lines = walk.screens[moment].lines
    own = [line for line in lines if "tiny-check.html" not in line]  # a path may be any length
    assert len(lines) <= LINES and max(map(width, own)) <= COLUMNS
    assert not any(re.search(r"checking \w*  \d+ s", line) for line in lines)


def test_in_chinese_the_next_step_is_chinese(walk: Walk) -> None:
    screen = walk.screens["wrong, in Chinese"]
    at = next(line for line in screen.lines if "`grade check running_mean --repro`" in line)
    assert screen.code == 1 and re.search(r"[\u4e00-\u9fff]{2}", at)


def test_the_page_of_open_is_shown_by_a_browser_as_it_was_meant(walk: Walk, tmp_path: Path) -> None:
    assert "tiny-check.html" in walk.screens["wrong"].text
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no browser is installed here")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr")
    done = subprocess.run(
        [browser, *options, f"--user-data-dir={tmp_path}", "--dump-dom", walk.page.as_uri()],
        capture_output=True,
        text=True,
        check=False,
    )
    shown = done.stdout
    assert "<svg" in shown and "</footer>" in shown, done.stderr[-2000:]
    assert shown.index("<h1>") < shown.index("<b>Next</b> mend running_mean") < shown.index("<h2")
    assert "Content Security Policy" not in done.stderr, "the page's policy allows all that it has"
