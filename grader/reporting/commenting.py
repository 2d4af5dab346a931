"""Comments on clusters: one sentence of staff for everybody whose work fails alike.

A comment is kept with each submission that it was written for.  It is shown while that submission
fails so, in a regrade too; who fails so later has not got it until it is said again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from grader.model import Comment
from grader.policy import student_key

from .class_report import Cluster, ClusterComment, Person
from .graded_work import GradedWork


def comments_for(
    cluster: Cluster, class_: Iterable[GradedWork], text: str, *, by: str, now: datetime
) -> list[Comment]:
    """Return the comments to add so that all of a cluster have that text, and nobody another.

    Who left the cluster and fails so again reads the new text too.  "" takes the comment back from
    all who have it.
    """
    members = {person.submission for person in cluster.people}
    comments = []
    for each in class_:
        previous = _latest_comments(each).get((cluster.task, cluster.key))
        reaches = previous is not None or each.person.submission in members
        if reaches and text != (previous.text if previous else ""):
            comments.append(
                Comment(
                    assignment=each.grade.assignment,
                    student=student_key(each.result),
                    task=cluster.task,
                    cluster=cluster.key,
                    text=text,
                    by=by,
                    recorded=now,
                )
            )
    return comments


def cluster_comments(
    class_: Iterable[GradedWork], clusters: Sequence[Cluster]
) -> tuple[ClusterComment, ...]:
    """Return what was said to clusters, and who joined or left them since."""
    members = {(each.task, each.key): each.people for each in clusters}
    by_cluster: dict[tuple[str, str], dict[Person, Comment]] = {}
    for each in class_:
        for key, comment in _latest_comments(each).items():
            if comment.text:
                by_cluster.setdefault(key, {})[each.person] = comment
    return tuple(_comment(have, members.get(key, ())) for key, have in by_cluster.items())


def empty_clusters(
    clusters: Iterable[Cluster], comments: Iterable[ClusterComment]
) -> tuple[Cluster, ...]:
    """Return clusters that have a comment and nobody in them any more."""
    keys = {each.key for each in clusters}
    return tuple(
        Cluster(
            key=each.cluster,
            task=each.task,
            title="nobody fails so any more",
            explanation="",
            named=False,
            checks=(),
            example="",
            people=(),
        )
        for each in comments
        if each.cluster not in keys
    )


def _comment(have: Mapping[Person, Comment], members: Sequence[Person]) -> ClusterComment:
    latest = max(have.values(), key=lambda each: each.recorded)
    return ClusterComment(
        cluster=latest.cluster,
        task=latest.task,
        text=latest.text,
        by=latest.by,
        reached=tuple(person for person in members if person in have),
        joined=tuple(person for person in members if person not in have),
        left=tuple(person for person in have if person not in members),
    )


def _latest_comments(work: GradedWork) -> dict[tuple[str, str], Comment]:
    """Return the latest comment of each cluster on somebody's work, also one taken back."""
    return {(each.task, each.cluster): each for each in work.decisions if isinstance(each, Comment)}
