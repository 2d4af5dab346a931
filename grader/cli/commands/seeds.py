"""`grade seeds`: new secret seeds."""

from pathlib import Path

import click

from grader.cli.desk import find_course_with_solutions
from grader.cli.new_assignment import draw_seeds
from grader.cli.options import course_option
from grader.config import HIDDEN_FILE
from grader.files.writing import MAKE_ROOM, write_whole
from grader.release.seeds import with_seeds


@click.command()
@click.argument("name")
@course_option
def command(name: str, course_path: Path | None) -> None:
    """Draw new secret seeds for assignment NAME: hidden inputs, and those of grading.

    Each has 128 bits, so that student code cannot try them out. Do it before a class is graded:
    grades under the old ones can only be made again with the old hidden.toml.
    """
    course = find_course_with_solutions(course_path, name)
    path = course.solutions / name / HIDDEN_FILE
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    write_whole(path, with_seeds(text, draw_seeds()), otherwise=MAKE_ROOM)
    click.echo(f"drawn  {path.relative_to(course.folder)}")
    click.echo(f"next  grade record {name}")
