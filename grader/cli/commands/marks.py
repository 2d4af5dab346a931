"""`grade marks`: written answers out to a table that a person fills in, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.desk import desk_options, now, open_desk, who

if TYPE_CHECKING:
    from grader.cli.desk import Desk
    from grader.marking.taking import Sheet
    from grader.model import Rubric, Task

_task = click.option(
    "--task", "task_id", help="The written task, where the assignment has more than one."
)


@click.group()
def marks() -> None:
    """Written answers: out to a table, and marks back in."""


@marks.command()
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default="marks",
    show_default=True,
)
@_task
@click.option("--unmarked", is_flag=True, help="Only answers that still lack a mark.")
@click.option(
    "--semicolons",
    is_flag=True,
    help="For spreadsheets that write 2,5: semicolons and decimal commas.",
)
@click.option(
    "--replace", is_flag=True, help="Write over a table that is there already, filled in or not."
)
@desk_options
def export(
    out: Path,
    task_id: str | None,
    unmarked: bool,
    semicolons: bool,
    replace: bool,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Write a table with a row a student and a column a criterion, and each answer's text beside
    it.
    """
    from grader.cli.show import said
    from grader.errors import CalledWrongly, GraderError
    from grader.feedback.words import count
    from grader.files.writing import write_whole
    from grader.marking.sheets import marks_files

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        task, rubric = _written_task(desk, task_id)
        table = out / f"{task.id}.csv"
        if table.exists() and not replace:
            raise CalledWrongly(
                f"{table} is there already and may be filled in; import it first, or say --replace"
                " or another -o"
            )
        kept = desk.gradebook.decisions(desk.assignment.id)
        results = [entry.result for entry in desk.gradebook.latest(desk.assignment.id).values()]
        made = marks_files(
            task, rubric, results, kept, now(), semicolons=semicolons, only_unmarked=unmarked
        )
    try:
        for name, content in made.files.items():
            write_whole(out / name, content)
    except OSError as error:
        raise GraderError(
            f"{out} cannot be written ({error.strerror}); name another folder with -o"
        ) from error
    click.echo(f"{table}: {count(made.rows, 'answer')} to mark by {out / f'{task.id}-rubric.md'}")
    left = len(results) - made.rows
    if left and not unmarked:
        click.echo(f"{count(left, 'submission')} without {task.file}: no row, nothing to mark")
    if made.without_text:
        said(
            f"{count(made.without_text, 'answer')} judged by an earlier tensorgrade have no text"
            f" beside the table; run `grade batch` with --rerun all --only {task.id}"
        )


@marks.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_task
@click.option("--by", metavar="NAME", help="Who marked; by default the login name.")
@click.option(
    "--overwrite", is_flag=True, help="Also where somebody marked after the table was exported."
)
@click.option(
    "--skip-refused", is_flag=True, help="Take the good cells although others are refused."
)
@desk_options
def import_(
    file: Path,
    task_id: str | None,
    by: str | None,
    overwrite: bool,
    skip_refused: bool,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Take the marks in FILE: all of them, or none when a cell is refused.

    An empty cell says nothing.
    """
    from grader.errors import EXIT_HELD, CalledWrongly
    from grader.feedback.words import count
    from grader.files.tables import read_table
    from grader.marking.taking import STUDENT, Marking, read_marks

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        task, rubric = _written_task(desk, task_id, file)
        kept = desk.gradebook.decisions(desk.assignment.id)
        marking = Marking(
            task=task.id,
            rubric=rubric,
            results={
                name: entry.result
                for name, entry in desk.gradebook.latest(desk.assignment.id).items()
            },
            kept=kept,
            by=who(by),
            now=now(),
            overwrite=overwrite,
        )
        sheet = read_marks(read_table(file, (STUDENT,)), marking)
        _say_refused(file, sheet)
        if sheet.refused and not skip_refused:
            raise CalledWrongly(
                f"{file}: {count(len(sheet.refused), 'cell')} refused, so nothing was imported;"
                " mend them and import again, or take the others with --skip-refused"
            )
        desk.gradebook.decide(sheet.entries, after=max((each.number for each in kept), default=0))
        _say_taken(file, sheet)
        _say_left(desk, task)
    if sheet.refused:
        sys.exit(EXIT_HELD)


def _written_task(desk: Desk, task_id: str | None, file: Path | None = None) -> tuple[Task, Rubric]:
    """The written task that was named, the one that a file is called after, or the only one.

    And its rubric.

    Raises CalledWrongly and BadFile.
    """
    from grader.cli.show import known_tasks
    from grader.config import load_rubric
    from grader.errors import CalledWrongly

    by_hand = {task.id: task for task in desk.assignment.tasks if task.by_hand}
    if task_id is not None:
        known_tasks(desk.assignment, (task_id,))
    chosen = task_id or (file.stem if file is not None and file.stem in by_hand else None)
    if chosen is None and len(by_hand) == 1:
        chosen = next(iter(by_hand))
    if chosen not in by_hand:
        there = ", ".join(by_hand) or "none"
        raise CalledWrongly(
            f"which written task of {desk.assignment.id}? There is {there}; name it with --task"
        )
    return by_hand[chosen], load_rubric(desk.assignment, by_hand[chosen])


def _say_refused(file: Path, sheet: Sheet) -> None:
    from grader.cli.show import said
    from grader.feedback.words import line

    for refused in sheet.refused:
        said(line(f"{file}, row {refused.row}, column {refused.column}: {refused.why}"))


def _say_taken(file: Path, sheet: Sheet) -> None:
    from grader.feedback.words import count

    given = [entry for entry in sheet.entries if entry.criterion is not None]
    comments = len(sheet.entries) - len(given)
    answers = len({entry.student for entry in sheet.entries})
    said = (
        f"{file}: {count(len(given), 'mark')} and {count(comments, 'comment')} on"
        f" {count(answers, 'answer')}"
    )
    notes = [f"{sheet.replaced} in place of earlier ones"] if sheet.replaced else []
    notes += [f"{sheet.unchanged} as they were"] if sheet.unchanged else []
    click.echo(said + (f" ({', '.join(notes)})" if notes else ""))


def _say_left(desk: Desk, task: Task) -> None:
    """Whose answers still lack a mark."""
    from grader.feedback.words import line
    from grader.gradebook.grades import class_grades
    from grader.model import TaskStatus

    grades = class_grades(desk.gradebook, desk.assignment, desk.rubrics)
    left = [
        grade.student.name
        for grade in grades
        if any(each.id == task.id and each.status is TaskStatus.AWAITING for each in grade.tasks)
    ]
    if left:
        more = f" and {len(left) - 10} more" if len(left) > 10 else ""
        click.echo(line(f"still to mark: {', '.join(left[:10])}{more}"))
    else:
        click.echo(f"every answer to {task.id} is marked")
