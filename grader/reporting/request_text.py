"""Requests for a second look as text for a terminal of 80 columns."""

from collections.abc import Iterable, Iterator

from grader.feedback import columns
from grader.feedback.styles import styled
from grader.feedback.words import count
from grader.files.plain_text import line
from grader.model import Grade, Regrading, Student

WIDTH = 80
INDENT = 6


def requests_text(grades: Iterable[Grade], *, also_answered: bool = False) -> list[str]:
    """Return what students ask, the oldest first, and how many wait for an answer."""
    asked = [(grade.student, each) for grade in grades for each in grade.requests]
    if not asked:
        return ["nobody asks for a second look"]
    asked.sort(key=lambda pair: pair[1].request.recorded)
    waiting = [pair for pair in asked if pair[1].answer is None]
    shown = asked if also_answered else waiting
    lines = [text for student, each in shown for text in _request(student, each)]
    told = f"{count(len(waiting), 'request')} open, {len(asked) - len(waiting)} answered"
    return [*lines, "", told] if lines else [told]


def _request(student: Student, asked: Regrading) -> Iterator[str]:
    """Yield who asks for what and why, and what was answered."""
    request, answer = asked.request, asked.answer
    what = request.task or "all of the work"
    name = styled(line(student.name or student.id), "strong")
    yield f"  {name}  {what}  {request.recorded.date()}  {asked.state}"
    yield from _wrapped(f"“{request.reason}”")
    if answer is not None:
        yield from _wrapped(f"{answer.by}: “{answer.answer}”")


def _wrapped(text: str) -> Iterator[str]:
    return (" " * INDENT + part for part in columns.wrap(line(text), WIDTH - INDENT))
