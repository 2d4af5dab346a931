"""Single keys, typed into a terminal of their own."""

from __future__ import annotations

import io
import os
import pty
import sys
import termios
from collections.abc import Iterator

import pytest

from grader.cli.screen.keys import single_keys, take_key


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end of a terminal at which somebody types; the other is standard input."""
    typist, terminal = pty.openpty()
    with os.fdopen(terminal, encoding="utf-8", closefd=True) as screen:
        monkeypatch.setattr(sys, "stdin", screen)
        yield typist
    os.close(typist)


def test_a_key_arrives_without_enter_and_in_lower_case(typist: int) -> None:
    with single_keys() as has_keys:
        assert has_keys and take_key() is None, "nobody waits for a key"
        os.write(typist, b"Q")
        assert take_key() == "q" and take_key() is None


def test_the_terminal_is_as_before_also_after_an_error(typist: int) -> None:
    before = termios.tcgetattr(sys.stdin)
    with pytest.raises(KeyboardInterrupt), single_keys():
        assert termios.tcgetattr(sys.stdin) != before
        raise KeyboardInterrupt
    assert termios.tcgetattr(sys.stdin) == before


def test_where_there_is_no_terminal_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("q"))
    with single_keys() as has_keys:
        assert not has_keys
