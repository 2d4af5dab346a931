"""`grade marks export`: written answers out to a table that a person fills in."""

import re
from collections.abc import Iterable
from pathlib import Path

import click

from grader.cli.desk import Desk, now, read_stored_class, with_desk
from grader.cli.options import flag, output_option
from grader.cli.screen.telling import tell
from grader.cli.written_tasks import find_written_task, task_option
from grader.errors import CalledWrongly
from grader.feedback.words import count
from grader.files.writing import write_whole
from grader.marking.anonymous import anonymous_id
from grader.marking.sheets import MarksFiles, marks_files, table_name
from grader.model import Result, Task


@click.command()
@output_option(folder=True, default="marks")
@task_option
@flag("--unmarked", help="Only answers that still lack a mark.")
@flag(
    "--semicolons",
    help="For spreadsheets that write 2,5: semicolons and decimal commas.",
)
@flag("--anonymous", help="Without names; `grade marks import` knows whose answers they are.")
@click.option(
    "--markers",
    metavar="NAMES",
    default="",
    help="Split the answers among people, as amy,bea: a table for each.",
)
@flag("--replace", help="Write over a table that is there already, filled in or not.")
@with_desk()
def command(
    desk: Desk,
    out: Path,
    task_id: str | None,
    unmarked: bool,
    semicolons: bool,
    anonymous: bool,
    markers: str,
    replace: bool,
) -> None:
    """Write a table to mark in: one row per student, one column per criterion.

    Each answer's text lies beside it.
    """
    task, rubric = find_written_task(desk, task_id)
    people = _read_people(markers)
    tables = [out / table_name(task, marker) for marker in people or [""]]
    if not replace:
        _need_no_table(tables)
    kept_decisions = desk.gradebook.decisions(desk.assignment.id)
    results = [entry.result for entry in desk.gradebook.latest_entries(desk.assignment.id).values()]
    sheets = marks_files(
        task,
        rubric,
        results,
        kept_decisions,
        now(),
        names=read_stored_class(desk).names,
        hidden_names=_hidden_names(desk, results) if anonymous else None,
        markers=people,
        semicolons=semicolons,
        only_unmarked=unmarked,
    )
    for name, content in sheets.files.items():
        write_whole(out / name, content, otherwise="name another folder with -o")
    where = ", ".join(str(table) for table in tables)
    click.echo(f"{where}: {count(sheets.rows, 'answer')} to mark by {out / f'{task.id}-rubric.md'}")
    _tell_left_out(task, sheets, without=0 if unmarked else len(results) - sheets.rows)


def _read_people(markers: str) -> list[str]:
    """Return the names between commas.  Raises CalledWrongly for what is no name of a file."""
    people = [name.strip() for name in markers.split(",") if name.strip()]
    bad_names = [
        name for name in people if not re.fullmatch(r"[\w.-]+", name) or people.count(name) > 1
    ]
    if bad_names:
        raise CalledWrongly(
            f"--markers: {bad_names[0]!r} cannot name a table; give each person once, by letters,"
            " digits, dots and dashes, with commas between"
        )
    return people


def _hidden_names(desk: Desk, results: Iterable[Result]) -> dict[str, str]:
    """Return for each submission a name that says nothing of who wrote it."""
    names = (result.submission.name for result in results)
    return {name: anonymous_id(desk.assignment, name) for name in names}


def _need_no_table(tables: Iterable[Path]) -> None:
    for table in tables:
        if table.exists():
            raise CalledWrongly(
                f"{table} is there already and may be filled in; import it first, or say --replace"
                " or another -o"
            )


def _tell_left_out(task: Task, sheets: MarksFiles, *, without: int) -> None:
    """Say who has no row, and whose answer has no text beside the table."""
    if without:
        click.echo(f"{count(without, 'submission')} without {task.file}: no row, nothing to mark")
    if sheets.without_text:
        tell(
            f"{count(sheets.without_text, 'answer')} judged by an earlier tensorgrade have no text"
            f" beside the table; run `grade batch` with --rerun all --only {task.id}"
        )
