"""`grade gradebook show`: the grades of a class, or one student's task by task."""

from pathlib import Path

import click

from grader.cli.desk import Desk, read_stored_class, take_times, with_desk
from grader.cli.options import by_option, received_option
from grader.cli.screen.telling import colour
from grader.cli.screen.warning import warn
from grader.feedback.grades import grades_text, policy_line, tasks_text


@click.command()
@click.argument("student", required=False)
@received_option
@by_option
@with_desk()
def command(desk: Desk, student: str | None, received: Path | None, by: str | None) -> None:
    """Show the grades of all, or of one STUDENT task by task.

    The points as judged and marked, and what the policy leaves of them.
    """
    take_times(desk, received, by)
    class_ = read_stored_class(desk)
    grades = class_.grades if student is None else [class_.find(student).grade]
    click.echo(f"{colour(desk.assignment.id, 'strong')}   {policy_line(desk.assignment.policy)}")
    lines = grades_text(grades)
    if student is None:
        click.echo("\n".join(lines))
        warn(desk, class_)
    else:
        click.echo("\n".join([*lines[:-2], *tasks_text(grades[0])]))
