"""Grades and their history as text for staff, 80 columns where names allow it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from grader.model import (
    Comment,
    Decision,
    Entry,
    Extension,
    Grade,
    Hold,
    Override,
    Policy,
    Receipt,
    RegradeAnswer,
    RegradeRequest,
    RubricEntry,
    TaskStatus,
)
from grader.points import points_text, status_words
from grader.policy import moment_words

from . import columns
from .styles import apply_style
from .words import count, line

_STYLES = {TaskStatus.HELD: "held", TaskStatus.GRADED: "strong"}


def policy_line(policy: Policy) -> str:
    """Return the policy in one line."""
    if policy.due is None:
        parts = ["no deadline"]
    else:
        parts = [f"due {moment_words(policy.due)}"]
        if policy.grace_minutes:
            parts.append(f"{count(policy.grace_minutes, 'minute')} of grace")
        if policy.penalty_percent_a_day:
            parts.append(
                f"{points_text(policy.penalty_percent_a_day)} % of what was"
                f" {_penalty_base(policy)} off a day"
            )
        if policy.late_days:
            parts.append(f"{count(policy.late_days, 'day')} free")
        if policy.cutoff_days is not None:
            parts.append(f"nothing after {count(policy.cutoff_days, 'day')}")
    for word, ids in (("extra credit", policy.extra_credit), ("dropped", policy.drop)):
        if ids:
            parts.append(f"{word}: {', '.join(ids)}")
    return ", ".join(parts)


def grades_text(grades: list[Grade]) -> list[str]:
    """Return a row per student with the sentences below it, and how many are in which state."""
    width = max((columns.width(line(grade.student.name)) for grade in grades), default=0)
    lines = [each for grade in grades for each in (_row(grade, width), *_reason_lines(grade))]
    states = Counter(grade.status for grade in grades)
    counts = [f"{states[status]} {status_words(status)}" for status in TaskStatus if states[status]]
    return [
        *lines,
        "",
        f"{count(len(grades), 'student')}: {', '.join(counts) or 'nobody was graded yet'}",
    ]


def tasks_text(grade: Grade) -> list[str]:
    """Return a grade's tasks, below its row."""
    width = max((columns.width(task.id) for task in grade.tasks), default=0)
    lines = []
    for task in grade.tasks:
        kind = "held" if task.status is TaskStatus.HELD else "faint"
        points = apply_style(status_words(task.status), kind)
        if task.status is TaskStatus.GRADED:
            points = points_text(task.earned)
        name = columns.pad(task.id, width)
        lines.append(f"    {name}  {points} / {points_text(task.possible)}")
    return lines


def history_items(
    entries: Iterable[Entry], decisions: Iterable[Decision]
) -> list[tuple[datetime, str]]:
    """Return all that the gradebook has on a student, with its time, the oldest first."""
    items = [(entry.recorded, _describe_entry(entry)) for entry in entries]
    for (_, recorded), group in groupby(
        decisions, key=lambda each: (_group_key(each), each.recorded)
    ):
        items.append((recorded, _describe_decisions(list(group))))
    return sorted(items, key=lambda item: item[0])


def _row(grade: Grade, width: int) -> str:
    name = columns.pad(line(grade.student.name), width)
    if grade.student.id != grade.student.name:
        name += f"  {line(grade.student.id)}"
    state = status_words(grade.status)
    points = apply_style(f"{_points_words(grade):>7}", _STYLES.get(grade.status, "faint"))
    was = (
        f", {points_text(grade.raw)} before"
        if grade.adjusted is not None and grade.adjusted != grade.raw
        else ""
    )
    return f"  {name}  {points} / {points_text(grade.possible)}   {state}{was}"


def _points_words(grade: Grade) -> str:
    """Return the points of a grade, in brackets while they are not final; or why there are none."""
    if grade.adjusted is not None:
        return points_text(grade.adjusted)
    if grade.status is TaskStatus.HELD:
        return "held"
    return "-" if grade.raw is None else f"({points_text(grade.raw)})"


def _reason_lines(grade: Grade) -> Iterator[str]:
    for sentence in grade.why:
        for part in columns.hang("      ", line(sentence), 80):
            yield apply_style(part, "faint")


def _penalty_base(policy: Policy) -> str:
    return "possible" if policy.penalty_of == "possible" else "earned"


def _describe_entry(entry: Entry) -> str:
    result = entry.result
    earned = (
        "held" if result.held else f"{points_text(result.earned)} / {points_text(result.possible)}"
    )
    awaiting = f", {points_text(result.awaiting)} awaiting" if result.awaiting else ""
    judged = f"rejudged ({line(result.from_evidence)})" if result.from_evidence else "judged"
    return f"{judged}: {earned}{awaiting}{f', by {line(entry.by)}' if entry.by else ''}"


def _group_key(decision: Decision) -> object:
    """Return what is told in one line.

    A person's marks of one task at one time, every other decision by itself.
    """
    return (decision.task, decision.by) if isinstance(decision, RubricEntry) else id(decision)


def _describe_decisions(group: list[Decision]) -> str:
    first = group[0]
    return line(f"{_decision_words(group, first)}, by {first.by}")


def _decision_words(group: list[Decision], first: Decision) -> str:
    """Return what was decided, without who did."""
    if isinstance(first, RubricEntry):
        marks = [each for each in group if isinstance(each, RubricEntry)]
        marks.sort(key=lambda each: each.criterion is None)  # the comment comes last
        return f"marked {first.task}: {', '.join(_mark_words(each) for each in marks)}"
    return _WORDS[type(first)](first)


def _mark_words(mark: RubricEntry) -> str:
    if mark.criterion is not None:
        return f"{mark.criterion} {points_text(mark.points)}"
    return f"“{mark.comment}”" if mark.comment else "no comment"


def _override_words(override: Override) -> str:
    taken_back = override.points is None
    points = (
        "override taken back" if taken_back else f"override, {points_text(override.points)} points"
    )
    return f"{override.task}: {points}: {override.reason}"


def _comment_words(comment: Comment) -> str:
    text = f"“{comment.text}”" if comment.text else "taken back"
    return f"comment on {comment.task}, cluster {comment.cluster}: {text}"


def _extension_sentence(extension: Extension) -> str:
    reason = f": {extension.reason}" if extension.reason else ""
    return f"extension {_extension_words(extension)}{reason}"


def _hold_words(hold: Hold) -> str:
    return f"{'held' if hold.held else 'released'}: {hold.reason}"


def _request_words(request: RegradeRequest) -> str:
    return f"asked for a second look at {request.task or 'all of it'}: “{request.reason}”"


def _answer_words(answer: RegradeAnswer) -> str:
    points = "points changed" if answer.changed else "points kept"
    return f"answered on {answer.task or 'all of it'}, {points}: “{answer.answer}”"


def _receipt_words(receipt: Receipt) -> str:
    return f"received {moment_words(receipt.received)}"


def _extension_words(extension: Extension) -> str:
    if extension.until:
        return f"until {moment_words(extension.until)}"
    return f"of {count(extension.days, 'day')}" if extension.days is not None else "taken back"


_WORDS: Mapping[type[Decision], Callable[[Any], str]] = {
    Override: _override_words,
    Comment: _comment_words,
    Extension: _extension_sentence,
    Hold: _hold_words,
    RegradeRequest: _request_words,
    RegradeAnswer: _answer_words,
    Receipt: _receipt_words,
}
