"""Answers to a check's questions from a script, in place of a student process."""

from __future__ import annotations

from grader.checking.answerers.answers import Given, Question
from grader.model.values import CallBack
from grader.sandbox.failures import StudentRaised
from grader.wire.messages import Cause, Raised


class Script:
    """Answers each question with the next of the answers, and keeps what it was asked.

    An exception among them is raised, and a function is called with the check's own functions.
    """

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    def ask(self, question: Question, call_back: CallBack | None = None) -> Given:
        self.asked.append(question)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(call_back)
        return answer if isinstance(answer, Given) else Given(answer, {})


def raised(
    kind: str = "ValueError", text: str = "", *bases: str, cause: Cause = Cause.CALL
) -> StudentRaised:
    """What student code raised, as a check gets it."""
    return StudentRaised(Raised(1, kind, text, "a.py", 3, "", False, cause, bases))
