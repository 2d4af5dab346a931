"""`grade reset`: a task's stub as it was handed out, the student's file kept beside it."""

from pathlib import Path

import click

from grader.cli.options import work_option
from grader.cli.speech import lang_option
from grader.cli.student_work import open_work
from grader.language import tr
from grader.release.students.resetting import Reset, reset_task
from grader.runs.task_names import task_ids


@click.command()
@click.argument("tasks", nargs=-1, required=True, metavar="TASK...")
@work_option
@lang_option
def command(tasks: tuple[str, ...], path: Path | None) -> None:
    """Bring back the stub of each TASK as it was handed out.

    Your own file is kept beside it as FILE.before-reset, which no check reads. Several tasks in one
    file are brought back together.
    """
    work = open_work(path)
    wanted = task_ids(work.assignment, tasks)
    resets_by_file: dict[str, list[Reset]] = {}
    for task in work.assignment.tasks:
        if task.id in wanted and task.file not in resets_by_file:
            resets_by_file[task.file] = reset_task(work.assignment, work.folder, task)
    for file, resets in resets_by_file.items():
        for reset in resets:
            click.echo(_reset_line(reset))
        if not resets:
            click.echo(
                "        "
                + tr("{file} is as it was handed out; there is nothing to bring back", file=file)
            )


def _reset_line(reset: Reset) -> str:
    """Return what was brought back, and where the student's own file is kept."""
    if reset.kept is None:
        return tr("reset   {name}: as it was handed out", name=reset.name)
    return tr(
        "reset   {name}: as it was handed out; yours is kept as {kept}",
        name=reset.name,
        kept=reset.kept,
    )
