"""`grade doctor`: what is missing here, and what this machine can do."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.screen.telling import colour
from grader.cli.speech import lang_option, speak_for
from grader.language import tr, translatable
from grader.sandbox.requirements import TORCH, installed_version, missing_requirements

if TYPE_CHECKING:
    from grader.model import Assignment

LEVELS = {
    "strict": translatable(
        "bubblewrap around the server, Landlock and seccomp in each student process"
    ),
    "standard": translatable("Landlock and seccomp in each student process"),
    "process": translatable(
        "a process of its own with limits; enough for your own work, too weak for a class"
    ),
}


@click.command()
@lang_option
def command() -> None:
    """Say what this machine can do: versions for students, levels of lock-down for staff."""
    missing = missing_requirements()
    # What reads an assignment and looks at locks is itself among what may be missing.
    assignment = None if missing else _find_assignment()
    _show_missing([*missing, *(_list_missing(assignment) if assignment else [])])
    _show_versions(dict(assignment.expects) if assignment else {})
    if not missing:
        _show_levels()
        _show_gpu()


def _find_assignment() -> Assignment | None:
    """Return the assignment around the current folder, and speak its language; None without one."""
    from grader.config import find_assignment_folder, load_assignment

    folder = find_assignment_folder(Path.cwd())
    if folder is None:
        return None
    return speak_for(load_assignment(folder))


def _list_missing(assignment: Assignment) -> list[tuple[str, str]]:
    """Return what this assignment needs and is not here: packages, and its checks."""
    from grader.errors import BadFile
    from grader.runs.checks_there import need_checks
    from grader.sandbox.packages import find_missing

    missing = [(name, f"pip install {name}") for name in sorted(find_missing(assignment.packages))]
    try:
        need_checks(assignment)
    except BadFile as error:
        missing.append(("checks/", str(error)))
    return missing


def _show_missing(missing: list[tuple[str, str]]) -> None:
    """Show each thing that is missing in a line, with what to do about it."""
    click.echo(colour(tr("missing"), "strong"))
    if not missing:
        click.echo("  " + colour(tr("nothing"), "good"))
    for name, remedy in missing:
        click.echo(f"  {name:<12} {colour(remedy, 'bad')}")


def _show_versions(expects: dict[str, str]) -> None:
    here = {
        "python": platform.python_version(),
        "numpy": installed_version("numpy"),
        "torch": installed_version("torch"),
    }
    click.echo(colour(tr("versions"), "strong"))
    for name, version in here.items():
        click.echo(f"  {name:<8} {version or '-':<14} {_version_words(version, expects.get(name))}")


def _show_levels() -> None:
    from grader.model import Level
    from grader.sandbox.locking.levels import probe_locks

    reach = probe_locks()
    click.echo(colour(tr("levels"), "strong"))
    best = list(Level).index(reach.level)
    for place, level in enumerate(Level):
        mark = colour(tr("yes"), "good") if place >= best else colour(tr("no "), "faint")
        click.echo(f"  {level:<9} {mark}  {tr(LEVELS[level])}")
    for missing in reach.missing:
        click.echo("  " + tr("for the next level: {missing}", missing=missing))


def _show_gpu() -> None:
    """Show whether tasks that are computed on a GPU can be judged here, at the best level."""
    from grader.errors import SandboxError
    from grader.runs.looking import explain_no_gpu
    from grader.sandbox.locking.levels import probe_locks

    try:
        why = explain_no_gpu(probe_locks().level)
    except SandboxError as error:
        why = str(error)
    click.echo(colour(tr("GPU"), "strong"))
    if why:
        click.echo("  " + tr('no: {why}; tasks with device = "cuda" are held', why=why))
    else:
        click.echo("  " + tr('yes: tasks with device = "cuda" are judged on it'))


def _version_words(version: str | None, wanted: str | None) -> str:
    """Return what to think of a version; `wanted` is the one the assignment was made with."""
    if version is None:
        return colour(tr("missing: {command}", command=TORCH), "bad")
    if wanted is None or f"{version}.".startswith(f"{wanted}."):
        return colour(tr("fine"), "good")
    return tr(
        "the assignment was made with {wanted}; last digits may differ, checks allow for it",
        wanted=wanted,
    )
