"""`grade comment`: one sentence for everybody whose work fails alike."""

from __future__ import annotations

import click

from grader.cli.desk import Desk, decider, need_results, now, with_desk
from grader.cli.options import by_option, flag
from grader.errors import CalledWrongly
from grader.files.plain_text import MOST_KEPT, as_short_line
from grader.reporting.class_report import Cluster
from grader.reporting.cluster_text import clusters_text
from grader.reporting.clustering import find_cluster
from grader.reporting.commenting import cluster_comments, comments_for, empty_clusters
from grader.runs.people.class_work import class_clusters, class_work
from grader.runs.people.records import KeptClass


@click.command()
@click.argument("cluster")
@click.argument("text", required=False)
@flag("--withdraw", help="Take the comment back from all who have it.")
@by_option
@with_desk()
def command(desk: Desk, cluster: str, text: str | None, withdraw: bool, by: str | None) -> None:
    """Say TEXT to everybody in a CLUSTER of those who fail alike.

    `grade clusters` lists them. It stands on the students' pages that `grade export` writes, while
    their work fails so. Say it again with another TEXT to change it, or to reach who joined since.
    """
    comment = _read_comment(text, withdraw=withdraw)
    named_cluster = _find_cluster(need_results(desk), cluster)
    if comment and not named_cluster.people:
        raise CalledWrongly(f"nobody fails as cluster {named_cluster.key} does any more")
    comments = comments_for(
        named_cluster, class_work(need_results(desk)), comment, by=decider(by), now=now()
    )
    desk.gradebook.decide(comments)
    _show_cluster(need_results(desk), named_cluster)


def _read_comment(text: str | None, *, withdraw: bool) -> str:
    """Return the comment; "" takes it back.  Raises CalledWrongly."""
    comment = as_short_line(text or "")
    if withdraw == bool(comment):
        raise CalledWrongly("say either a TEXT, in quotation marks, or --withdraw")
    if text and len(text) > MOST_KEPT:
        raise CalledWrongly(
            f"the comment has {len(text):,} characters, and {MOST_KEPT:,} are kept; shorten it"
        )
    return comment


def _find_cluster(class_: KeptClass, typed: str) -> Cluster:
    """Return the cluster that was named, also one that all have left.  Raises CalledWrongly."""
    clusters = class_clusters(class_)
    comments = cluster_comments(class_work(class_), clusters)
    return find_cluster([*clusters, *empty_clusters(clusters, comments)], typed)


def _show_cluster(class_: KeptClass, cluster: Cluster) -> None:
    """Show the cluster as it is now, with what is said to it."""
    clusters = [each for each in class_clusters(class_) if each.key == cluster.key]
    comments = cluster_comments(class_work(class_), clusters)
    mine = [each for each in comments if each.cluster == cluster.key]
    if not mine:
        click.echo(f"nothing is said to cluster {cluster.key} any more")
        return
    click.echo("\n".join(clusters_text(clusters, mine)[:-2]))
