"""`grade requests add`: what a student asks, written down."""

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option
from grader.cli.screen.telling import tell
from grader.files.plain_text import as_short_line
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
    record = read_stored_class(desk).find(student)
    new_request = request(
        record.result, desk.assignment, task, as_short_line(reason), by=decider(by), now=now()
    )
    desk.gradebook.decide([new_request])
    tell(f"written down for {record.grade.student.name or record.submission}; it is open")
