"""Clusters as text for a terminal of 80 columns."""

from collections.abc import Iterable, Iterator, Sequence

from grader.feedback import columns
from grader.feedback.styles import apply_style
from grader.feedback.words import count
from grader.files.plain_text import line

from .class_report import Cluster, ClusterComment, Person
from .commenting import empty_clusters

WIDTH = 80
INDENT = 18
MOST_NAMES = 6


def clusters_text(clusters: Sequence[Cluster], comments: Iterable[ClusterComment]) -> list[str]:
    """Return all clusters with their comments, and how to say something to one."""
    by_cluster = {each.cluster: each for each in comments}
    lines: list[str] = []
    for cluster in (*clusters, *empty_clusters(clusters, by_cluster.values())):
        lines += cluster_lines(cluster, by_cluster.get(cluster.key))
    if not clusters:
        return [*lines, "nobody fails a check in this class"]
    return [*lines, "", f'say it to all of one: grade comment {clusters[0].key} "…"']


def cluster_lines(cluster: Cluster, comment: ClusterComment | None) -> Iterator[str]:
    """Yield how many fail alike, the cluster's key and title, who they are, what was said."""
    head = f"  {len(cluster.people):>4}  {cluster.key}  "
    first, *more = columns.wrap(f"{cluster.task}: {cluster.title}", WIDTH - INDENT)[:3]
    yield head + apply_style(first, "strong")
    yield from (" " * INDENT + text for text in more)
    if cluster.people:
        yield columns.cut(" " * INDENT + people_names(cluster.people), WIDTH)
    if comment is not None:
        yield from comment_lines(comment)


def comment_lines(comment: ClusterComment) -> Iterator[str]:
    """Yield what was said, by whom and to how many, and who joined or left since."""
    to = count(len(comment.reached), "student")
    sentences = [f"“{line(comment.text)}”, by {line(comment.by)}, reaches {to}"]
    if comment.joined:
        sentences.append(f"joined since, without it: {people_names(comment.joined)}")
    if comment.left:
        sentences.append(f"left since, not shown to: {people_names(comment.left)}")
    for text in sentences:
        for part in columns.hang(" " * INDENT, text, WIDTH):
            yield apply_style(part, "faint")


def people_names(people: Sequence[Person]) -> str:
    """Return names, at most MOST_NAMES of them, and how many more there are."""
    text = ", ".join(person.name for person in people[:MOST_NAMES])
    more = len(people) - MOST_NAMES
    return f"{text} and {more} more" if more > 0 else text
