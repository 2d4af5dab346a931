"""`grade requests answer`: what staff say to a student who asked for a second look."""

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option, flag
from grader.cli.screen.warning import show_grade
from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.marking.second_look import Answering, answer


@click.command()
@click.argument("student")
@click.argument("text")
@click.option("--task", default="", help="The task that was asked about; without it, all of it.")
@flag("--kept", help="The points stay as they are.")
@flag("--changed", help="The points were changed, as by marks or an override.")
@click.option("--points", "points_text", metavar="POINTS", help="Change the task's points to this.")
@by_option
@with_desk()
def command(
    desk: Desk,
    student: str,
    text: str,
    task: str,
    kept: bool,
    changed: bool,
    points_text: str | None,
    by: str | None,
) -> None:
    """Answer a STUDENT's open request; points change or stay.

    The student reads TEXT in the next pages that are exported.
    """
    if kept + changed + (points_text is not None) != 1:
        raise CalledWrongly("say one of --kept, --changed and --points")
    last_number = desk.gradebook.reach(desk.assignment.id).decisions
    record = read_stored_class(desk).find(student)
    answering = Answering(
        task=task,
        text=as_short_line(text),
        changed=not kept,
        points=points_text,
        by=decider(by),
        now=now(),
    )
    decisions = answer(record.result, desk.assignment, record.grade.requests, answering)
    desk.gradebook.decide(decisions, after=last_number)
    show_grade(desk, student)
