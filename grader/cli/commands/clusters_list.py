"""`grade clusters list`: who fails alike."""

import click

from grader.cli.desk import Desk, need_results, with_desk
from grader.cli.options import assignment_argument, json_option
from grader.cli.screen.telling import show_bytes
from grader.files.json_text import json_text
from grader.reporting.cluster_text import clusters_text
from grader.reporting.commenting import cluster_comments
from grader.runs.people.class_work import class_clusters, class_work


@click.command()
@json_option
@with_desk(which=assignment_argument)
def command(desk: Desk, as_json: bool) -> None:
    """List who fails alike in assignment NAME: each mistake with the students who made it.

    What stands beside a mistake is its cluster's name; `grade comment` takes it.
    """
    kept = need_results(desk)
    listed = class_clusters(kept)
    comments = cluster_comments(class_work(kept), listed)
    if as_json:
        told = {
            "schema": "tensorgrade/clusters/1",
            "assignment": desk.assignment.id,
            "clusters": listed,
            "comments": comments,
        }
        show_bytes(json_text(told))
        return
    click.echo("\n".join(clusters_text(listed, comments)))
