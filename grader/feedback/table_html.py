"""A result as the HTML that a notebook shows.

The table of tasks, then what each failed check has to say.

What a student's code wrote is escaped; nothing here can run.
"""

from collections.abc import Iterator
from html import escape

from grader.feedback import words
from grader.feedback.causes import causes, others_line
from grader.feedback.figures import figures
from grader.feedback.next_step import next_step
from grader.language import tr
from grader.model import CheckResult, Result, TaskResult, TaskStatus
from grader.points import carried_line, task_view, written

_GOOD, _BAD, _FAINT = "color:#1a7f37", "color:#cf222e", "opacity:.65"
_LEFT, _NARROW = "text-align:left", "max-width:27rem"


def result_html(result: Result, step: str = "") -> str:
    """Return the whole result as one `div`, with what to do next: `step`, or what follows."""
    return f"<div>{''.join(_parts(result, step or next_step(result)))}</div>"


def _parts(result: Result, step: str) -> Iterator[str]:
    yield f"<p><b>{_text(result.assignment)}</b> {_text(words.headline(result))}</p><table>"
    for task in result.tasks:
        yield _row(task)
    yield (
        f'<tr><td style="{_LEFT}"><b>{tr("total")}</b></td><td><b>{words.total(result)}</b></td>'
        f'<td style="{_LEFT}">{_text(tr("next: {step}", step=step))}</td></tr></table>'
    )
    for task in result.tasks:
        told = causes(task)
        if told is not None:
            yield _check(told.first)
            further = (others_line(told, titles=True), words.waiting(task))
            yield from (_soft(each) for each in further if each)
    yield from (_soft(tr("note: {note}", note=note)) for note in words.notes(result))


def _soft(text: str) -> str:
    return f'<p style="{_FAINT}">{_text(text)}</p>'


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
    message = (
        f"<pre>{_text(check.message)}</pre>"
        if check.message
        else f"<p>{words.outcome_words(check.outcome)}</p>"
    )
    trace = f"<pre>{_text(check.traceback)}</pre>" if check.traceback else ""
    about = check.diagnosis
    cause = f"<p><b>{_text(about.title)}</b> {_text(about.explanation)}</p>" if about else ""
    hint = f"<p>{_text(tr('hint: {hint}', hint=check.hint))}</p>" if check.hint else ""
    hint += "".join(_later(stage) for stage in check.hints[1:])
    carried = _soft(carried_line(check)) if check.carried else ""
    blame = _soft(words.blame(check)) if check.blame else ""
    return f"<p>{title}{place}</p>{cause}{message}{trace}{_drawn(check)}{hint}{carried}{blame}"


def _drawn(check: CheckResult) -> str:
    """Return what the check compared as drawings."""
    return "".join(
        f'<p>{_text(figure.caption)}</p><div style="{_NARROW}">{"".join(figure.drawings)}</div>'
        for figure in figures(check)
    )


def _later(stage: str) -> str:
    """Return a later stage of a hint, shown when it is asked for."""
    return f"<details><summary>{tr('the next hint')}</summary><p>{_text(stage)}</p></details>"


def _text(text: str) -> str:
    return escape(words.clean(text))
