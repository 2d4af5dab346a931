"""The README lists every command, under who uses it."""

from __future__ import annotations

import re

from support.samples import ROOT

from grader.cli.table import COMMANDS, Listed
from grader.exporters import EXPORTERS


def rows() -> dict[str, str]:
    """Who uses a command, by the command's name in the README's table."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    audience, listed = "", {}
    for line in text.partition("## Commands")[2].partition("\n## ")[0].splitlines():
        heading = re.fullmatch(r"\| \*\*(.+)\*\* \| \|", line)
        if heading:
            audience = heading[1]
        for name in re.findall(r"`grade (\w+)", line.split("|")[1] if "|" in line else ""):
            listed[name] = audience
    return listed


def test_every_command_stands_under_who_uses_it() -> None:
    assert rows() == {each.name: each.audience for each in COMMANDS}


def test_every_command_of_a_group_is_named() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    groups: dict[str, tuple[Listed, ...]] = {
        each.name: each.commands for each in COMMANDS if each.commands
    }
    assert groups
    for name, commands in groups.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `grade {name} ")]
        assert all(f"`{each.name}`" in row or f" {each.name}" in row for each in commands), name


def test_every_exporter_is_named() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith("| `grade export ")]
    assert all(exporter.name in row for exporter in EXPORTERS)
