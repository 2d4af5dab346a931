"""A result as the HTML that a notebook shows.

The table of tasks, then what each failed check has to say.

What a student's code wrote is escaped; nothing here can run.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from grader.feedback import words
from grader.model import CheckResult, Result, TaskResult, TaskStatus
from grader.points import task_view, written

_GOOD, _BAD, _FAINT = "color:#1a7f37", "color:#cf222e", "opacity:.65"
_LEFT = "text-align:left"


def result_html(result: Result) -> str:
    """The whole, as one `div`."""
    return f"<div>{''.join(_parts(result))}</div>"


def _parts(result: Result) -> Iterator[str]:
    yield f"<p><b>{_text(result.assignment)}</b> {_text(words.headline(result))}</p><table>"
    for task in result.tasks:
        yield _row(task)
    shown = "held" if result.held else written(result.earned)
    yield f'<tr><td style="{_LEFT}"><b>total</b></td><td><b>{shown}</b></td><td></td></tr></table>'
    for task in result.tasks:
        yield from (_check(check) for check in words.failed_checks(task))
        if words.blocked(task):
            blocked = (
                f"{words.count(words.blocked(task), 'check')} of {task.id} not run: they need what"
                " failed"
            )
            yield f'<p style="{_FAINT}">{_text(blocked)}</p>'
    yield from (f'<p style="{_FAINT}">note: {_text(note)}</p>' for note in words.notes(result))


def _row(task: TaskResult) -> str:
    earned, possible = task_view(task)
    line = words.task_line(task)
    score, style = "", _FAINT
    if task.status is TaskStatus.GRADED:
        score, style = f"{written(earned)} / {written(possible)}", _BAD if line else _GOOD
    cells = (f'<td style="{_LEFT}">{_text(task.id)}</td>', f'<td style="{style}">{score}</td>')
    return f'<tr>{"".join(cells)}<td style="{_LEFT}">{_text(line)}</td></tr>'


def _check(check: CheckResult) -> str:
    title = (
        f"<b style='{_BAD}'>✗</b> <b>{_text(check.task)}</b> {_text(check.title)}"
        f" {words.mark(check)}"
    )
    place = f' <span style="{_FAINT}">{_text(words.place(check))}</span>' if check.place else ""
    said = (
        f"<pre>{_text(check.message)}</pre>"
        if check.message
        else f"<p>{words.OUTCOME_WORDS[check.outcome]}</p>"
    )
    trace = f"<pre>{_text(check.traceback)}</pre>" if check.traceback else ""
    hint = f"<p>hint: {_text(check.hint)}</p>" if check.hint else ""
    return f"<p>{title}{place}</p>{said}{trace}{hint}"


def _text(text: str) -> str:
    return escape(words.clean(text))
