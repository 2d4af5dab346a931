"""`grade similarity`: whose code is alike, in a class and with earlier years."""

from collections.abc import Mapping
from pathlib import Path

import click

from grader.cli.desk import Desk, with_desk
from grader.cli.options import assignment_argument, json_option, output_option, roster_option
from grader.cli.screen.telling import show_bytes, tell
from grader.files.json_text import json_text
from grader.files.templates import template_folders
from grader.files.writing import write_whole
from grader.model import Roster
from grader.runs.people.handed_in_code import (
    find_earlier_folder,
    find_graded_folder,
    read_class_documents,
    read_given_documents,
)
from grader.runs.people.roll import find_roster
from grader.runs.task_names import task_ids
from grader.similarity.documents import Document
from grader.similarity.similarity_page import similarity_page
from grader.similarity.similarity_report import SimilarityReport
from grader.similarity.similarity_text import similarity_lines
from grader.similarity.who_is_alike import AT_LEAST, task_similarity

PLACE = click.Path(path_type=Path, exists=True)
# The code of each task, by everybody.
ByTask = Mapping[str, list[Document]]


@click.command()
@click.option("--submissions", type=PLACE, help="The work; by default what the last batch graded.")
@click.option(
    "--earlier",
    type=PLACE,
    multiple=True,
    metavar="PLACE",
    help="An earlier year's folder, zip or gradebook; may be given again.",
)
@click.option("--task", "only", multiple=True, help="Only this task; may be given again.")
@click.option(
    "--at-least",
    type=click.IntRange(1, 100),
    default=round(100 * AT_LEAST),
    show_default=True,
    metavar="PERCENT",
    help="List pairs that share as much.",
)
@output_option(folder=False, default="similarity.html")
@roster_option
@json_option
@with_desk(which=assignment_argument)
def command(
    desk: Desk,
    submissions: Path | None,
    earlier: tuple[Path, ...],
    only: tuple[str, ...],
    at_least: int,
    out: Path,
    roster_path: Path | None,
    as_json: bool,
) -> None:
    """Show whose code of assignment NAME is alike, and write a page with both sides.

    Names, comments, layout and the order of functions do not count, nor do the stub, the reference
    and what most of a class writes. It reports and never judges; nothing runs.
    """
    wanted = task_ids(desk.assignment, only)
    folder = find_graded_folder(desk.gradebook, desk.assignment, submissions)
    roster = find_roster(roster_path, desk.course, desk.gradebook)
    class_ = read_class_documents(folder, desk.course, desk.assignment, roster)
    before = _read_earlier(desk, earlier)
    report = _compare(desk, class_, before, wanted, at_least / 100)
    if as_json:
        show_bytes(json_text(report))
        return
    click.echo("\n".join(similarity_lines(report)))
    documents = {
        (task, each.author): each
        for by_task in (class_, before)
        for task, texts in by_task.items()
        for each in texts
    }
    page = similarity_page(report, documents, template_folders(desk.course.folder))
    write_whole(out, page)
    tell(f"the page is {out}")


def _read_earlier(desk: Desk, places: tuple[Path, ...]) -> ByTask:
    """Return the code of earlier years, each with the name of its place."""
    by_task: dict[str, list[Document]] = {}
    nobody: Roster | None = None
    for place in places:
        folder = find_earlier_folder(place, desk.assignment)
        of_year = read_class_documents(
            folder, desk.course, desk.assignment, nobody, source=place.name or str(place)
        )
        for task, documents in of_year.items():
            by_task.setdefault(task, []).extend(documents)
    return by_task


def _compare(
    desk: Desk, class_: ByTask, before: ByTask, wanted: tuple[str, ...], at_least: float
) -> SimilarityReport:
    course_code = read_given_documents(desk.assignment)
    tasks = [task.id for task in desk.assignment.coding_tasks if not wanted or task.id in wanted]
    return SimilarityReport(
        assignment=desk.assignment.id,
        title=desk.assignment.title,
        at_least=at_least,
        tasks=tuple(
            task_similarity(
                task,
                class_.get(task, []),
                before.get(task, []),
                course_code.get(task, []),
                at_least,
            )
            for task in tasks
        ),
    )
