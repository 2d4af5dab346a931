"""`grade check --watch` in a terminal of its own: saved, judged, shown; keys; a clean end."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.courses import TINY, copied
from support.trees import Seen, below, wait_until_gone

RIGHT = """\
import numpy as np


def running_mean(v):
    return np.cumsum(v) / np.arange(1, len(v) + 1)
"""
LIMIT = 90.0  # seconds; a busy machine needs some


class Terminal:
    """A terminal of 80 columns with `grade check --watch` in it."""

    def __init__(self, folder: Path, *names: str) -> None:
        self._page_values = ""
        self.process, self._screen = pty.fork()
        if self.process == 0:  # pragma: no cover  (this is the other process)
            os.chdir(folder)
            os.environ.update(COLUMNS="80", LINES="40", NO_COLOR="1", TERM="xterm")
            arguments = [sys.executable, "-m", "grader", "check", "--watch", *names]
            os.execv(sys.executable, arguments)

    def until(self, text: str) -> str:
        """What was shown up to that text, without the terminal's own codes."""
        end = time.monotonic() + LIMIT
        while text not in self._page_values:
            assert time.monotonic() < end, f"{text!r} was not shown, but {self._page_values!r}"
            if select.select([self._screen], [], [], 0.2)[0]:
                more = os.read(self._screen, 1 << 16).decode("utf-8", "replace")
                self._page_values = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._page_values + more)
        before, _, self._page_values = self._page_values.partition(text)
        return before + text

    def press(self, key: str) -> None:
        os.write(self._screen, key.encode())

    def ended(self) -> int:
        """The exit code, once the command has ended."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            if select.select([self._screen], [], [], 0.1)[0]:
                try:
                    os.read(self._screen, 1 << 16)
                except OSError:  # the other end is closed
                    continue
        raise AssertionError("it did not end")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with a task in NumPy and a written one."""
    return numpy_course(tmp_path / "course") / "assignments" / "tiny"


@contextmanager
def watching(folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder)
    yield terminal
    with suppress(ProcessLookupError):
        os.kill(terminal.process, signal.SIGKILL)


@pytest.fixture
def watch(folder: Path) -> Iterator[Terminal]:
    with watching(folder) as terminal:
        yield terminal


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A student's folder with two coding tasks."""
    return copied(TINY.assignments / "tiny", tmp_path / "tiny")


@pytest.fixture
def watch_two(two: Path) -> Iterator[Terminal]:
    with watching(two) as terminal:
        yield terminal


def test_a_save_is_judged_and_shown_below_the_progress(watch_two: Terminal, two: Path) -> None:
    """A save may be seen in two steps, emptied and written: what comes in the end counts."""
    watch, folder = watch_two, two
    first = watch.until("q quit")
    assert "running_mean 0/2" in first and "not started" in first
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    watch.until("running_mean 2/2   rescale 0/3   total 2 / 5")
    (folder / "running_mean.py").write_text(RIGHT.replace("+ 1)", "+ 2)"), encoding="utf-8")
    third = watch.until("ValueError") + watch.until("q quit")
    assert max(map(len, third.splitlines())) <= 80
    watch.press("h")
    watch.until("hint")
    watch.press("n")
    watch.until("  rescale ")
    watch.press("q")
    assert watch.ended() == 0


def test_a_file_that_is_broken_for_a_while_is_told_and_forgotten(
    watch: Terminal, folder: Path
) -> None:
    watch.until("q quit")
    (folder / "running_mean.py").write_text("def running_mean(v:\n", encoding="utf-8")
    watch.until("SyntaxError")
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    watch.until("running_mean 2/2")
    watch.press("\x03")
    assert watch.ended() == 0


@pytest.mark.parametrize("moment", ["running_mean 0/2", "not started"])
def test_to_leave_in_the_middle_of_its_work_is_no_error(watch: Terminal, moment: str) -> None:
    watch.until(moment)
    watch.press("\x03")
    assert watch.ended() == 0


def test_to_leave_while_processes_start_is_no_error_and_leaves_none(watch: Terminal) -> None:
    started: set[Seen] = set()
    end = time.monotonic() + LIMIT
    while not started and time.monotonic() < end:
        started = set(below(watch.process))
    watch.press("\x03")
    assert watch.ended() == 0
    assert started and not wait_until_gone(started, LIMIT)


def test_a_wrong_name_ends_it_at_once(folder: Path) -> None:
    terminal = Terminal(folder, "runing_mean")
    assert "did you mean running_mean" in terminal.until("its tasks are")
    assert terminal.ended() == 2
