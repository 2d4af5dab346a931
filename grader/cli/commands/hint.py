"""`grade hint`: the next stage of the hint for what does not pass yet."""

from pathlib import Path

import click

from grader.cli.cache import cache_folder
from grader.cli.options import flag, work_option
from grader.cli.screen.hinting import show_next_hint
from grader.cli.speech import lang_option
from grader.cli.student_work import open_work
from grader.runs.own.remembering import Memory, check_changed


@click.command()
@click.argument("task", required=False)
@work_option
@flag("--verbose", "-v", help="Show all stages at once.")
@lang_option
def command(task: str | None, path: Path | None, verbose: bool) -> None:
    """Show the next hint for a TASK that does not pass yet.

    Without a TASK: for the first one that does not pass. Each call shows one stage more; which
    were shown is remembered in your cache folder, and nothing leaves your machine.
    """
    work = open_work(path)
    names = (task,) if task else ()
    result = check_changed(work, names, Memory(cache_folder(), work)).result
    show_next_hint(work, result, every=verbose)
