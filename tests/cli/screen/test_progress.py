"""Lines of a batch as they come: alone, or above a bar that goes away."""

from __future__ import annotations

import io
import sys

import pytest
from support.classes import HELD, handed_in

from grader.cli.screen.progress import show_progress
from grader.runs.batches.batch import Graded

DONE = [
    Graded(result=handed_in("ada"), new=True),
    Graded(result=handed_in("bob", HELD), new=True),
    Graded(result=handed_in("cyn", answer=None), new=False),
]


class Terminal(io.StringIO):
    """Standard output where somebody looks at it."""

    def isatty(self) -> bool:
        return True


def show(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, *, as_json: bool = False) -> str:
    monkeypatch.setattr(sys, "stdout", screen)
    with show_progress(len(DONE), as_json=as_json) as rows:
        for graded in DONE:
            rows.show_row(graded, f"a line of {graded.result.submission.name}")
    return screen.getvalue()


def test_without_a_terminal_there_are_the_lines_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "a line of ada\na line of bob\na line of cyn\n"
    assert show(monkeypatch, io.StringIO()) == lines
    assert show(monkeypatch, Terminal(), as_json=True) == lines


def test_on_a_terminal_a_bar_counts_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    text = show(monkeypatch, Terminal())
    assert [f"a line of {name}" in text for name in ("ada", "bob", "cyn")] == [True] * 3
    assert "3/3" in text and "1 awaiting, 1 graded, 1 held" in text
