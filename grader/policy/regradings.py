"""Requests for a second look with what was answered, out of the decisions on a student."""

from collections.abc import Iterable

from grader.model import Decision, RegradeAnswer, RegradeRequest, Regrading
from grader.nouns import replace


def regradings(decisions: Iterable[Decision]) -> tuple[Regrading, ...]:
    """Return the requests of one student, the oldest first.

    `decisions` are in the order they were added.  An answer is to all requests about its task that
    are open.
    """
    asked: list[Regrading] = []
    for each in decisions:
        if isinstance(each, RegradeRequest):
            asked.append(Regrading(request=each))
        elif isinstance(each, RegradeAnswer):
            asked = [_answered(one, each) for one in asked]
    return tuple(asked)


def _answered(regrading: Regrading, answer: RegradeAnswer) -> Regrading:
    is_meant = regrading.answer is None and regrading.request.task == answer.task
    return replace(regrading, answer=answer) if is_meant else regrading
