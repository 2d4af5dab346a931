"""What commands share that make an assignment: its course, its secret seeds, its files shown."""

import secrets
from pathlib import Path

import click

from grader.config import find_course
from grader.model import Course
from grader.release.seeds import SECRET_BITS, SecretSeeds


def choose_course(course_path: Path | None) -> Course:
    """Return the course that was named or stands around the current folder.

    Else the folder, which becomes one.
    """
    start = (course_path or Path.cwd()).resolve()
    around = None if course_path is not None else find_course(start)
    return around or Course(folder=start)


def show_made_files(course: Course, name: str, source: Path) -> None:
    """List the files of an assignment that was made, those that the teacher edits first."""
    for folder in (source, course.assignments / name):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            click.echo(f"made  {path.relative_to(course.folder).as_posix()}")


def draw_seeds() -> SecretSeeds:
    """Draw two seeds that nobody can try out."""
    hidden, grading = (secrets.randbits(SECRET_BITS) | 1 << SECRET_BITS - 1 for _ in range(2))
    return SecretSeeds(hidden, grading)
