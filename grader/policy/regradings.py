"""Requests for a second look with what was answered, out of the decisions on a student."""

from collections.abc import Iterable

from grader.model import Decision, RegradeAnswer, RegradeRequest, Regrading
from grader.nouns import replace


def list_regradings(decisions: Iterable[Decision]) -> tuple[Regrading, ...]:
    """Return the requests of one student, the oldest first.

    `decisions` are in the order they were added.  An answer is to all requests about its task that
    are open.
    """
    regradings: list[Regrading] = []
    for each in decisions:
        if isinstance(each, RegradeRequest):
            regradings.append(Regrading(request=each))
        elif isinstance(each, RegradeAnswer):
            regradings = [_with_answer(regrading, each) for regrading in regradings]
    return tuple(regradings)


def _with_answer(regrading: Regrading, answer: RegradeAnswer) -> Regrading:
    is_meant = regrading.answer is None and regrading.request.task == answer.task
    return replace(regrading, answer=answer) if is_meant else regrading
