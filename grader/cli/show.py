"""How commands show a result: as text or as one JSON object."""

from __future__ import annotations

import click

from grader.cli.telling import colour, show_bytes, tell
from grader.feedback.result_json import to_json
from grader.feedback.terminal import result_text
from grader.model import Assignment, Result


def show_result(result: Result, *, as_json: bool, verbose: bool) -> None:
    """Show a result on standard output: as text, or as exactly one JSON object."""
    if as_json:
        show_bytes(to_json(result) + b"\n")
    else:
        click.echo(result_text(result, style=colour, verbose=verbose))


def tell_versions(assignment: Assignment, result: Result) -> None:
    """Say in one line when Python, NumPy or PyTorch are not those the assignment was made with.

    Never an error.
    """
    here = {
        "python": result.versions.python,
        "numpy": result.versions.numpy,
        "torch": result.versions.torch or "none",
    }
    other = [
        f"{name} {here[name]} (made with {wanted})"
        for name, wanted in assignment.expects
        if name in here and not f"{here[name]}.".startswith(f"{wanted}.")
    ]
    if other:
        tell(
            f"versions differ from the assignment's: {', '.join(other)}; last digits may differ,"
            " checks allow for it"
        )
