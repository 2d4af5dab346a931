"""`grade new`: an assignment that works, to be changed into one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.model import Course


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "template",
    default="assignment",
    help="A folder, a template's name, or an assignment of the course.",
)
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def new(name: str, template: str, course_path: Path | None) -> None:
    """Make assignment NAME: two tasks, a written answer, checks, wrong answers; all of it works.

    Outside of a course the current folder becomes one.
    """
    import secrets

    from grader.release.starting import find_template, start_assignment

    course = this_course(course_path)
    seeds = secrets.randbelow(1_000_000) + 1, secrets.randbelow(1_000_000) + 1
    source = start_assignment(course, name, find_template(course, template), seeds=seeds)
    say_made(course, name, source)
    click.echo(
        f"next  edit {source.relative_to(course.folder)}, then: grade stubs {name}; grade record"
        f" {name}"
    )


def this_course(course_path: Path | None) -> Course:
    """The course that was named or stands around the current folder.

    Else the folder, which becomes one.
    """
    from grader.config import find_course
    from grader.model import Course

    start = (course_path or Path.cwd()).resolve()
    found = None if course_path is not None else find_course(start)
    return found or Course(folder=start)


def say_made(course: Course, name: str, source: Path) -> None:
    """The files of an assignment that was made, those that the teacher edits first."""
    for folder in (source, course.assignments / name):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            click.echo(f"made  {path.relative_to(course.folder).as_posix()}")
