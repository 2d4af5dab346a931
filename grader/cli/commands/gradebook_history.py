"""`grade gradebook history`: all that is kept of a student."""

import click

from grader.cli.desk import Desk, read_stored_class, with_desk
from grader.feedback.grades import history_items


@click.command()
@click.argument("student")
@with_desk()
def command(desk: Desk, student: str) -> None:
    """Show all that is kept of a STUDENT.

    Results, marks, overrides, extensions, each with who and when.
    """
    record = read_stored_class(desk).find(student)
    entries = desk.gradebook.history(desk.assignment.id, record.submission)
    for moment, text in history_items(entries, record.decisions):
        click.echo(f"{moment.astimezone().isoformat(' ', 'minutes')}  {text}")
