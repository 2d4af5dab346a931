"""The one place that turns an error into a sentence and an exit code."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from grader.cli.main import GradeCommand, main
from grader.errors import CalledWrongly, GraderError, SandboxError
from grader.version import __version__


def run(error: BaseException, *arguments: str, colour: bool = False) -> Result:
    """What happens where a command raises."""

    @click.command()
    def fail() -> None:
        raise error

    group = GradeCommand(name="grade")
    group.add_command(fail)
    group.get_command = click.Group.get_command.__get__(group)  # type: ignore[method-assign]
    group.list_commands = click.Group.list_commands.__get__(group)  # type: ignore[method-assign]
    return CliRunner().invoke(group, arguments or ("fail",), prog_name="grade", color=colour)


@pytest.mark.parametrize(
    ("error", "code"),
    [(CalledWrongly("no such task"), 2), (SandboxError("no fork"), 3), (GraderError("odd"), 3)],
)
def test_an_error_on_purpose_is_one_sentence_and_its_exit_code(
    error: GraderError, code: int
) -> None:
    done = run(error)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr == f"grade: {error}\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_a_disk_refuses_is_one_sentence_with_its_place(number: int) -> None:
    done = run(OSError(number, "no room", "out/results.csv"))
    assert done.exit_code == 2
    assert done.stderr.startswith("grade: out/results.csv cannot be written (no room); ")


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "gone", "a"), ZeroDivisionError("ours")])
def test_what_nobody_raised_on_purpose_is_not_hidden(error: Exception) -> None:
    assert run(error).exception is error


def test_a_wrong_call_says_so_and_ends_with_2() -> None:
    done = run(CalledWrongly(""), "fail", "--nothing")
    assert done.exit_code == 2 and "No such option" in done.stderr


@pytest.mark.parametrize(("variable", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_an_error_keeps_to_the_colours_that_are_wanted(
    monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool
) -> None:
    monkeypatch.setenv(variable, "1")
    done = run(CalledWrongly("no such task"), colour=not coloured)
    assert ("\x1b[" in done.stderr) is coloured


def test_the_console_command_says_its_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["grade", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0 and __version__ in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize("command", ["schema result", "--help"])
def test_an_output_that_cannot_be_written_is_one_sentence(command: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2 and "Traceback" not in done.stderr
    last = done.stderr.strip().split("\n")[-1]
    assert "the output cannot be written (No space left on device)" in last


def test_an_interrupt_that_was_caught_ends_nothing_wherever_it_came() -> None:
    """Also where Python ran a text as code, as it does for a named tuple."""
    script = (
        "import os, signal\n"
        "from grader.cli import main\n"
        "main.cli = lambda: None\n"
        "main.main()\n"
        "try: exec('os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass')\n"
        "except KeyboardInterrupt: print('left')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "left\n", "")
