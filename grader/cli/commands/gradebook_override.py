"""`grade gradebook override`: a person's points in place of those judged."""

from __future__ import annotations

from decimal import Decimal

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option, flag
from grader.cli.screen.warning import show_grade
from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.files.tables import parse_number
from grader.model import Override
from grader.points import points_text
from grader.policy import student_key
from grader.runs.task_names import task_ids


@click.command()
@click.argument("student")
@click.option("--task", required=True, help="The task whose points are replaced.")
@click.option(
    "--points", "points_text", metavar="POINTS", help="Its points, from 0 to what the task has."
)
@flag("--withdraw", help="Take the override back: what was judged counts again.")
@click.option("--reason", required=True, help="Why; it stands in the history and in the export.")
@by_option
@with_desk()
def command(
    desk: Desk,
    student: str,
    task: str,
    points_text: str | None,
    withdraw: bool,
    reason: str,
    by: str | None,
) -> None:
    """Replace the points of a STUDENT's task by a person's.

    What was judged stays in the gradebook.
    """
    if withdraw == (points_text is not None):
        raise CalledWrongly("say either --points or --withdraw")
    why = as_short_line(reason)
    if not why:
        raise CalledWrongly(
            "the reason is empty; say why with --reason, it is read when somebody asks"
        )
    task_ids(desk.assignment, (task,))
    record = read_stored_class(desk).find(student)
    override = Override(
        assignment=desk.assignment.id,
        student=student_key(record.result),
        task=task,
        points=None if points_text is None else _read_points(points_text, desk, task),
        reason=why,
        by=decider(by),
        recorded=now(),
    )
    desk.gradebook.decide([override])
    show_grade(desk, student)


def _read_points(text: str, desk: Desk, task: str) -> Decimal:
    """Return points from the command line.  Raises CalledWrongly."""
    most = desk.assignment.task(task).points
    points = parse_number(text)
    if points is None or points > most:
        raise CalledWrongly(
            f"--points {text!r} is no number from 0 to {points_text(most)}, which is what {task}"
            " has"
        )
    return points
