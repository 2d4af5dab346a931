"""`grade requests add`: what a student asks, written down."""

import click

from grader.cli.desk import Desk, class_at, decider, now, with_desk
from grader.cli.options import by_option
from grader.cli.screen.telling import tell
from grader.files.plain_text import kept_line
from grader.marking.second_look import request


@click.command()
@click.argument("student")
@click.option("--task", default="", help="The task that it is about; without it, all of the work.")
@click.option("--reason", required=True, help="The student's own words.")
@by_option
@with_desk()
def command(desk: Desk, student: str, task: str, reason: str, by: str | None) -> None:
    """Write down that a STUDENT asks for a second look, and why.

    It is listed until somebody answers.
    """
    record = class_at(desk).find(student)
    asked = request(
        record.result, desk.assignment, task, kept_line(reason), by=decider(by), now=now()
    )
    desk.gradebook.decide([asked])
    tell(f"written down for {record.grade.student.name or record.submission}; it is open")
