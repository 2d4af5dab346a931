"""`grade schema`: the JSON Schemas of what tensorgrade writes."""

from __future__ import annotations

from pathlib import Path

import click

import grader


@click.command()
@click.argument("name", type=click.Choice(["result"]))
def schema(name: str) -> None:
    """Print the JSON Schema of NAME."""
    click.echo(
        (Path(grader.__file__).parent / "schemas" / f"{name}.json").read_text(encoding="utf-8"),
        nl=False,
    )
