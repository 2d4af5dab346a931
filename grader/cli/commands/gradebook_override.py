"""`grade gradebook override`: a person's points in place of those judged."""

from __future__ import annotations

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option, flag
from grader.cli.screen.warning import show_grade
from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.marking.decisions import override
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
    task_ids(desk.assignment, (task,))
    record = read_stored_class(desk).find(student)
    decision = override(
        record.result,
        desk.assignment.task(task),
        points_text,
        reason=as_short_line(reason),
        by=decider(by),
        now=now(),
    )
    desk.gradebook.decide([decision])
    show_grade(desk, student)
