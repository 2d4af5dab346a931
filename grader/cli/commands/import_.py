"""`grade import`: teachers' existing notebooks as assignments of this kit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.importing.cells import Found


@click.group("import")
def import_() -> None:
    """Make an assignment of a notebook that was written for another autograder."""


_NAME = click.option(
    "--as", "name", help="The assignment's name; the notebook's, when it is not given."
)
_COURSE = click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)


@import_.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE...",
)
@_NAME
@_COURSE
def nbgrader(files: tuple[Path, ...], name: str | None, course_path: Path | None) -> None:
    """Import nbgrader source notebooks (cell metadata schema 3) as one assignment."""
    from grader.importing.nbgrader import read_nbgrader

    _make(read_nbgrader(list(files)), files, name, course_path)


@import_.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_NAME
@_COURSE
def otter(file: Path, name: str | None, course_path: Path | None) -> None:
    """Import a notebook in Otter Assign's format."""
    from grader.importing.otter import read_otter

    _make(read_otter(file), (file,), name, course_path)


def _make(
    found: Found, files: tuple[Path, ...], name: str | None, course_path: Path | None
) -> None:
    from grader.cli.commands.new import say_made, this_course
    from grader.cli.show import colour
    from grader.feedback.words import clean, count
    from grader.importing.building import Building
    from grader.release.starting import install

    course = this_course(course_path)
    chosen = name or files[0].stem
    made = Building(found, chosen, ", ".join(file.name for file in files)).build()
    source = install(course, chosen, made)
    say_made(course, chosen, source)
    for sentence in found.lost:
        click.echo(f"{colour('not carried over', 'held')}  {clean(sentence)}", err=True)
    checks = sum(text.count("@asserts(") for text in made.values())
    click.echo(
        f"{count(checks, 'check')} run the teacher's asserts in the student process, which student"
        " code could forge: lower trust, marked (asserted) wherever they are listed"
    )
    click.echo(f"next  grade record {chosen}")
