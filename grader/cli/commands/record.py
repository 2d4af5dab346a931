"""`grade record`: the reference's answers, recorded."""

from pathlib import Path

import click

from grader.cli.desk import need_course
from grader.cli.options import course_option
from grader.config import load_course_assignment
from grader.release.current import need_made_files
from grader.runs.recording import record, record_mistakes


@click.command()
@click.argument("name")
@course_option
def command(name: str, course_path: Path | None) -> None:
    """Record the reference's answers to the checks of assignment NAME.

    Each check is proved on the way: the reference passes it, nothing of the student's flows into
    the reference, no blind answer earns.  What stored mistakes answer is recorded with them.
    """
    course = need_course(course_path)
    assignment = load_course_assignment(course, name)
    need_made_files(course, assignment)
    for path in (*record(assignment), *record_mistakes(assignment)):
        click.echo(f"recorded  {path.relative_to(course.folder)}")
