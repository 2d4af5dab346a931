"""`grade gradebook extend`: more time for a student."""

from __future__ import annotations

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option, flag
from grader.cli.screen.warning import show_grade
from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.marking.decisions import read_until
from grader.model import Assignment, Extension
from grader.policy import student_key


@click.command()
@click.argument("student")
@click.option(
    "--until",
    "until_text",
    metavar="TIME",
    help="The student's deadline: 2026-12-05T12:00:00+01:00.",
)
@click.option(
    "--days", type=click.IntRange(0, 3650), help="Days after the deadline; they move with it."
)
@flag("--withdraw", help="Take the extension back.")
@click.option("--reason", default="", help="Why; staff see it.")
@by_option
@with_desk(new=True)
def command(
    desk: Desk,
    student: str,
    until_text: str | None,
    days: int | None,
    withdraw: bool,
    reason: str,
    by: str | None,
) -> None:
    """Give a STUDENT more time; also before anything was handed in."""
    if (until_text is not None) + (days is not None) + withdraw != 1:
        raise CalledWrongly("say one of --until, --days and --withdraw")
    _need_deadline(desk.assignment)
    class_ = read_stored_class(desk)
    is_known = class_.knows(student)
    student_id = class_.student_id(as_short_line(student))
    extension = Extension(
        assignment=desk.assignment.id,
        student=student_key(class_.find(student).result) if is_known else student_id,
        until=None if until_text is None else read_until(until_text),
        days=days,
        reason=as_short_line(reason),
        by=decider(by),
        recorded=now(),
    )
    desk.gradebook.decide([extension])
    if is_known:
        show_grade(desk, student)
    else:
        click.echo(
            f"kept; nobody handed in as {extension.student!r} yet, so see that the name will be"
            " exactly this"
        )


def _need_deadline(assignment: Assignment) -> None:
    if assignment.policy.due is None:
        raise CalledWrongly(
            f"{assignment.id} has no deadline to extend; write due under [policy] of its"
            " assignment.toml"
        )
