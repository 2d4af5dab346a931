"""`grade schema`: the JSON Schemas of what tensorgrade writes."""

from pathlib import Path

import click

import grader


@click.command()
@click.argument("name", type=click.Choice(["result"]))
def command(name: str) -> None:
    """Print the JSON Schema of what tensorgrade writes."""
    path = Path(grader.__file__).parent / "schemas" / f"{name}.json"
    click.echo(path.read_text(encoding="utf-8"), nl=False)
