"""The group of commands, and the one place that turns an error into a sentence and an exit code."""

from __future__ import annotations

import io
import sys
from typing import Any

import click

from grader import __version__
from grader.cli.commands.batch import batch
from grader.cli.commands.check import check
from grader.cli.commands.ci import ci
from grader.cli.commands.doctor import doctor
from grader.cli.commands.export import export
from grader.cli.commands.gradebook import gradebook
from grader.cli.commands.import_ import import_
from grader.cli.commands.intake import intake
from grader.cli.commands.marks import marks
from grader.cli.commands.new import new
from grader.cli.commands.one import one
from grader.cli.commands.pack import pack
from grader.cli.commands.record import record
from grader.cli.commands.release import release
from grader.cli.commands.schema import schema
from grader.cli.commands.stubs import stubs
from grader.cli.commands.verify import verify
from grader.cli.show import failure
from grader.errors import GraderError


class _Group(click.Group):
    """Errors raised on purpose become one sentence; nothing else is caught."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GraderError as error:
            failure(error)
            sys.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade")
def cli() -> None:
    """Check and grade NumPy and PyTorch coursework.

    Students: grade check, grade pack.  Staff: grade new, grade batch, grade one, grade record,
    grade release, grade marks, grade gradebook.
    """


for command in (
    check,
    pack,
    new,
    import_,
    one,
    batch,
    intake,
    marks,
    gradebook,
    export,
    record,
    stubs,
    verify,
    release,
    ci,
    doctor,
    schema,
):
    cli.add_command(command)


def main() -> None:
    """The console command."""
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a terminal that lacks a character shows a mark in its place
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli()
