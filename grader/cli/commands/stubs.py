"""`grade stubs`: what students get, made from the solutions."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.desk import need_course
from grader.cli.options import course_option
from grader.release.making import write_files


@click.command()
@click.argument("name")
@course_option
def command(name: str, course_path: Path | None) -> None:
    """Make what students get of assignment NAME from its solutions.

    Stubs, handout, settings, rubric and answer sheets.
    """
    course = need_course(course_path)
    changed = write_files(course, name)
    for file in changed:
        click.echo(f"made  {(course.assignments / name / file).relative_to(course.folder)}")
    if not changed:
        click.echo(f"assignments/{name} is what solutions/{name} makes; nothing changed")
