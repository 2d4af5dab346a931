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
    class_ = need_results(desk)
    clusters = class_clusters(class_)
    comments = cluster_comments(class_work(class_), clusters)
    if as_json:
        content = {
            "schema": "tensorgrade/clusters/1",
            "assignment": desk.assignment.id,
            "clusters": clusters,
            "comments": comments,
        }
        show_bytes(json_text(content))
        return
    click.echo("\n".join(clusters_text(clusters, comments)))
