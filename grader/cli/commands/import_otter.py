"""`grade import otter`: a notebook in Otter Assign's format as an assignment."""

from pathlib import Path

import click

from grader.cli.imported import make_imported, name_option, partial_option, with_option
from grader.cli.options import FILE, course_option
from grader.importing.otter.assign import read_otter


@click.command()
@click.argument("file", type=FILE)
@name_option
@course_option
@with_option
@partial_option
def command(
    file: Path,
    name: str | None,
    course_path: Path | None,
    beside: tuple[Path, ...],
    partial: bool,
) -> None:
    """Import a notebook in Otter Assign's format."""
    make_imported(read_otter(file, beside), (file,), name, course_path, partial)
