"""Who is alike, as text for a terminal of 80 columns."""

from collections.abc import Iterator

from grader.feedback import columns
from grader.feedback.styles import apply_style
from grader.feedback.words import count
from grader.files.plain_text import line

from .documents import Author
from .similarity_report import SimilarityReport, TaskSimilarity

WIDTH = 80
MOST = 12  # pairs of a task; the page and the JSON have all


def similarity_lines(report: SimilarityReport) -> list[str]:
    """Return the most alike of each task, and what the numbers do not say."""
    lines = [text for task in report.tasks for text in _task_lines(task)]
    return [
        *lines,
        "This says what is alike, not why: look at both sides before you speak to anybody.",
    ]


def author_words(author: Author) -> str:
    """Return an author's name, with the year or the place where it is not this class."""
    name = line(author.name)
    return f"{name} ({line(author.source)})" if author.source else name


def _task_lines(task: TaskSimilarity) -> Iterator[str]:
    earlier = f" and {task.earlier} of earlier years" if task.earlier else ""
    number = count(len(task.pairs), "pair")
    yield f"{apply_style(task.task, 'strong')}   {task.compared} compared{earlier}: {number} alike"
    for pair in task.pairs[:MOST]:
        names = f"{author_words(pair.left)} and {author_words(pair.right)}"
        yield columns.cut(f"  {100 * pair.share:>4.0f} %  {names}", WIDTH)
    if len(task.pairs) > MOST:
        yield f"          and {len(task.pairs) - MOST} more in the page"
    for group in task.groups:
        names = ", ".join(map(author_words, group))
        yield columns.cut(f"  linked  {len(group)}: {names}", WIDTH)
