"""`grade batch`: a class."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path, file_okay=False))
@click.option("--assignment", "assignment_id", help="Its id in the course.")
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path, file_okay=False), default="out", show_default=True
)
@click.option(
    "--gradebook", "gradebook_path", type=click.Path(path_type=Path, dir_okay=False), help="By default the course's."
)
@click.option("--course", "course_path", type=click.Path(path_type=Path, file_okay=False), help="The course's folder.")
def batch(
    submissions: Path, assignment_id: str | None, out: Path, gradebook_path: Path | None, course_path: Path | None
) -> None:
    """Grade all SUBMISSIONS: a folder with one entry a submission.

    Writes a table, a page and a result a submission, and the gradebook. What was graded before is not graded again.
    """
    from grader.cli.grading import Output, open_gradebook, run_batch
    from grader.cli.show import made_current, need_assignment, need_course
    from grader.intake import read_class

    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    gradebook = open_gradebook(gradebook_path or course.gradebook)
    try:
        made_current(course, assignment)
        listed = read_class(submissions)
        output = Output(out, course, assignment)
        sys.exit(run_batch(listed, assignment, gradebook, output, gradebook_path or course.gradebook))
    finally:
        gradebook.close()
