"""`grade gradebook hold`: a grade that does not go out until somebody releases it."""

from __future__ import annotations

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import by_option, flag
from grader.cli.screen.warning import show_grade
from grader.files.plain_text import as_short_line
from grader.marking.decisions import hold


@click.command()
@click.argument("student")
@flag("--release", help="Let it go out again.")
@click.option("--reason", required=True, help="Why; staff see it.")
@by_option
@with_desk()
def command(desk: Desk, student: str, release: bool, reason: str, by: str | None) -> None:
    """Hold a STUDENT's grade: nothing of it is exported until it is released."""
    record = read_stored_class(desk).find(student)
    decision = hold(
        record.grade,
        record.result,
        held=not release,
        reason=as_short_line(reason),
        by=decider(by),
        now=now(),
    )
    desk.gradebook.decide([decision])
    show_grade(desk, student)
