"""`grade check`: a student's own checks, on her own machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.options import json_option, work_option
from grader.cli.screen.show import show_result, tell_versions
from grader.cli.screen.telling import tell
from grader.feedback.words import failed_checks
from grader.files.writing import write_whole
from grader.model import Level, Result
from grader.runs.reproducing import reproduction
from grader.runs.verdict import exit_code
from grader.runs.work import Work, check_work, find_work


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@work_option
@json_option
@click.option(
    "--verbose", "-v", is_flag=True, help="Also show what passed, and what your code printed."
)
@click.option("-x", "stop_first", is_flag=True, help="Stop at the first check that does not pass.")
@click.option(
    "--repro", is_flag=True, help="Write the first failed check as a script for your debugger."
)
def command(
    tasks: tuple[str, ...],
    path: Path | None,
    as_json: bool,
    verbose: bool,
    stop_first: bool,
    repro: bool,
) -> None:
    """Check your work: every task, or the TASKs you name; TASK::CHECK is one check of a task.

    Looks for the nearest assignment.toml, upward from the current folder. Exit code 0: all passed;
    1: a check failed.
    """
    work = find_work(path or Path.cwd())
    result = check_work(work, tasks, stop_first=stop_first)
    whole_tasks = not any("::" in name for name in tasks)
    show_result(result, as_json=as_json, verbose=verbose, for_student=whole_tasks)
    if not as_json:
        tell_versions(work.assignment, result)
        if result.level is Level.PROCESS and verbose:
            tell(
                "level process: your code ran in a process of its own, with time and memory limits"
            )
    if repro:
        _write_script(work, result)
    sys.exit(exit_code(result))


def _write_script(work: Work, result: Result) -> None:
    """Write the first failed check as `repro/<task>_<check>.py` beside the student's files."""
    failed = [check for task in result.tasks for check in failed_checks(task)]
    if not failed:
        tell("every check passed, so there is nothing to reproduce")
        return
    script = reproduction(work.submission(), work.assignment, failed[0].id)
    path = work.folder / "repro" / f"{failed[0].id.replace('::', '_')}.py"
    write_whole(path, script.encode(), otherwise="make the folder writable")
    tell(
        f"wrote {path.relative_to(work.folder)}: run it with python, or in your debugger; it needs"
        " no tensorgrade"
    )
