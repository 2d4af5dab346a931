"""The next stage of a hint, shown and remembered."""

import click

from grader.cli.cache import cache_folder
from grader.feedback.causes import all_causes
from grader.feedback.next_step import next_step
from grader.feedback.terminal import hint_text
from grader.language import tr
from grader.model import CheckResult, Result
from grader.runs.own.seen_hints import OTHERWISE, SeenHints
from grader.runs.work import Work

from .telling import tell


def show_next_hint(work: Work, result: Result, *, every: bool = False) -> None:
    """Show the next stage, or every one, of the hint for what fails first."""
    failed_tasks = all_causes(result)
    if not failed_tasks:
        click.echo(tr("nothing failed; next: {step}", step=next_step(result)))
        return
    failing = failed_tasks[0].first
    if failing.hints:
        _show_stages(work, failing, every=every)
    else:
        click.echo(hint_text(failing, 0))


def _show_stages(work: Work, check: CheckResult, *, every: bool) -> None:
    """Show the next stage, or all, and remember it."""
    seen_hints = SeenHints(cache_folder())
    stages, before = check.hints, seen_hints.count(work.folder, check.hints)
    count = len(stages) if every else min(before + 1, len(stages))
    for stage in range(1 if every else count, count + 1):
        click.echo(hint_text(check, stage))
    if count == before:
        click.echo(
            "    "
            + tr("that was the last one; `grade check --repro` makes a script for your debugger")
        )
    elif not seen_hints.remember(work.folder, stages, count):
        tell(tr("which hints you saw cannot be remembered; {otherwise}", otherwise=tr(OTHERWISE)))
