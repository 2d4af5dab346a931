"""`grade stubs`: what students get, made from the solutions."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def stubs(name: str, course_path: Path | None) -> None:
    """Make stubs, handout and settings of assignment NAME from its solutions."""
    from grader.cli.show import need_course
    from grader.release.making import write_files

    course = need_course(course_path)
    changed = write_files(course, name)
    for file in changed:
        click.echo(f"made  {(course.assignments / name / file).relative_to(course.folder)}")
    if not changed:
        click.echo(f"assignments/{name} is what solutions/{name} makes; nothing changed")
