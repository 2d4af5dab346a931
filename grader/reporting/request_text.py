"""Requests for a second look as text for a terminal of 80 columns."""

from collections.abc import Iterable, Iterator

from grader.feedback import columns
from grader.feedback.styles import apply_style
from grader.feedback.words import count
from grader.files.plain_text import line
from grader.model import Grade, Regrading, Student

WIDTH = 80
INDENT = 6


def requests_text(grades: Iterable[Grade], *, also_answered: bool = False) -> list[str]:
    """Return what students ask, the oldest first, and how many wait for an answer."""
    requests = [(grade.student, each) for grade in grades for each in grade.requests]
    if not requests:
        return ["nobody asks for a second look"]
    requests.sort(key=lambda pair: pair[1].request.recorded)
    waiting = [pair for pair in requests if pair[1].answer is None]
    shown_requests = requests if also_answered else waiting
    lines = [text for student, each in shown_requests for text in _request(student, each)]
    summary = f"{count(len(waiting), 'request')} open, {len(requests) - len(waiting)} answered"
    return [*lines, "", summary] if lines else [summary]


def _request(student: Student, regrading: Regrading) -> Iterator[str]:
    """Yield who asks for what and why, and what was answered."""
    request, answer = regrading.request, regrading.answer
    what = request.task or "all of the work"
    name = apply_style(line(student.name or student.id), "strong")
    yield f"  {name}  {what}  {request.recorded.date()}  {regrading.state}"
    yield from _wrapped_lines(f"“{request.reason}”")
    if answer is not None:
        yield from _wrapped_lines(f"{answer.by}: “{answer.answer}”")


def _wrapped_lines(text: str) -> Iterator[str]:
    return columns.hang(" " * INDENT, line(text), WIDTH)
