"""`grade requests list`: who asks for a second look."""

import click

from grader.cli.desk import Desk, read_stored_class, with_desk
from grader.cli.options import assignment_argument, flag
from grader.reporting.request_text import requests_text


@click.command()
@flag("--all", "also_answered", help="Also those that were answered.")
@with_desk(which=assignment_argument)
def command(desk: Desk, also_answered: bool) -> None:
    """List what students ask to be looked at again, in assignment NAME.

    The oldest first, with the answer where there is one.
    """
    for text in requests_text(read_stored_class(desk).grades, also_answered=also_answered):
        click.echo(text)
