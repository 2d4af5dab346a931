"""`grade check`: a student's own checks, on her own machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.cli.work import Work
    from grader.model import Result


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@click.option(
    "--path", type=click.Path(path_type=Path, file_okay=False), help="The folder with your files."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option(
    "--verbose", "-v", is_flag=True, help="Also show what passed, and what your code printed."
)
@click.option("-x", "stop_first", is_flag=True, help="Stop at the first check that does not pass.")
@click.option(
    "--repro", is_flag=True, help="Write the first failed check as a script for your debugger."
)
def check(
    tasks: tuple[str, ...],
    path: Path | None,
    as_json: bool,
    verbose: bool,
    stop_first: bool,
    repro: bool,
) -> None:
    """Check your work: every task, or the TASKs you name.

    Looks for the nearest assignment.toml, upward from the current folder. Exit code 0: all passed;
    1: a check failed.
    """
    from grader.cli.show import exit_code, said, say_versions, show_result
    from grader.cli.work import check_work, find_work

    work = find_work(path)
    result = check_work(work, tasks, stop_first=stop_first)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        say_versions(work.assignment, result)
        if result.level.value == "process" and verbose:
            said(
                "level process: your code ran in a process of its own, with time and memory limits"
            )
    if repro:
        _write_script(work, result)
    sys.exit(exit_code(result))


def _write_script(work: Work, result: Result) -> None:
    """The first failed check as `repro/<task>_<check>.py` beside the student's files."""
    from grader.cli.show import said
    from grader.feedback.words import failed_checks
    from grader.intake import read_folder
    from grader.runs.reproducing import reproduction

    failed = [check for task in result.tasks for check in failed_checks(task)]
    if not failed:
        said("every check passed, so there is nothing to reproduce")
        return
    submission = read_folder(work.folder, work.assignment.folder.name, work.assignment.ceilings)
    script = reproduction(submission, work.assignment, failed[0].id)
    path = work.folder / "repro" / f"{failed[0].id.replace('::', '_')}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(script, encoding="utf-8", newline="\n")
    said(
        f"wrote {path.relative_to(work.folder)}: run it with python, or in your debugger; it needs"
        " no tensorgrade"
    )
