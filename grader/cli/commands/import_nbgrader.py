"""`grade import nbgrader`: source notebooks as one assignment."""

from pathlib import Path

import click

from grader.cli.imported import make_imported, name_option, partial_option, with_option
from grader.cli.options import FILE, course_option
from grader.importing.nbgrader import read_nbgrader


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@name_option
@course_option
@with_option
@partial_option
def command(
    files: tuple[Path, ...],
    name: str | None,
    course_path: Path | None,
    beside: tuple[Path, ...],
    partial: bool,
) -> None:
    """Import nbgrader source notebooks as one assignment.

    Those with cell metadata of schema 1 to 3, and notebooks kept as Python files in Jupytext's
    percent format.
    """
    make_imported(read_nbgrader(list(files), beside), files, name, course_path, partial)
