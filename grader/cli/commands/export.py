"""`grade export`: final grades for other systems."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.commands.gradebook import grades_of, warn
from grader.cli.desk import desk_options, now, open_desk
from grader.cli.gathering import find_roster, roster_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.cli.desk import Desk
    from grader.exporters.lms import LmsTable
    from grader.model import Grade, Result

_FILE = click.Path(path_type=Path, dir_okay=False)


def _to_file(default: str | None = None) -> Callable[..., Any]:
    return click.option(
        "-o", "--output", "out", type=_FILE, default=default, show_default=default is not None
    )


def _to_folder(default: str) -> Callable[..., Any]:
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("-o", "--output", "out", type=folder, default=default, show_default=True)


@click.group()
def export() -> None:
    """Write final grades for students, Canvas, Moodle, Gradescope, JUnit readers, or as CSV and
    JSON.

    A held grade is never written as a number; then the exit code is 3.
    """


@export.command()
@click.option(
    "--gradebook-csv",
    "own",
    type=_FILE,
    help="The gradebook as you exported it from Canvas; else the roster.",
)
@click.option("--column", help="The assignment's column, such as 'Homework 1 (55)'.")
@_to_file("canvas.csv")
@roster_option
@desk_options
def canvas(
    own: Path | None,
    column: str | None,
    out: Path,
    roster_path: Path | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Write a CSV for Canvas: Grades, Import. Only rows with a new number are in it."""
    from grader.errors import CalledWrongly
    from grader.exporters.canvas import canvas_from_gradebook, canvas_from_roster
    from grader.intake.roster import read_lms_table

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        roster = find_roster(roster_path, desk.course)
        grades = grades_of(desk)
        if own is not None:
            made = canvas_from_gradebook(
                desk.assignment, grades, read_lms_table(own), roster, column
            )
        elif roster is not None:
            made = canvas_from_roster(desk.assignment, grades, roster, column)
        else:
            raise CalledWrongly(
                "Canvas has to be told who is who; give its own export with --gradebook-csv, or a"
                " roster with --roster"
            )
        _finish_table(desk, grades, made, out)


@export.command()
@click.option(
    "--worksheet", "own", type=_FILE, required=True, help="The grading worksheet as Moodle gave it."
)
@click.option("--column", help="Its column for grades, where it cannot be told.")
@_to_file("moodle.csv")
@roster_option
@desk_options
def moodle(
    own: Path,
    column: str | None,
    out: Path,
    roster_path: Path | None,
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
) -> None:
    """Fill in Moodle's grading worksheet; beside it goes a zip of the students' pages."""
    from grader.exporters.moodle import feedback_zip, moodle_worksheet
    from grader.intake.roster import read_lms_table

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        roster = find_roster(roster_path, desk.course)
        grades = grades_of(desk)
        table = read_lms_table(own)
        made = moodle_worksheet(grades, table, roster, column)
        pages = {
            grade.student.id: page
            for grade, page in _final_pages(desk, grades)
            if grade.raw is not None
        }
        beside = out.with_name(f"{out.stem}-feedback.zip")
        _write(beside, feedback_zip(grades, table, roster, pages))
        click.echo(f"{beside}: the pages, for Upload multiple feedback files in a zip", err=True)
        _finish_table(desk, grades, made, out)


@export.command()
@_to_folder("gradescope")
@desk_options
def gradescope(
    out: Path, course_path: Path | None, gradebook_path: Path | None, assignment_id: str | None
) -> None:
    """Write a Gradescope results.json a submission, with the final points.

    What is held has no score in it.
    """
    from grader.exporters.gradescope import gradescope_results
    from grader.feedback.redacting import for_students
    from grader.files.writing import file_name

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        grades = grades_of(desk)
        results = _results(desk)
        for grade in grades:
            result = for_students(results[grade.student.name])
            _write(
                out / file_name(grade.student.name) / "results.json",
                gradescope_results(result, grade),
            )
        _said(desk, grades, f"{out}: results.json of {len(grades)} submissions")


@export.command()
@_to_folder("pages")
@desk_options
def pages(
    out: Path, course_path: Path | None, gradebook_path: Path | None, assignment_id: str | None
) -> None:
    """Write each student's page with the grade and its reasons, marks and comments.

    Reasons of overrides are in it.
    """
    from grader.feedback.words import count
    from grader.files.writing import file_name

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        grades = grades_of(desk)
        for grade, page in _final_pages(desk, grades):
            _write(out / f"{file_name(grade.student.name)}.html", page)
        _said(desk, grades, f"{out}: {count(len(grades), 'page')}")


@export.command()
@_to_file("junit.xml")
@desk_options
def junit(
    out: Path, course_path: Path | None, gradebook_path: Path | None, assignment_id: str | None
) -> None:
    """Write JUnit XML: a suite a task of a submission.

    Of hidden checks it has title and outcome.
    """
    from grader.exporters.junit import junit_xml
    from grader.feedback.redacting import for_students

    with open_desk(course_path, gradebook_path, assignment_id) as desk:
        grades = grades_of(desk)
        results = _results(desk)
        shown = [for_students(results[name]) for name in sorted(results)]
        _write(out, junit_xml(shown, desk.assignment.id))
        _said(desk, grades, f"{out}: {len(shown)} submissions")


def _plain(form: str, what: str) -> click.Command:
    """The command that writes final grades as a table or an object."""

    @export.command(form, help=what)
    @_to_file()
    @roster_option
    @desk_options
    def command(
        out: Path | None,
        roster_path: Path | None,
        course_path: Path | None,
        gradebook_path: Path | None,
        assignment_id: str | None,
    ) -> None:
        from dataclasses import replace

        from grader.exporters.grades import grades_csv, grades_json

        with open_desk(course_path, gradebook_path, assignment_id) as desk:
            grades = grades_of(desk)
            roster = find_roster(roster_path, desk.course)
            known = {student.id: student for student in roster.students} if roster else {}
            named = [
                replace(grade, student=known.get(grade.student.id, grade.student))
                for grade in grades
            ]
            if form == "json":
                content = grades_json(desk.assignment, named, now())
            else:
                content = grades_csv(desk.assignment, named).encode("utf-8", "replace")
            if out is None:
                sys.stdout.buffer.write(content)
                sys.stdout.flush()
            else:
                _write(out, content)
            _said(desk, grades, f"{out}: {len(grades)} grades" if out else "")

    return command


for _form, _what in (
    ("csv", "Write a table with a row a student."),
    ("json", "Write one JSON object."),
):
    _plain(_form, _what)


def _results(desk: Desk) -> dict[str, Result]:
    return {name: entry.result for name, entry in desk.gradebook.latest(desk.assignment.id).items()}


def _final_pages(desk: Desk, grades: Sequence[Grade]) -> Iterator[tuple[Grade, bytes]]:
    """The students' pages with what staff made of their results."""
    from grader.feedback.final import final
    from grader.feedback.page import Pages
    from grader.files.templates import templates_folder
    from grader.gradebook.grades import by_student, decisions_on

    pages = Pages([desk.course.folder / "templates", templates_folder()])
    results, title = _results(desk), desk.assignment.title or desk.assignment.id
    decided = by_student(desk.gradebook.decisions(desk.assignment.id))
    for grade in grades:
        result = results[grade.student.name]
        made = final(grade, result, desk.rubrics, decisions_on(result, decided))
        yield grade, pages.page(result, title, made).encode("utf-8", "replace")


def _write(path: Path, content: bytes) -> None:
    from grader.errors import GraderError
    from grader.files.writing import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise GraderError(
            f"{path} cannot be written ({error.strerror}); name another place with -o"
        ) from error


def _finish_table(desk: Desk, grades: list[Grade], made: LmsTable, out: Path) -> None:
    """Writes a table for an LMS and says what is not in it."""
    from grader.cli.show import said
    from grader.feedback.words import count, line

    _write(out, made.content)
    for text in (*made.warnings, *made.left_out):
        said(line(text))
    _said(desk, grades, f"{out}: {count(made.rows, 'new grade')}")


def _said(desk: Desk, grades: list[Grade], text: str) -> None:
    """The last lines of an export; ends with the exit code for what is held."""
    from grader.errors import EXIT_HELD
    from grader.model import TaskStatus

    if text:
        click.echo(text, err=True)
    warn(desk, grades)
    if any(grade.status is TaskStatus.HELD for grade in grades):
        sys.exit(EXIT_HELD)
