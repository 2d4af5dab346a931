"""`grade doctor`: what this machine can do, and what to install for the next level."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.screen.telling import colour
from grader.config import find_assignment_folder, load_assignment
from grader.model import Level
from grader.sandbox.locking.levels import possible
from grader.version import versions

LEVELS = {
    Level.STRICT: "bubblewrap around the server, Landlock and seccomp in each student process",
    Level.STANDARD: "Landlock and seccomp in each student process",
    Level.PROCESS: (
        "a process of its own with limits; enough for your own work, too weak for a class"
    ),
}


@click.command()
def command() -> None:
    """Say what this machine can do: versions for students, levels of lock-down for staff."""
    _show_versions()
    _show_levels()


def _show_versions() -> None:
    here = versions()
    folder = find_assignment_folder(Path.cwd())
    expects = dict(load_assignment(folder).expects) if folder else {}
    click.echo(colour("versions", "strong"))
    for name, version in (("python", here.python), ("numpy", here.numpy), ("torch", here.torch)):
        click.echo(f"  {name:<8} {version or '-':<14} {_version_words(version, expects.get(name))}")


def _show_levels() -> None:
    reach = possible()
    click.echo(colour("levels", "strong"))
    best = list(Level).index(reach.level)
    for place, (level, words) in enumerate(LEVELS.items()):
        mark = colour("yes", "good") if place >= best else colour("no ", "faint")
        click.echo(f"  {level:<9} {mark}  {words}")
    for missing in reach.missing:
        click.echo(f"  for the next level: {missing}")


def _version_words(version: str | None, wanted: str | None) -> str:
    """Return what to think of a version; `wanted` is the one the assignment was made with."""
    if version is None:
        install = (
            'missing: pip install "torch==2.13.0" --index-url https://download.pytorch.org/whl/cpu'
        )
        return colour(install, "bad")
    if wanted is None or f"{version}.".startswith(f"{wanted}."):
        return colour("fine", "good")
    return f"the assignment was made with {wanted}; last digits may differ, checks allow for it"
