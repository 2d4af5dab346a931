"""Command `grade`, and the one place that turns an error into a sentence and an exit code."""

import errno
import io
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from grader.errors import CannotWrite, GraderError
from grader.feedback.styles import use_style
from grader.files.writing import MAKE_ROOM
from grader.language import language_of_locale, speak, tr
from grader.version import __version__

from .lazy import LazyGroup
from .screen.misuse import show_misuse
from .screen.telling import colour, show_failure, wants_colours
from .speech import begin_speaking, lang_option
from .table import COMMANDS

# What a disk says that is full or cannot be written.
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EACCES, errno.EIO)


class Interrupted(KeyboardInterrupt):
    """^C, for whoever catches KeyboardInterrupt.

    A plain one that passes through `exec` of a text, as named tuples are made, ends Python as if it
    was killed, even where it was caught: CPython looks for exactly that class
    (`run_eval_code_obj` in Python/pythonrun.c).
    """


class GradeCommand(LazyGroup):
    """Whole command: errors raised on purpose, and those of a disk, become one sentence.

    Nothing else is caught.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        ctx.color = wants_colours(os.environ)
        try:
            with use_style(colour):
                return super().invoke(ctx)
        except GraderError as error:
            show_failure(error)
            sys.exit(error.exit_code)
        except click.UsageError as error:
            show_misuse(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            _stop_at_disk(error)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the whole command; what a disk refuses is said, whatever was being written."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            _stop_at_disk(error)


def _stop_at_disk(error: OSError) -> NoReturn:
    """Say what a disk refused and stop; raise what is no disk's error again."""
    if error.errno not in DISK:
        raise error
    place = Path(error.filename or tr("a file or the output"))
    failure = CannotWrite(place, str(error.strerror), MAKE_ROOM)
    show_failure(failure)
    sys.exit(failure.exit_code)


@click.group(
    cls=GradeCommand, listed=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="grade")
@lang_option
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check and grade NumPy and PyTorch coursework."""
    begin_speaking(ctx)


def main() -> None:
    """Run the console command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that lacks a character shows a mark in its place
            stream.reconfigure(errors="replace")
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    # what is said before the command is known, as its help
    with speak(language_of_locale(os.environ)):
        cli()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise Interrupted
