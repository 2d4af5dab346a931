"""`grade gradebook`: what is kept, what staff decide, and the grades that come of it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.desk import (
    clean_text,
    desk_options,
    find_result,
    now,
    open_desk,
    take_receipts,
    who,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from grader.cli.desk import Desk
    from grader.model import Grade

_received = click.option(
    "--received",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV with the columns student and received; kept in the gradebook.",
)
_by = click.option("--by", metavar="NAME", help="Who decides; by default the login name.")


@click.group()
def gradebook() -> None:
    """Grades, their history, overrides, extensions, and the final export."""


@gradebook.command()
@click.argument("student", required=False)
@_received
@_by
@desk_options
def show(
    student: str | None,
    received: Path | None,
    by: str | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Show the grades of all, or of one STUDENT task by task: raw, and what the policy leaves."""
    from grader.cli.show import colour
    from grader.feedback.grades import grades_text, policy_line, tasks_text

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        if received is not None:
            take_receipts(desk, received, by)
        grades = grades_of(desk, student)
        click.echo(
            f"{colour(desk.assignment.id, 'strong')}   {policy_line(desk.assignment.policy)}"
        )
        lines = grades_text(grades, colour)
        for line in lines if student is None else [*lines[:-2], *tasks_text(grades[0], colour)]:
            click.echo(line)
        if student is None:
            warn(desk, grades)


@gradebook.command()
@click.argument("student")
@desk_options
def history(
    student: str, course_path: Path | None, gradebook_path: Path | None, assignment_id: str | None
) -> None:
    """Show all that is kept of a STUDENT.

    Results, marks, overrides, extensions, each with who and when.
    """
    from grader.feedback.grades import history_items
    from grader.gradebook.grades import by_student, decisions_on

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        result = find_result(desk, student)
        entries = desk.gradebook.history(desk.assignment.id, result.submission.name)
        decisions = decisions_on(result, by_student(desk.gradebook.decisions(desk.assignment.id)))
        for moment, text in history_items(entries, decisions):
            click.echo(f"{moment.astimezone().isoformat(' ', 'minutes')}  {text}")


@gradebook.command()
@click.argument("student")
@click.option("--task", required=True, help="The task whose points are replaced.")
@click.option(
    "--points", "points_text", metavar="POINTS", help="Its points, from 0 to what the task has."
)
@click.option(
    "--withdraw", is_flag=True, help="Take the override back: what was judged counts again."
)
@click.option("--reason", required=True, help="Why; it stands in the history and in the export.")
@_by
@desk_options
def override(
    student: str,
    task: str,
    points_text: str | None,
    withdraw: bool,
    reason: str,
    by: str | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Replace the points of a STUDENT's task by a person's.

    What was judged stays in the gradebook.
    """
    from grader.cli.show import known_tasks
    from grader.errors import CalledWrongly
    from grader.model import Override
    from grader.policy import student_key

    if withdraw == (points_text is not None):
        raise CalledWrongly("say either --points or --withdraw")
    why = clean_text(reason)
    if not why:
        raise CalledWrongly(
            "the reason is empty; say why with --reason, it is read when somebody asks"
        )
    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        known_tasks(desk.assignment, (task,))
        result = find_result(desk, student)
        made = Override(
            assignment=desk.assignment.id,
            student=student_key(result),
            task=task,
            points=None if points_text is None else _points(points_text, desk, task),
            reason=why,
            by=who(by),
            recorded=now(),
        )
        desk.gradebook.decide([made])
        _show_one(desk, student)


@gradebook.command()
@click.argument("student")
@click.option(
    "--until",
    "until_text",
    metavar="TIME",
    help="The student's deadline: 2026-12-05T12:00:00+01:00.",
)
@click.option(
    "--days", type=click.IntRange(0, 3650), help="Days after the deadline; they move with it."
)
@click.option("--withdraw", is_flag=True, help="Take the extension back.")
@click.option("--reason", default="", help="Why; staff see it.")
@_by
@desk_options
def extend(
    student: str,
    until_text: str | None,
    days: int | None,
    withdraw: bool,
    reason: str,
    by: str | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Give a STUDENT more time; also before anything was handed in."""
    from grader.errors import CalledWrongly
    from grader.model import Extension
    from grader.policy import student_key

    if (until_text is not None) + (days is not None) + withdraw != 1:
        raise CalledWrongly("say one of --until, --days and --withdraw")
    with open_desk(course_path, gradebook_path, assignment_id, new=True) as desk:
        if desk.assignment.policy.due is None:
            raise CalledWrongly(
                f"{desk.assignment.id} has no deadline to extend; write due under [policy] of its"
                " assignment.toml"
            )
        entries = desk.gradebook.latest(desk.assignment.id)
        there = any(student in (name, entry.result.student) for name, entry in entries.items())
        made = Extension(
            assignment=desk.assignment.id,
            student=student_key(find_result(desk, student)) if there else clean_text(student),
            until=None if until_text is None else _moment(until_text),
            days=days,
            reason=clean_text(reason),
            by=who(by),
            recorded=now(),
        )
        desk.gradebook.decide([made])
        if there:
            _show_one(desk, student)
        else:
            click.echo(
                f"kept; nobody handed in as {made.student!r} yet, so see that the name will be"
                " exactly this"
            )


@gradebook.command()
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="By default the terminal.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    help="By default what the file's name says, or CSV.",
)
@_received
@_by
@desk_options
def export(
    out: Path | None,
    form: str | None,
    received: Path | None,
    by: str | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Write the final grades as CSV or JSON.

    Exit code 3 when a grade is held; it is written as no number.
    """
    from grader.errors import EXIT_HELD, GraderError
    from grader.exporters.grades import grades_csv, grades_json
    from grader.files.writing import write_whole
    from grader.model import TaskStatus

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        if received is not None:
            take_receipts(desk, received, by)
        grades = grades_of(desk)
        json = (form or (out.suffix.lower().removeprefix(".") if out else "csv")) == "json"
        content = (
            grades_json(desk.assignment, grades, now())
            if json
            else grades_csv(desk.assignment, grades).encode("utf-8", "replace")
        )
        if out is None:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        else:
            try:
                write_whole(out, content)
            except OSError as error:
                raise GraderError(
                    f"{out} cannot be written ({error.strerror}); name another file with -o"
                ) from error
            click.echo(f"{out}: {len(grades)} grades", err=True)
        warn(desk, grades)
        if any(grade.status is TaskStatus.HELD for grade in grades):
            sys.exit(EXIT_HELD)


def grades_of(desk: Desk, student: str | None = None) -> list[Grade]:
    """The grades of all, or of one student.  Raises CalledWrongly when that one is not there."""
    from grader.gradebook.grades import class_grades

    grades = class_grades(desk.gradebook, desk.assignment, desk.rubrics)
    if student is None:
        return grades
    name = find_result(desk, student).submission.name
    return [grade for grade in grades if grade.student.name == name]


def _show_one(desk: Desk, student: str) -> None:
    from grader.cli.show import colour
    from grader.feedback.grades import grades_text

    for line in grades_text(grades_of(desk, student), colour)[:-2]:
        click.echo(line)


def warn(desk: Desk, grades: list[Grade]) -> None:
    """What a person should know before the grades go out, on standard error."""
    from grader.cli.show import said
    from grader.feedback.words import count
    from grader.gradebook.grades import waiting_extensions
    from grader.model import TaskStatus

    known = [grade for grade in grades if grade.status in (TaskStatus.GRADED, TaskStatus.AWAITING)]
    timeless = [grade for grade in known if grade.received is None]
    if timeless and desk.assignment.policy.due is not None:
        said(
            f"{count(len(timeless), 'submission')} counted as on time: when they came is not known;"
            " see --received"
        )
    for status, words in (
        (TaskStatus.AWAITING, "not complete, marks or tasks are missing"),
        (TaskStatus.HELD, "held"),
    ):
        number = sum(grade.status is status for grade in grades)
        if number:
            said(f"{count(number, 'grade')} {words}: no number is exported")
    for extension in waiting_extensions(desk.gradebook, desk.assignment):
        said(
            f"an extension for {extension.student!r} concerns nobody who handed in; is the name"
            " right?"
        )


def _points(text: str, desk: Desk, task: str) -> Decimal:
    """Points from the command line.  Raises CalledWrongly."""
    from grader.errors import CalledWrongly
    from grader.files.tables import number
    from grader.points import written

    most = desk.assignment.task(task).points
    found = number(text)
    if found is None or found > most:
        raise CalledWrongly(
            f"--points {text!r} is no number from 0 to {written(most)}, which is what {task} has"
        )
    return found


def _moment(text: str) -> datetime:
    """A time from the command line.  Raises CalledWrongly."""
    from grader.errors import CalledWrongly
    from grader.files.tables import moment

    found = moment(text)
    if found is None or not 2000 <= found.year <= 2200:
        raise CalledWrongly(
            f"--until {text!r} is not a time with its zone; write it as 2026-12-05T12:00:00+01:00"
        )
    return found
