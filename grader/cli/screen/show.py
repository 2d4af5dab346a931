"""Showing a result: how code is locked down, the result itself, and its versions."""

import click

from grader.feedback.terminal import result_text
from grader.gradebook.result_json import to_json
from grader.language import join_items, tr
from grader.model import Assignment, Level, Result

from .telling import show_bytes, tell


def lock_down(*, trusted: bool, at_most: str | None = None) -> Level:
    """Return the best level of lock-down that is not above `at_most`, and say it.

    Raises CalledWrongly when it is too weak, unless the submissions are `trusted`.
    """
    from grader.runs.locking import LEVEL_WORDS, choose_level  # not for a student's own check

    level = choose_level(trusted=trusted, at_most=at_most)
    tell(f"level {level}: {LEVEL_WORDS[level]}")
    return level


def show_result(result: Result, *, as_json: bool, verbose: bool, step: str = "") -> None:
    """Show a result on standard output: as text, or as exactly one JSON object.

    `step` is what a student does next.
    """
    if as_json:
        show_bytes(to_json(result) + b"\n")
    else:
        text = result_text(result, verbose=verbose, for_student=bool(step), step=step)
        click.echo(text)


def tell_versions(assignment: Assignment, result: Result) -> None:
    """Say in one line when Python, NumPy or PyTorch are not those the assignment was made with.

    Never an error.
    """
    here = {
        "python": result.versions.python,
        "numpy": result.versions.numpy,
        "torch": result.versions.torch or tr("none"),
    }
    differences = [
        tr("{name} {here} (made with {wanted})", name=name, here=here[name], wanted=wanted)
        for name, wanted in assignment.expects
        if name in here and not f"{here[name]}.".startswith(f"{wanted}.")
    ]
    if differences:
        tell(
            tr(
                "versions differ from the assignment's: {versions}; last digits may differ, checks"
                " allow for it",
                versions=join_items(differences),
            )
        )
