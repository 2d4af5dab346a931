"""`grade stubs`: what students get, made from the solutions."""

from pathlib import Path

import click

from grader.cli.desk import find_course_with_solutions
from grader.cli.options import course_option
from grader.release.making import need_visible_checks, remove_old_files, write_files


@click.command()
@click.argument("name")
@course_option
def command(name: str, course_path: Path | None) -> None:
    """Make what students get of assignment NAME from its solutions.

    Stubs, handout, settings, rubric and answer sheets.
    """
    course = find_course_with_solutions(course_path, name)
    need_visible_checks(course, name)
    removed_files = remove_old_files(course, name)
    changed_files = write_files(course, name)
    for old in removed_files:
        click.echo(f"removed  {old}")
    for file in changed_files:
        click.echo(f"made  {(course.assignments / name / file).relative_to(course.folder)}")
    if not changed_files and not removed_files:
        click.echo(f"assignments/{name} is what solutions/{name} makes; nothing changed")
