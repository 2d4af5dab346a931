"""`grade reset`: a task's stub as it was handed out, the student's file kept beside it."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import work_option
from grader.release.students.resetting import Reset, reset_task
from grader.runs.task_names import task_ids
from grader.runs.work import find_work


@click.command()
@click.argument("tasks", nargs=-1, required=True, metavar="TASK...")
@work_option
def command(tasks: tuple[str, ...], path: Path | None) -> None:
    """Bring back the stub of each TASK as it was handed out.

    Your own file is kept beside it as FILE.before-reset, which no check reads. Several tasks in one
    file are brought back together.
    """
    work = find_work(path or Path.cwd())
    wanted = task_ids(work.assignment, tasks)
    done: dict[str, list[Reset]] = {}
    for task in work.assignment.tasks:
        if task.id in wanted and task.file not in done:
            done[task.file] = reset_task(work.assignment, work.folder, task)
    for file, resets in done.items():
        for reset in resets:
            kept = f"; yours is kept as {reset.kept}" if reset.kept else ""
            click.echo(f"reset   {reset.name}: as it was handed out{kept}")
        if not resets:
            click.echo(f"        {file} is as it was handed out; there is nothing to bring back")
