"""`grade check`: a student's own checks, on her own machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@click.option("--path", type=click.Path(path_type=Path, file_okay=False), help="The folder with your files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--verbose", "-v", is_flag=True, help="Also show what passed, and what your code printed.")
@click.option("-x", "stop_first", is_flag=True, help="Stop at the first check that does not pass.")
def check(tasks: tuple[str, ...], path: Path | None, as_json: bool, verbose: bool, stop_first: bool) -> None:
    """Check your work: every task, or the TASKs you name.

    Looks for the nearest assignment.toml, upward from the current folder. Exit code 0: all passed; 1: a check failed.
    """
    from grader.cli.show import exit_code, said, say_versions, show_result
    from grader.cli.work import check_work, find_work

    work = find_work(path)
    result = check_work(work, tasks, stop_first=stop_first)
    show_result(result, as_json=as_json, verbose=verbose)
    if not as_json:
        say_versions(work.assignment, result)
        if result.level.value == "process" and verbose:
            said("level process: your code ran in a process of its own, with time and memory limits")
    sys.exit(exit_code(result))
