"""The table of commands says what they say; an unknown one is answered with the nearest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import click
import pytest
from click.testing import CliRunner

from grader.cli.main import cli
from grader.cli.table import COMMANDS, Audience, Listed


def commands(listed: tuple[Listed, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that has a module."""
    for entry in listed:
        if entry.commands:
            yield from commands(entry.commands, (*path, entry.name))
        else:
            yield (*path, entry.name)


def find(words: tuple[str, ...]) -> tuple[Listed, click.Command]:
    """What the table and click know of a command."""
    group: click.Group = cli
    listed: tuple[Listed, ...] = COMMANDS
    for word in words:
        entry = next(each for each in listed if each.name == word)
        command = cast(click.Command, group.get_command(click.Context(group), word))
        if isinstance(command, click.Group):
            group, listed = command, entry.commands
    return entry, command


@pytest.mark.parametrize("words", list(commands(COMMANDS)), ids=" ".join)
def test_the_help_of_a_command_begins_as_the_table_says(words: tuple[str, ...]) -> None:
    entry, command = find(words)
    first = " ".join((command.help or "").split("\n\n")[0].split())
    assert first.startswith(entry.help.rstrip(".")), (first, entry.help)
    assert command.name == words[-1]


def test_the_help_groups_commands_by_who_uses_them() -> None:
    text = CliRunner().invoke(cli, ["--help"]).output
    places = [text.index(audience.value) for audience in Audience]
    assert places == sorted(places)
    assert places[0] < text.index("\n  check") < places[1] < text.index("\n  verify") < places[2]
    assert places[2] < text.index("\n  batch") < places[3] < text.index("\n  ci ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "there is no command 'chek'; did you mean check"),
        (["relase"], "did you mean release"),
        (["gradebook", "shwo"], "there is no command 'shwo'; did you mean show"),
        (["gradebook", "export"], "it is `grade export csv` now"),
        (["zzz"], "`grade --help` lists the commands"),
        (["export", "canvs"], "did you mean canvas"),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(words: list[str], sentence: str) -> None:
    done = CliRunner().invoke(cli, words, prog_name="grade")
    assert done.exit_code == 2 and sentence in " ".join(done.output.split())
