"""`grade doctor`: what this machine can do, and what to install for the next level."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
def doctor() -> None:
    """Say what this machine can do: versions for students, levels of lock-down for staff."""
    from grader.cli.show import colour
    from grader.config import find_assignment_folder, load_assignment
    from grader.model import Level
    from grader.sandbox.levels import possible
    from grader.version import versions

    here = versions()
    folder = find_assignment_folder(Path.cwd())
    expects = dict(load_assignment(folder).expects) if folder else {}
    click.echo(colour("versions", "strong"))
    for name, version in (("python", here.python), ("numpy", here.numpy), ("torch", here.torch)):
        wanted = expects.get(name)
        if version is None:
            note = colour(
                'missing: pip install "torch==2.13.0" --index-url'
                " https://download.pytorch.org/whl/cpu",
                "bad",
            )
        elif wanted is None or f"{version}.".startswith(f"{wanted}."):
            note = colour("fine", "good")
        else:
            note = (
                f"the assignment was made with {wanted}; last digits may differ, checks allow"
                " for it"
            )
        click.echo(f"  {name:<8} {version or '-':<14} {note}")
    found = possible()
    click.echo(colour("levels", "strong"))
    reached = list(Level).index(found.level)
    for place, (level, words) in enumerate(LEVELS.items()):
        mark = colour("yes", "good") if place >= reached else colour("no ", "faint")
        click.echo(f"  {level:<9} {mark}  {words}")
    for missing in found.missing:
        click.echo(f"  for the next level: {missing}")


LEVELS = {
    "strict": "bubblewrap around the server, Landlock and seccomp in each student process",
    "standard": "Landlock and seccomp in each student process",
    "process": "a process of its own with limits; enough for your own work, too weak for a class",
}
