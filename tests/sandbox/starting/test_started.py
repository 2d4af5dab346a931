"""A process that was started: looked at by its pid, ended with its streams."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader.sandbox.starting.links import PollLink
from grader.sandbox.starting.started import Started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are polled")


class Launcher:
    """Starts nothing; notes what is asked of it, and whether the streams were open then."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []

    def start(self) -> Started:
        raise AssertionError

    def end(self, started: Started, *, patient: bool) -> int:
        self.asked.append(("end patiently" if patient else "end", is_open(started)))
        return 3

    def interrupt(self, started: Started) -> None:
        self.asked.append(("interrupt", is_open(started)))

    def written_bytes(self, started: Started) -> int:
        return 17

    @property
    def alive(self) -> bool:
        return True

    def leave(self) -> None: ...

    def close(self) -> None: ...


def is_open(started: Started) -> bool:
    assert isinstance(started.link, PollLink)
    try:
        os.fstat(started.link._in)
    except OSError:
        return False
    return True


def made(pid: int | None) -> tuple[Started, Launcher]:
    ends = [os.pipe(), os.pipe(), os.pipe()]
    launcher = Launcher()
    return Started(PollLink(ends[0][0], ends[1][1], ends[2][0], 10), launcher, pid), launcher


def test_one_whose_pid_is_not_known_is_not_looked_at() -> None:
    started, _ = made(None)
    assert (started.cpu_seconds(), started.count_threads(), started.memory_mib()) == (None, 1, None)
    started.end()


def test_one_whose_pid_is_known_is() -> None:
    started, launcher = made(os.getpid())
    used = started.cpu_seconds()
    assert used is not None and used > 0 and started.count_threads() >= 1
    assert started.written_bytes() == 17
    started.interrupt()
    assert launcher.asked == [("interrupt", True)]
    started.end()


def test_one_that_is_gone_has_nothing_to_be_seen() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    started, _ = made(child.pid)
    assert (started.cpu_seconds(), started.count_threads()) == (None, 1)
    started.end()


@pytest.mark.parametrize(("patient", "word"), [(False, "end"), (True, "end patiently")])
def test_it_is_ended_before_its_streams_are_closed(
    patient: bool, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what it printed up to its end can still be read."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    started, launcher = made(None)
    assert started.end(patient=patient) == 3
    assert launcher.asked == [(word, True)] and not is_open(started)


def test_where_coverage_is_measured_it_sees_the_end_of_its_frames(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COVERAGE_PROCESS_START", "settings")
    started, launcher = made(None)
    assert started.end() == 3
    assert launcher.asked == [("end patiently", False)]
