"""`grade import otter`: a notebook in Otter Assign's format as an assignment."""

from pathlib import Path
from typing import Any

import click

from grader.cli.imported import import_options, make_imported
from grader.cli.options import FILE
from grader.importing.otter.assign import read_otter


@click.command()
@click.argument("file", type=FILE)
@import_options
def command(file: Path, beside: tuple[Path, ...], **options: Any) -> None:
    """Import a notebook in Otter Assign's format."""
    make_imported(read_otter(file, beside), (file,), **options)
