"""`grade import nbgrader`: source notebooks as one assignment."""

from pathlib import Path
from typing import Any

import click

from grader.cli.imported import import_options, make_imported
from grader.cli.options import FILE
from grader.importing.nbgrader import read_nbgrader


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@import_options
def command(files: tuple[Path, ...], beside: tuple[Path, ...], **options: Any) -> None:
    """Import nbgrader source notebooks as one assignment.

    Those with cell metadata of schema 1 to 3, and notebooks kept as Python files in Jupytext's
    percent format.
    """
    make_imported(read_nbgrader(list(files), beside), files, **options)
