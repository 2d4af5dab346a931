"""`grade report`: a class at a glance."""

from pathlib import Path

import click

from grader.cli.desk import Desk, need_results, with_desk
from grader.cli.options import assignment_argument, json_option, output_option
from grader.cli.screen.telling import show_bytes, tell
from grader.files.json_text import json_text
from grader.files.templates import template_folders
from grader.files.writing import write_whole
from grader.reporting.making_reports import make_report
from grader.reporting.report_page import report_page
from grader.reporting.report_text import report_lines
from grader.runs.people.class_work import class_changes


@click.command()
@output_option(folder=False, default="report.html")
@json_option
@with_desk(which=assignment_argument)
def command(desk: Desk, out: Path, as_json: bool) -> None:
    """Show the class of assignment NAME at a glance, and write the same as a page.

    How points lie, how hard each check was, who shares a mistake, what the last run changed, and
    who is held, missing or late. It is made from the gradebook; nothing runs.
    """
    class_ = need_results(desk)
    report = make_report(desk.assignment, class_changes(class_, desk.gradebook))
    if as_json:
        show_bytes(json_text(report))
        return
    click.echo("\n".join(report_lines(report)))
    page = report_page(report, template_folders(desk.course.folder))
    write_whole(out, page)
    tell(f"the page is {out}")
