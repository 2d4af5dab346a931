"""`grade hint`: the next stage of the hint for what does not pass yet."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.cache import cache_folder
from grader.cli.options import work_option
from grader.cli.screen.telling import tell
from grader.feedback.causes import causes
from grader.feedback.next_step import next_step
from grader.feedback.terminal import hint_text
from grader.model import CheckResult, Result
from grader.runs.own.remembering import Memory, check_changed
from grader.runs.own.seen_hints import OTHERWISE, SeenHints
from grader.runs.work import Work, find_work


@click.command()
@click.argument("task", required=False)
@work_option
@click.option("--verbose", "-v", is_flag=True, help="Show all stages at once.")
def command(task: str | None, path: Path | None, verbose: bool) -> None:
    """Show the next hint for a TASK that does not pass yet.

    Without a TASK: for the first one that does not pass. Each call shows one stage more; which
    were shown is remembered in your cache folder, and nothing leaves your machine.
    """
    work = find_work(path or Path.cwd())
    names = (task,) if task else ()
    result = check_changed(work, names, Memory(cache_folder(), work)).result
    failing = _failing(result)
    if failing is None:
        click.echo(f"nothing failed; next: {next_step(result)}")
        return
    if not failing.hints:
        click.echo(hint_text(failing, 0))
        return
    _show(work, failing, every=verbose)


def _failing(result: Result) -> CheckResult | None:
    """Return what explains most of the first task that fails."""
    told = [each for task in result.tasks if (each := causes(task)) is not None]
    return told[0].first if told else None


def _show(work: Work, check: CheckResult, *, every: bool) -> None:
    """Show the next stage, or all, and remember it."""
    seen = SeenHints(cache_folder())
    stages, before = check.hints, seen.count(work.folder, check.hints)
    count = len(stages) if every else min(before + 1, len(stages))
    for stage in range(1 if every else count, count + 1):
        click.echo(hint_text(check, stage))
    if count == before:
        click.echo(
            "    that was the last one; `grade check --repro` makes a script for your debugger"
        )
    elif not seen.remember(work.folder, stages, count):
        tell(f"which hints you saw cannot be remembered; {OTHERWISE}")
