"""Marks on one answer, by several people at once: nobody overwrites what they have not seen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from grader.errors import CalledWrongly, GradebookError, GraderError
from grader.gradebook import Gradebook
from grader.gradebook.contract import MEANWHILE
from grader.model import Assignment, Decision, Kept, Override, Result, Rubric, RubricEntry
from grader.nouns import noun, replace
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
NEVER = datetime.min.replace(tzinfo=UTC)


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
        new = _still_new(kept, concerned, decisions, seen)
        if not new or _decided(gradebook, new, after=until):
            return len(new)
    raise GradebookError(MEANWHILE)


def _still_new(
    kept: Sequence[Kept],
    concerned: Callable[[Decision], bool],
    decisions: Callable[[Sequence[Kept]], Sequence[Decision]],
    seen: int,
) -> list[Decision]:
    """Return the decisions to write.

    Not those that came after `seen` already: whoever heard no answer sends the same again.  Raises
    DecidedMeanwhile when another decision came after `seen`.
    """
    on_this = [each for each in kept if concerned(each.decision)]
    since = [each for each in on_this if each.number > seen]
    try:
        new = _not_among(since, decisions(on_this))
    except CalledWrongly:
        if not since:  # else that is why it makes no sense any more
            raise
        raise DecidedMeanwhile(since[-1]) from None
    if new and since:
        raise DecidedMeanwhile(since[-1])
    return new


def _not_among(kept: Sequence[Kept], decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that are not kept already, whenever that was."""
    written = [replace(each.decision, recorded=NEVER) for each in kept]
    return [each for each in decisions if replace(each, recorded=NEVER) not in written]


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
