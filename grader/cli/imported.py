"""Options of the commands of `grade import`, and making the assignment."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.config import HIDDEN_FILE
from grader.errors import EXIT_CHECK_FAILED
from grader.feedback.words import clean, count
from grader.importing.building import Building
from grader.importing.cells import Import
from grader.points import points_text
from grader.release.seeds import with_seeds
from grader.release.starting import install

from .new_assignment import choose_course, draw_seeds, show_made_files
from .options import course_option, flag
from .screen.telling import colour


def import_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what to call the assignment, and where it goes."""
    options = (
        click.option("--as", "name", help="The assignment's name; by default the notebook's."),
        course_option,
        click.option(
            "--with",
            "beside",
            multiple=True,
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="FOLDER",
            help=(
                "Where to look for modules and files that the code names, after the notebook's"
                " folder."
            ),
        ),
        flag("--partial", help="Accept that points of the source are lost."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def make_imported(
    source: Import,
    files: tuple[Path, ...],
    name: str | None,
    course_path: Path | None,
    partial: bool,
) -> None:
    """Make the assignment of what was found in notebooks, and say what was not carried over.

    Ends with exit code 1 when points were lost, unless `partial` accepts that.
    """
    course = choose_course(course_path)
    assignment_name = name or files[0].stem
    building = Building(source, assignment_name, ", ".join(file.name for file in files))
    contents = building.build() | {HIDDEN_FILE: with_seeds("", draw_seeds())}
    show_made_files(course, assignment_name, install(course, assignment_name, contents))
    for sentence in source.lost:
        click.echo(f"{colour('not carried over', 'held')}  {clean(sentence)}", err=True)
    checks = sum(text.count("@asserts(") for text in contents.values() if isinstance(text, str))
    click.echo(
        f"{count(checks, 'check')} run the teacher's asserts in the student process, which student"
        " code could forge: lower trust, marked (asserted) wherever they are listed"
    )
    if building.all_shown:
        tasks = ", ".join(building.all_shown)
        click.echo(
            f"note  no hidden tests in the source: {tasks}; there a list of the visible answers"
            f" earns full points, and grade verify {assignment_name} asks for a hidden check of"
            " each"
        )
    click.echo(f"next  grade record {assignment_name}")
    click.echo(
        f"source {points_text(source.points)} points, imported {points_text(building.points)}"
        " points"
    )
    if building.points < source.points and not partial:
        click.echo("points were lost, see above; --partial accepts that", err=True)
        sys.exit(EXIT_CHECK_FAILED)
