"""`grade report`: a class at a glance."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.desk import Desk, class_at, with_desk
from grader.cli.options import assignment_argument, json_option, output_option
from grader.cli.screen.telling import colour, tell
from grader.errors import CalledWrongly
from grader.files.templates import templates_folder
from grader.files.writing import write_whole
from grader.gradebook import Gradebook
from grader.model import Result
from grader.reporting.making_reports import GradedWork, make_report
from grader.reporting.report_json import report_json
from grader.reporting.report_page import report_page
from grader.reporting.report_text import report_lines


@click.command()
@output_option(folder=False, default="report.html")
@json_option
@with_desk(which=assignment_argument)
def command(desk: Desk, out: Path, as_json: bool) -> None:
    """Show the class of assignment NAME at a glance, and write the same as a page.

    How points lie, how hard each check was, who shares a mistake, what the last run changed, and
    who is held, missing or late. It is made from the gradebook; nothing runs.
    """
    kept = class_at(desk)
    if not kept.records:
        raise CalledWrongly(
            f"the gradebook has no results of {desk.assignment.id} yet; run `grade batch` first"
        )
    report = make_report(
        desk.assignment,
        [
            GradedWork(
                grade=record.grade,
                result=record.result,
                before=_before(desk.gradebook, desk.assignment.id, record.submission),
            )
            for record in kept.records
        ],
    )
    if as_json:
        click.echo(report_json(report))
        return
    click.echo("\n".join(report_lines(report, colour)))
    page = report_page(report, [desk.course.folder / "templates", templates_folder()])
    write_whole(out, page.encode("utf-8", "replace"))
    tell(f"the page is {out}")


def _before(gradebook: Gradebook, assignment: str, submission: str) -> Result | None:
    """Return the result of the run before the last one; None where there was one run only."""
    history = gradebook.history(assignment, submission)
    return history[-2].result if len(history) > 1 else None
