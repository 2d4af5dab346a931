"""`grade marks import`: marks that a person filled in, back in."""

import sys
from pathlib import Path

import click

from grader.cli.desk import Desk, decider, now, read_stored_class, with_desk
from grader.cli.options import FILE, flag
from grader.cli.screen.telling import tell
from grader.cli.written_tasks import find_written_task, task_option
from grader.errors import EXIT_HELD, CalledWrongly
from grader.feedback.words import count, line
from grader.files.tables import read_table
from grader.gradebook.grades import last_number
from grader.marking.anonymous import anonymous_id
from grader.marking.layout import STUDENT
from grader.marking.marked_row import Marking
from grader.marking.taking import Sheet, read_marks
from grader.model import Task, TaskStatus


@click.command()
@click.argument("file", type=FILE)
@task_option
@click.option("--by", metavar="NAME", help="Who marked; by default the login name.")
@flag("--overwrite", help="Also where somebody marked after the table was exported.")
@flag("--skip-refused", help="Take the good cells although others are refused.")
@with_desk()
def command(
    desk: Desk,
    file: Path,
    task_id: str | None,
    by: str | None,
    overwrite: bool,
    skip_refused: bool,
) -> None:
    """Take the marks in FILE, all or none.

    None when a cell is refused. An empty cell says nothing.
    """
    task, rubric = find_written_task(desk, task_id, file)
    kept_decisions = desk.gradebook.decisions(desk.assignment.id)
    latest = desk.gradebook.latest_entries(desk.assignment.id)
    marking = Marking(
        task=task.id,
        rubric=rubric,
        results={name: entry.result for name, entry in latest.items()},
        kept=kept_decisions,
        by=decider(by),
        now=now(),
        overwrite=overwrite,
        hidden_names={name: anonymous_id(desk.assignment, name) for name in latest},
    )
    sheet = read_marks(read_table(file, (STUDENT,)), marking)
    _tell_refused(file, sheet, skip=skip_refused)
    desk.gradebook.decide(sheet.entries, after=last_number(kept_decisions))
    _show_taken(file, sheet)
    _show_unmarked(desk, task)
    if sheet.refused:
        sys.exit(EXIT_HELD)


def _tell_refused(file: Path, sheet: Sheet, *, skip: bool) -> None:
    """Say which cells were refused and why.  Raises CalledWrongly unless they are skipped."""
    for refusal in sheet.refused:
        tell(line(f"{file}, row {refusal.row}, column {refusal.column}: {refusal.why}"))
    if sheet.refused and not skip:
        raise CalledWrongly(
            f"{file}: {count(len(sheet.refused), 'cell')} refused, so nothing was imported;"
            " mend them and import again, or take the others with --skip-refused"
        )


def _show_taken(file: Path, sheet: Sheet) -> None:
    """Say what was taken from the table."""
    marks = [entry for entry in sheet.entries if entry.criterion is not None]
    comments = len(sheet.entries) - len(marks)
    answers = len({entry.student for entry in sheet.entries})
    text = (
        f"{file}: {count(len(marks), 'mark')} and {count(comments, 'comment')} on"
        f" {count(answers, 'answer')}"
    )
    notes = [f"{sheet.replaced} in place of earlier ones"] if sheet.replaced else []
    notes += [f"{sheet.unchanged} as they were"] if sheet.unchanged else []
    click.echo(text + (f" ({', '.join(notes)})" if notes else ""))


def _show_unmarked(desk: Desk, task: Task) -> None:
    """Say whose answers still lack a mark."""
    names = [
        grade.student.name
        for grade in read_stored_class(desk).grades
        if any(each.id == task.id and each.status is TaskStatus.AWAITING for each in grade.tasks)
    ]
    if names:
        more = f" and {len(names) - 10} more" if len(names) > 10 else ""
        click.echo(line(f"still to mark: {', '.join(names[:10])}{more}"))
    else:
        click.echo(f"every answer to {task.id} is marked")
