"""`grade clusters save`: a mistake of the class kept as a wrong answer of the assignment."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.desk import Desk, need_results, with_desk
from grader.cli.options import flag
from grader.cli.screen.telling import tell
from grader.errors import CalledWrongly
from grader.files.plain_text import as_short_line
from grader.reporting.clustering import find_cluster
from grader.runs.people.class_work import class_clusters
from grader.runs.people.handed_in_code import find_graded_folder
from grader.runs.people.kept_mistakes import keep_mistake, mistake_place
from grader.runs.people.roll import find_roster


@click.command()
@click.argument("cluster")
@click.argument("mistake")
@click.option("--title", required=True, help="What was misunderstood, in one line.")
@click.option("--explanation", required=True, help="What a student with this mistake is told.")
@click.option(
    "--submissions",
    type=click.Path(path_type=Path, exists=True),
    help="The work; by default what the last batch graded.",
)
@flag("--replace", help="Write over a wrong answer of that name.")
@with_desk()
def command(
    desk: Desk,
    cluster: str,
    mistake: str,
    title: str,
    explanation: str,
    submissions: Path | None,
    replace: bool,
) -> None:
    """Keep the code of one of a CLUSTER as the wrong answer MISTAKE of the assignment.

    Comments and docstrings are left out, and code that has a part of its author's name in it is not
    taken. From then on whoever answers as it does is told the title and the explanation.
    """
    texts = as_short_line(title), as_short_line(explanation)
    if not all(texts):
        raise CalledWrongly("the title or the explanation is empty; students will read both")
    class_ = need_results(desk)
    named_cluster = find_cluster(class_clusters(class_), cluster)
    place = mistake_place(desk.assignment, named_cluster.task, mistake, replace=replace)
    folder = find_graded_folder(desk.gradebook, desk.assignment, submissions)
    roster = find_roster(None, desk.course, desk.gradebook)
    keep_mistake(place, named_cluster, class_, (folder, desk.course, roster), texts)
    click.echo(f"{place}")
    tell(
        f"read it once more; then `grade record {desk.assignment.id}` makes it a diagnosis, and"
        f" `grade verify {desk.assignment.id}` proves it"
    )
