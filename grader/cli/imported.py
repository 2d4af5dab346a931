"""What the commands of `grade import` share: the options, and making the assignment."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.made import show_made, this_course
from grader.cli.options import Decorator
from grader.cli.telling import colour
from grader.feedback.words import clean, count
from grader.importing.building import Building
from grader.importing.cells import Found
from grader.release.starting import install

name_option: Decorator = click.option(
    "--as", "name", help="The assignment's name; the notebook's, when it is not given."
)


def make_imported(
    found: Found, files: tuple[Path, ...], name: str | None, course_path: Path | None
) -> None:
    """Make the assignment of what was found in notebooks, and say what was not carried over."""
    course = this_course(course_path)
    called = name or files[0].stem
    made = Building(found, called, ", ".join(file.name for file in files)).build()
    show_made(course, called, install(course, called, made))
    for sentence in found.lost:
        click.echo(f"{colour('not carried over', 'held')}  {clean(sentence)}", err=True)
    checks = sum(text.count("@asserts(") for text in made.values())
    click.echo(
        f"{count(checks, 'check')} run the teacher's asserts in the student process, which student"
        " code could forge: lower trust, marked (asserted) wherever they are listed"
    )
    click.echo(f"next  grade record {called}")
