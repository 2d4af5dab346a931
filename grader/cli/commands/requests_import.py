"""`grade requests import`: what students ask, out of a table."""

from pathlib import Path

import click

from grader.cli.desk import Desk, decider, need_results, now, with_desk
from grader.cli.options import FILE, by_option
from grader.cli.screen.telling import tell
from grader.errors import CalledWrongly
from grader.feedback.words import count, line
from grader.files.tables import read_table
from grader.marking.request_table import NEEDED, read_requests


@click.command()
@click.argument("file", type=FILE)
@by_option
@with_desk()
def command(desk: Desk, file: Path, by: str | None) -> None:
    """Take the requests in FILE, all or none.

    A table with the columns student, task and reason. What is known already is not taken twice.
    """
    kept = need_results(desk)
    known = [each.request for grade in kept.grades for each in grade.requests]
    asked = read_requests(
        read_table(file, NEEDED),
        desk.assignment,
        lambda name: kept.find(name).result,
        known,
        by=decider(by),
        now=now(),
    )
    for refused in asked.refused:
        tell(line(f"{file}, row {refused.row}, column {refused.column}: {refused.why}"))
    if asked.refused:
        raise CalledWrongly(
            f"{file}: {count(len(asked.refused), 'row')} refused, so nothing was written down; mend"
            " them and import again"
        )
    desk.gradebook.decide(asked.new)
    before = f" ({asked.known} known already)" if asked.known else ""
    tell(f"{file}: {count(len(asked.new), 'request')} written down{before}")
