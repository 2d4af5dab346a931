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
    class_ = need_results(desk)
    known_requests = [each.request for grade in class_.grades for each in grade.requests]
    requests = read_requests(
        read_table(file, NEEDED),
        desk.assignment,
        lambda name: class_.find(name).result,
        known_requests,
        by=decider(by),
        now=now(),
    )
    for refusal in requests.refused:
        tell(line(f"{file}, row {refusal.row}, column {refusal.column}: {refusal.why}"))
    if requests.refused:
        raise CalledWrongly(
            f"{file}: {count(len(requests.refused), 'row')} refused, so nothing was written down;"
            " mend them and import again"
        )
    desk.gradebook.decide(requests.new)
    before = f" ({requests.known} known already)" if requests.known else ""
    tell(f"{file}: {count(len(requests.new), 'request')} written down{before}")
