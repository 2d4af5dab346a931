"""Telling sentences and failures beside results, in colour where the terminal has some."""

import sys
from collections.abc import Mapping

import click

from grader.errors import GraderError
from grader.feedback.words import clean

_STYLES = {
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
    "held": {"fg": "yellow"},
    "faint": {"dim": True},
    "strong": {"bold": True},
}


def wants_colours(environment: Mapping[str, str]) -> bool | None:
    """Return what the environment says of colours; None leaves it to the terminal.

    NO_COLOR says no, else FORCE_COLOR says yes, each when it is set and not empty.
    https://no-color.org, https://force-color.org
    """
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR") else None


def colour(text: str, style: str) -> str:
    """Return coloured text; click takes the colour away where none is wanted."""
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


def tell(text: str) -> None:
    """Say something beside the result, on standard error, so that `--json` stays one object.

    The text may hold names of a student's.
    """
    click.echo(clean(text), err=True)


def show_failure(error: GraderError) -> None:
    """Say an error's sentence on standard error."""
    click.echo(f"{click.style('grade:', fg='red', bold=True)} {clean(str(error))}", err=True)


def show_bytes(content: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
