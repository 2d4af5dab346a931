"""The line that says what is running: on a terminal only, and gone in the end."""

from __future__ import annotations

import io
import threading

import pytest

from grader.cli.screen import spinner as module
from grader.cli.screen.spinner import CLEAR, spinner


class Screen(io.StringIO):
    """A terminal that says when something was written to it."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__()
        self.written = threading.Event()
        self._known, self._terminal = encoding, terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._known

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        count = super().write(text)
        if "srn" in text:
            self.written.set()
        return count


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUIET", 0.0)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk"])
def test_the_running_task_is_shown_and_the_line_is_cleared(encoding: str) -> None:
    screen = Screen(encoding)
    with spinner("checking", screen) as on_task:
        on_task("srn")
        assert screen.written.wait(60)
    text = screen.getvalue()
    assert "checking srn  " in text and text.endswith(CLEAR)
    text.encode(encoding)


def test_an_error_goes_through_and_clears_the_line_too() -> None:
    screen = Screen()
    with pytest.raises(ValueError, match="mine"), spinner("checking", screen) as on_task:
        on_task("srn")
        assert screen.written.wait(60)
        raise ValueError("mine")
    assert screen.getvalue().endswith(CLEAR)


def test_nothing_is_written_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    dumb, pipe = Screen(), Screen(terminal=False)
    with spinner("checking", pipe) as on_task:
        on_task("srn")
    monkeypatch.setenv("TERM", "dumb")
    with spinner("checking", dumb) as on_task:
        on_task("srn")
    assert dumb.getvalue() == pipe.getvalue() == ""


def test_what_is_done_at_once_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "QUIET", 3600.0)
    screen = Screen()
    with spinner("checking", screen) as on_task:
        on_task("srn")
    assert screen.getvalue() == ""
