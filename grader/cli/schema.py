"""`grade schema`: the JSON Schemas of what tensorgrade writes."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("name", type=click.Choice(["result"]))
def schema(name: str) -> None:
    """Print the JSON Schema of NAME."""
    from grader.feedback.result_json import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
