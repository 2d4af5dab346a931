"""Decisions of staff on a result, for the student to see.

The grade with its reasons, marks and comments.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from grader.model import Decision, Grade, Result, Rubric, TaskResult
from grader.nouns import noun, replace
from grader.policy import comment_of_marks, comment_on, marks_on, points_of_marks

from .causes import failure, signature


@noun
class Mark:
    """A person's points for one criterion; `points` is None while it waits."""

    title: str
    points: Decimal | None
    possible: Decimal


@noun
class Marked:
    """Marks on a written answer, and what was said of the whole of it."""

    marks: tuple[Mark, ...]
    comment: str


@noun
class Final:
    """A grade, by task the answers that a person has marked, and what is said to a cluster."""

    grade: Grade
    marked: Mapping[str, Marked]
    comments: Mapping[str, str]

    def task(self, judged: TaskResult) -> TaskResult:
        """Return a judged task with the points that it has in the grade."""
        for task in self.grade.tasks:
            if task.id == judged.id:
                return replace(
                    judged, status=task.status, earned=task.earned, possible=task.possible
                )
        return judged


def build_final(
    grade: Grade, result: Result, rubrics: Mapping[str, Rubric], decisions: Iterable[Decision]
) -> Final:
    """Return the grade with the marks that count in it: those on this very answer."""
    kept_decisions = tuple(decisions)
    marks_by_task = {
        task: _collect_marks(rubric, result, kept_decisions) for task, rubric in rubrics.items()
    }
    return Final(
        grade=grade,
        marked={task: each for task, each in marks_by_task.items() if each is not None},
        comments=dict(_comments(result, kept_decisions)),
    )


def _comments(result: Result, decisions: tuple[Decision, ...]) -> Iterator[tuple[str, str]]:
    """Yield tasks with the comment on what their work fails by."""
    for task in result.tasks:
        check = failure(task)
        comment = check and comment_on(result, task.id, signature(check), decisions)
        if comment:
            yield task.id, comment.text


def _collect_marks(
    rubric: Rubric, result: Result, decisions: tuple[Decision, ...]
) -> Marked | None:
    marks = marks_on(result, rubric.task, decisions)
    points, comment = points_of_marks(marks, rubric), comment_of_marks(marks)
    if not comment and all(each is None for each in points.values()):
        return None
    return Marked(
        marks=tuple(
            Mark(title=criterion.title, points=points[criterion.id], possible=criterion.points)
            for criterion in rubric.criteria
        ),
        comment=comment,
    )
