"""Errors that are raised on purpose: what each says, and the exit code that it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import errors
from grader.errors import (
    EXIT_CALLED_WRONGLY,
    EXIT_CHECK_FAILED,
    EXIT_HELD,
    BadFile,
    CannotWrite,
    GraderError,
)
from grader.language import Language, speak


def _all_errors() -> list[type[GraderError]]:
    members = vars(errors).values()
    return [each for each in members if isinstance(each, type) and issubclass(each, GraderError)]


def test_every_error_has_one_of_the_exit_codes() -> None:
    codes = {each: each.exit_code for each in _all_errors()}
    assert len(codes) > 10
    assert set(codes.values()) == {EXIT_CHECK_FAILED, EXIT_CALLED_WRONGLY, EXIT_HELD}
    assert codes[errors.SandboxError] == EXIT_HELD, "our own failure is held, never a failed check"
    assert codes[errors.RecordingRefused] == EXIT_CHECK_FAILED


def test_what_cannot_be_written_says_where_why_and_what_else() -> None:
    error = CannotWrite(Path("out/x.csv"), "Read-only file system", "name another file")
    assert str(error) == "out/x.csv cannot be written (Read-only file system); name another file"
    assert error.place == Path("out/x.csv") and error.exit_code == EXIT_CALLED_WRONGLY


def test_what_cannot_be_written_is_said_in_the_language_that_is_spoken() -> None:
    with speak(Language.ZH):
        error = CannotWrite(Path("x.csv"), "no room", "make the folder writable")
    assert "cannot be written" not in str(error) and "make the folder" not in str(error)
    assert "x.csv" in str(error) and "no room" in str(error)


@pytest.mark.parametrize(
    ("line", "text"), [(None, "a.toml: it is broken"), (7, "a.toml:7: it is broken")]
)
def test_a_bad_file_is_named_with_its_line_where_that_is_known(line: int | None, text: str) -> None:
    error = BadFile("a.toml", "it is broken", line=line)
    assert str(error) == text
    assert (error.path, error.problem, error.line) == (Path("a.toml"), "it is broken", line)


def test_a_notebook_shows_the_sentence_alone() -> None:
    assert BadFile("a.toml", "it is broken")._render_traceback_() == ["grade: a.toml: it is broken"]
