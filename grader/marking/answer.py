"""Marks on one answer, by several people at once: nobody overwrites what they have not seen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from grader.errors import GradebookError, GraderError
from grader.gradebook import Gradebook
from grader.gradebook.contract import MEANWHILE
from grader.model import Assignment, Decision, Kept, Override, Result, Rubric, RubricEntry
from grader.nouns import noun
from grader.policy import concerns, marked_digest, marks_on, student_key

_TURNS = 50  # times that others may be quicker, each with a decision on other work


@noun
class GivenMarks:
    """What a person gives on an answer: points by criterion, None to take back; and a comment."""

    task: str
    points: Mapping[str, Decimal | None]
    comment: str
    by: str
    now: datetime


@noun
class Known:
    """What a caller has read already: decisions on a student, of all up to the number `until`."""

    kept: tuple[Kept, ...] = ()
    until: int = 0


NOTHING_KNOWN = Known()


class DecidedMeanwhile(GraderError):
    """Raised when somebody decided on the same work since it was read; nothing was written."""

    def __init__(self, kept: Kept) -> None:
        self.decision = kept.decision
        super().__init__(
            f"{kept.decision.by} decided on this meanwhile, so yours was not written; read it, and"
            " decide again"
        )


def decide_on(
    gradebook: Gradebook,
    assignment: Assignment,
    concerned: Callable[[Decision], bool],
    decisions: Callable[[Sequence[Kept]], Sequence[Decision]],
    *,
    seen: int,
    known: Known = NOTHING_KNOWN,
) -> int:
    """Write decisions on some work; return how many that were.

    `concerned` says whether a decision is on that work, `decisions` makes the new ones from those
    that are kept, and `seen` is the highest number of one when the work was shown.  Of the
    gradebook only what is later than `known` is read.  Raises DecidedMeanwhile when somebody
    decided on it since, GradebookError when nothing can be written.
    """
    kept, until = list(known.kept), known.until
    for _ in range(_TURNS):
        kept += gradebook.decisions(assignment.id, after=until)
        until = max([until, *(each.number for each in kept)])
        new = decisions(_on_this_work(kept, concerned, seen))
        if _decided(gradebook, new, after=until):
            return len(new)
    raise GradebookError(MEANWHILE)


def _on_this_work(
    kept: Sequence[Kept], concerned: Callable[[Decision], bool], seen: int
) -> list[Kept]:
    """Return the decisions on some work.  Raises DecidedMeanwhile when one came after `seen`."""
    on_this = [each for each in kept if concerned(each.decision)]
    if on_this and on_this[-1].number > seen:
        raise DecidedMeanwhile(on_this[-1])
    return on_this


def _decided(gradebook: Gradebook, new: Sequence[Decision], *, after: int) -> bool:
    """Write decisions; return whether nobody, on whatever work, was quicker."""
    try:
        gradebook.decide(new, after=after)
    except GradebookError as error:
        if MEANWHILE not in str(error):
            raise
        return False
    return True


def mark_answer(
    gradebook: Gradebook,
    assignment: Assignment,
    result: Result,
    rubric: Rubric,
    given: GivenMarks,
    *,
    seen: int,
    known: Known = NOTHING_KNOWN,
) -> int:
    """Write what is new in marks on an answer; return how many entries that were.

    Raises as `decide_on`.
    """

    def concerned(decision: Decision) -> bool:
        return (
            isinstance(decision, RubricEntry | Override)
            and decision.task == given.task
            and concerns(decision, result)
        )

    def entries(kept: Sequence[Kept]) -> list[RubricEntry]:
        return _new_entries(result, rubric, given, kept)

    return decide_on(gradebook, assignment, concerned, entries, seen=seen, known=known)


def _new_entries(
    result: Result, rubric: Rubric, given: GivenMarks, kept: Sequence[Kept]
) -> list[RubricEntry]:
    """Return entries for what differs from the marks that count now."""
    marks = marks_on(result, given.task, [each.decision for each in kept])
    now = {criterion: (mark.points, mark.comment) for criterion, mark in marks.items()}
    wanted: dict[str | None, tuple[Decimal | None, str]] = {
        criterion.id: (given.points[criterion.id], "")
        for criterion in rubric.criteria
        if criterion.id in given.points
    }
    wanted[None] = (None, given.comment)
    return [
        RubricEntry(
            assignment=result.assignment,
            student=student_key(result),
            task=given.task,
            criterion=criterion,
            points=points,
            comment=comment,
            marked=marked_digest(result, given.task),
            by=given.by,
            recorded=given.now,
        )
        for criterion, (points, comment) in wanted.items()
        if now.get(criterion, (None, "")) != (points, comment)
    ]
