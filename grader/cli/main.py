"""The command `grade`, and the one place that turns an error into a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from grader.cli.lazy import LazyGroup
from grader.cli.table import COMMANDS
from grader.cli.telling import colours_wanted, show_failure
from grader.errors import GraderError
from grader.version import __version__


class GradeCommand(LazyGroup):
    """The whole command: errors raised on purpose become one sentence; nothing else is caught."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        ctx.color = colours_wanted(os.environ)
        try:
            return super().invoke(ctx)
        except GraderError as error:
            show_failure(error)
            sys.exit(error.exit_code)


@click.group(
    cls=GradeCommand, listed=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="grade")
def cli() -> None:
    """Check and grade NumPy and PyTorch coursework."""


def main() -> None:
    """Run the console command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that lacks a character shows a mark in its place
            stream.reconfigure(errors="replace")
    cli()
