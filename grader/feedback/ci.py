"""A result for a CI job: a summary in Markdown, and annotations on the student's lines.

Annotations are GitHub's workflow commands:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from grader.feedback import words
from grader.feedback.causes import Causes, causes, others_line
from grader.language import tr
from grader.model import CheckResult, Outcome, Result, TaskResult
from grader.points import carried_line, task_view, written

MAX_ANNOTATIONS = 10
MAX_UNFOLDED = 3
MAX_SUMMARY = 1 << 20


def summary(result: Result, *, advisory: bool) -> str:
    """Return the job summary.  `advisory` says that these points are not the grade."""
    lines = [f"## {_markdown(result.assignment)}: {words.headline(result)}", ""]
    lines += [f"| {tr('task')} | {tr('points')} | |", "|---|---|---|"]
    lines += [_row(task) for task in result.tasks]
    lines.append(f"| **{tr('total')}** | **{words.total(result)}** | |")
    if advisory:
        lines += [
            "",
            tr("These points are advisory: the grade is made by the course, with hidden checks."),
        ]
    blocks = [_task_block(each) for task in result.tasks if (each := causes(task)) is not None]
    more = len(blocks) - MAX_UNFOLDED
    lines += _folded(blocks, tr("{number} more tasks with failed checks", number=more))
    notes = [["", _markdown(tr("Note: {note}", note=each))] for each in words.notes(result)]
    lines += _folded(notes, tr("{number} notes", number=len(notes) - MAX_UNFOLDED))
    cut = "\n".join(lines).encode("utf-8", "replace")[: MAX_SUMMARY - 1]
    return cut.decode("utf-8", "ignore") + "\n"


def _task_block(told: Causes) -> list[str]:
    """Return what explains most of a task's failures, and one line on the others."""
    lines = ["", *_block(told.first)]
    return [*lines, "", _markdown(others_line(told, titles=True))] if told.others else lines


def _folded(blocks: list[list[str]], more_words: str) -> Iterator[str]:
    """Yield the first blocks, and the others behind a line that opens them."""
    for block in blocks[:MAX_UNFOLDED]:
        yield from block
    more = blocks[MAX_UNFOLDED:]
    if more:
        yield from ("", f"<details><summary>{more_words}</summary>")
        for block in more:
            yield from block
        yield from ("", "</details>")


def _row(task: TaskResult) -> str:
    earned, possible = task_view(task)
    score = f"{written(earned)} / {written(possible)}" if task.checks else ""
    return f"| `{task.id}` | {score} | {_markdown(words.task_line(task))} |"


def _block(check: CheckResult) -> Iterator[str]:
    """Yield what a failed check has to say, as lines of Markdown."""
    where = f" ({words.place(check)})" if check.place else ""
    yield f"**{_markdown(check.task)}: {_markdown(check.title)}**{_markdown(where)}  "
    if check.diagnosis:
        yield f"*{_markdown(words.cause(check.diagnosis))}*  "
    yield from (f"{_markdown(each)}  " for each in words.clean(check.message).split("\n") if each)
    if check.hint:
        yield f"*{_markdown(tr('Hint: {hint}', hint=check.hint))}*  "
        if more := words.more_hints(check):
            yield f"({_markdown(more)})  "
    if check.carried:
        yield f"{_markdown(carried_line(check))}  "
    if check.blame is not None:
        yield f"({words.blame(check)})"


def error_lines(result: Result, folder: str = "") -> Iterator[str]:
    """Yield `::error` commands for failed checks, on the student's lines.

    What explains most of each task comes first.  `folder` leads to the files.  A task that nobody
    has started has no errors.
    """
    told = [each for task in result.tasks if (each := causes(task)) is not None]
    failed = [each.first for each in told] + [check for each in told for check in each.others]
    yield from (_annotation(check, folder) for check in failed[:MAX_ANNOTATIONS])


def _annotation(check: CheckResult, folder: str) -> str:
    level = "warning" if check.outcome is Outcome.GRADER_FAULT else "error"
    properties = f"title={_property(f'{check.task}: {check.title}')}"
    if check.place:
        name = words.line(check.place.file)
        file = f"{folder}/{name}" if folder else name
        properties = f"file={_property(file)},line={check.place.line},{properties}"
    message = words.clean(check.message) or words.outcome_words(check.outcome)
    if check.hint:
        message += "\n" + tr("hint: {hint}", hint=check.hint)
    return f"::{level} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _markdown(text: str) -> str:
    """Return text that Markdown and HTML take literally."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\`*_[]|#":
        escaped = escaped.replace(character, f"\\{character}")
    return escaped
