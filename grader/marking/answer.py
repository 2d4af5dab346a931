"""Marks on one answer, by several people at once: nobody overwrites what they have not seen."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

from grader.errors import CalledWrongly, GradebookChanged, GraderError
from grader.gradebook import Gradebook
from grader.gradebook.contract import MEANWHILE
from grader.gradebook.grades import last_number
from grader.model import Assignment, Decision, Kept, Override, Result, Rubric, RubricEntry
from grader.nouns import noun, replace
from grader.policy import concerns, marked_digest, marks_on, student_key

# Whether a decision is on some work; and what makes new decisions from those that are on it.
Concerns = Callable[[Decision], bool]
MakeDecisions = Callable[[Sequence[Kept]], Sequence[Decision]]

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

    def __init__(self, kept_decision: Kept) -> None:
        self.decision = kept_decision.decision
        super().__init__(
            f"{kept_decision.decision.by} decided on this meanwhile, so yours was not written;"
            " read it, and decide again"
        )


def decide_on(
    gradebook: Gradebook,
    assignment: Assignment,
    concerns_work: Concerns,
    make_decisions: MakeDecisions,
    *,
    seen_number: int,
    known_decisions: Known = NOTHING_KNOWN,
) -> int:
    """Write decisions on some work; return how many that were.

    `concerns_work` says whether a decision is on that work, `make_decisions` makes the new ones
    from those that are kept, and `seen_number` is the highest number of one when the work was
    shown.  Of the gradebook only what is later than `known_decisions` is read.  Raises
    DecidedMeanwhile when somebody decided on it since, GradebookError when nothing can be written.
    """
    kept_decisions, until = list(known_decisions.kept), known_decisions.until
    for _ in range(_TURNS):
        kept_decisions += gradebook.decisions(assignment.id, after=until)
        until = max(until, last_number(kept_decisions))
        new_decisions = _find_new(kept_decisions, concerns_work, make_decisions, seen_number)
        with suppress(GradebookChanged):  # somebody was quicker, on whatever work
            gradebook.decide(new_decisions, after=until)
            return len(new_decisions)
    raise GradebookChanged(MEANWHILE)


def _find_new(
    kept_decisions: Sequence[Kept],
    concerns_work: Concerns,
    make_decisions: MakeDecisions,
    seen_number: int,
) -> list[Decision]:
    """Return the decisions to write.

    Not those that came after `seen_number` already: whoever heard no answer sends the same again.
    Raises DecidedMeanwhile when another decision came after `seen_number`.
    """
    on_this = [each for each in kept_decisions if concerns_work(each.decision)]
    later = [each for each in on_this if each.number > seen_number]
    try:
        new_decisions = _without_known(later, make_decisions(on_this))
    except CalledWrongly:
        if not later:  # else that is why it makes no sense any more
            raise
        raise DecidedMeanwhile(later[-1]) from None
    if new_decisions and later:
        raise DecidedMeanwhile(later[-1])
    return new_decisions


def _without_known(kept_decisions: Sequence[Kept], decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that are not kept already, whenever that was."""
    contents = [replace(each.decision, recorded=NEVER) for each in kept_decisions]
    return [each for each in decisions if replace(each, recorded=NEVER) not in contents]


def mark_answer(
    gradebook: Gradebook,
    assignment: Assignment,
    result: Result,
    rubric: Rubric,
    given_marks: GivenMarks,
    *,
    seen_number: int,
    known_decisions: Known = NOTHING_KNOWN,
) -> int:
    """Write what is new in marks on an answer; return how many entries that were.

    Raises as `decide_on`.
    """

    def concerns_answer(decision: Decision) -> bool:
        return (
            isinstance(decision, RubricEntry | Override)
            and decision.task == given_marks.task
            and concerns(decision, result)
        )

    def new_entries(kept_decisions: Sequence[Kept]) -> list[RubricEntry]:
        return _new_entries(result, rubric, given_marks, kept_decisions)

    return decide_on(
        gradebook,
        assignment,
        concerns_answer,
        new_entries,
        seen_number=seen_number,
        known_decisions=known_decisions,
    )


def _new_entries(
    result: Result, rubric: Rubric, given_marks: GivenMarks, kept_decisions: Sequence[Kept]
) -> list[RubricEntry]:
    """Return entries for what differs from the marks that count now."""
    marks = marks_on(result, given_marks.task, [each.decision for each in kept_decisions])
    current = {criterion: (mark.points, mark.comment) for criterion, mark in marks.items()}
    wanted: dict[str | None, tuple[Decimal | None, str]] = {
        criterion.id: (given_marks.points[criterion.id], "")
        for criterion in rubric.criteria
        if criterion.id in given_marks.points
    }
    wanted[None] = (None, given_marks.comment)
    return [
        RubricEntry(
            assignment=result.assignment,
            student=student_key(result),
            task=given_marks.task,
            criterion=criterion,
            points=points,
            comment=comment,
            marked=marked_digest(result, given_marks.task),
            by=given_marks.by,
            recorded=given_marks.now,
        )
        for criterion, (points, comment) in wanted.items()
        if current.get(criterion, (None, "")) != (points, comment)
    ]
