"""`grade doctor`: what this machine can do, and what to install for the next level."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.screen.telling import colour
from grader.cli.speech import lang_option, speak_for
from grader.config import find_assignment_folder, load_assignment
from grader.language import tr, translatable
from grader.model import Level
from grader.sandbox.locking.levels import possible
from grader.version import versions

LEVELS = {
    Level.STRICT: translatable(
        "bubblewrap around the server, Landlock and seccomp in each student process"
    ),
    Level.STANDARD: translatable("Landlock and seccomp in each student process"),
    Level.PROCESS: translatable(
        "a process of its own with limits; enough for your own work, too weak for a class"
    ),
}

INSTALL = 'pip install "torch==2.13.0" --index-url https://download.pytorch.org/whl/cpu'


@click.command()
@lang_option
def command() -> None:
    """Say what this machine can do: versions for students, levels of lock-down for staff."""
    _show_versions()
    _show_levels()


def _show_versions() -> None:
    here = versions()
    folder = find_assignment_folder(Path.cwd())
    expects = {}
    if folder:
        assignment = load_assignment(folder)
        speak_for(assignment)
        expects = dict(assignment.expects)
    click.echo(colour(tr("versions"), "strong"))
    for name, version in (("python", here.python), ("numpy", here.numpy), ("torch", here.torch)):
        click.echo(f"  {name:<8} {version or '-':<14} {_version_words(version, expects.get(name))}")


def _show_levels() -> None:
    reach = possible()
    click.echo(colour(tr("levels"), "strong"))
    best = list(Level).index(reach.level)
    for place, (level, words) in enumerate(LEVELS.items()):
        mark = colour(tr("yes"), "good") if place >= best else colour(tr("no "), "faint")
        click.echo(f"  {level:<9} {mark}  {tr(words)}")
    for missing in reach.missing:
        click.echo("  " + tr("for the next level: {missing}", missing=missing))


def _version_words(version: str | None, wanted: str | None) -> str:
    """Return what to think of a version; `wanted` is the one the assignment was made with."""
    if version is None:
        return colour(tr("missing: {command}", command=INSTALL), "bad")
    if wanted is None or f"{version}.".startswith(f"{wanted}."):
        return colour(tr("fine"), "good")
    return tr(
        "the assignment was made with {wanted}; last digits may differ, checks allow for it",
        wanted=wanted,
    )
