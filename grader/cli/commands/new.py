"""`grade new`: an assignment that works, to be changed into one's own."""

import secrets
from pathlib import Path

import click

from grader.cli.new_assignment import choose_course, draw_seeds, show_made_files
from grader.cli.options import course_option
from grader.release.starting import find_template, start_assignment


@click.command()
@click.argument("name")
@click.option(
    "--from",
    "template",
    default="assignment",
    help="A folder, a template's name, or an assignment of the course.",
)
@course_option
def command(name: str, template: str, course_path: Path | None) -> None:
    """Make assignment NAME, which works, to be changed into your own.

    Two tasks, a written answer, checks, wrong answers. Outside of a course the current folder
    becomes one.
    """
    course = choose_course(course_path)
    source = start_assignment(
        course,
        name,
        find_template(course, template),
        seed=secrets.randbelow(1_000_000) + 1,
        secret=draw_seeds(),
    )
    show_made_files(course, name, source)
    click.echo(
        f"next  edit {source.relative_to(course.folder)}, then: grade build {name}  (stubs, record"
        " and verify; --watch does it after each edit)"
    )
