"""`grade batch`: a class."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.gathering import roster_option

if TYPE_CHECKING:
    from grader.model import Assignment, Level
    from grader.runs.batch import Executor


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--assignment", "assignment_id", help="Its id in the course.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default="out",
    show_default=True,
)
@click.option(
    "--gradebook",
    "gradebook_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="By default the course's.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Examiners side by side; by default one a core."
)
@click.option(
    "--only",
    "only",
    multiple=True,
    metavar="TASK",
    help="Judge only this task; may be given again.",
)
@click.option(
    "--student",
    "students",
    multiple=True,
    metavar="NAME",
    help="Only this submission; may be given again.",
)
@click.option(
    "--rerun", type=click.Choice(["changed", "failed", "all"]), default="changed", show_default=True
)
@click.option(
    "--json", "as_json", is_flag=True, help="A line of JSON a submission instead of the table."
)
@click.option(
    "--trust-submissions",
    is_flag=True,
    help="Run also where the kernel cannot lock student code down.",
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Judge on a Dask cluster: tcp://host:port, or local:N."
)
@click.option(
    "--level",
    type=click.Choice(["strict", "standard", "process"]),
    help="At most this level of lock-down.",
)
@click.option(
    "--received",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV with the columns student and received; kept in the gradebook.",
)
@roster_option
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def batch(
    submissions: Path,
    assignment_id: str | None,
    out: Path,
    gradebook_path: Path | None,
    jobs: int | None,
    only: tuple[str, ...],
    students: tuple[str, ...],
    rerun: str,
    as_json: bool,
    cluster: str | None,
    trust_submissions: bool,
    level: str | None,
    received: Path | None,
    roster_path: Path | None,
    course_path: Path | None,
) -> None:
    """Grade all SUBMISSIONS.

    A folder with one entry a submission, what Canvas, Moodle or Gradescope gave for download (the
    zip or its folder), or a folder of git clones.

    Writes a table, a page and a result a submission, and the gradebook. What was graded before is
    not graded again.
    """
    from grader.cli.desk import login, record_receipts, submitted_work
    from grader.cli.gathering import attempt_times, find_roster, gathered, last_lines
    from grader.cli.grading import (
        Output,
        Shown,
        absent,
        chosen,
        locked_level,
        open_gradebook,
        run_batch,
    )
    from grader.cli.show import known_tasks, made_current, need_assignment, need_course
    from grader.runs.batch import Rerun

    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    gradebook = open_gradebook(gradebook_path or course.gradebook)
    try:
        locked = locked_level(trusted=trust_submissions, at_most=level)
        made_current(course, assignment)
        roster = find_roster(roster_path, course)
        class_ = gathered(
            submissions, course, assignment, roster, gradebook, attempt_times(received)
        )
        handed_in = class_.submissions
        nothing, earlier = absent(class_, gradebook.latest(assignment.id))
        listed = chosen([*handed_in, *nothing], students)
        known_tasks(assignment, only)
        executor = _executor(assignment, jobs, cluster, locked)
        output = Output(out, gradebook_path or course.gradebook, course, assignment)
        if received is not None:
            by = login() or "grade batch"
            record_receipts(
                gradebook, assignment.id, received, submitted_work(handed_in), by, but=class_.timed
            )
        how = Shown(
            rerun=Rerun(rerun),
            only=only,
            as_json=as_json,
            by=login(),
            names={student.id: student.name for student in roster.students} if roster else {},
            earlier=() if students else tuple(earlier),
            last=tuple(last_lines(class_, roster)),
        )
        sys.exit(run_batch(listed, assignment, gradebook, executor, output, how))
    finally:
        gradebook.close()


def _executor(
    assignment: Assignment, jobs: int | None, cluster: str | None, level: Level
) -> Executor:
    """Where submissions are judged: by examiners on this machine, or on a cluster."""
    if cluster is not None:
        from grader.runs.cluster import ClusterExecutor

        return ClusterExecutor(assignment, cluster, level=level)
    from grader.runs.executors import LocalExecutor

    return LocalExecutor(assignment, workers=jobs or os.cpu_count() or 1, level=level)
