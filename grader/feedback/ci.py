"""A result for a CI job: a summary in Markdown, and annotations on the student's lines.

Annotations are GitHub's workflow commands:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback import words
from grader.model import Outcome, Result
from grader.points import task_view, written

MAX_ANNOTATIONS = 10
MAX_SUMMARY = 1 << 20


def summary(result: Result, *, advisory: bool) -> str:
    """The job summary.  `advisory` says that these points are not the grade."""
    lines = [f"## {_markdown(result.assignment)}: {words.headline(result)}", ""]
    lines += ["| task | points | |", "|---|---|---|"]
    for task in result.tasks:
        earned, possible = task_view(task)
        score = f"{written(earned)} / {written(possible)}" if task.checks else ""
        lines.append(f"| `{task.id}` | {score} | {_markdown(words.task_line(task))} |")
    lines.append(f"| **total** | **{'held' if result.held else written(result.earned)}** | |")
    if advisory:
        lines += [
            "",
            "These points are advisory: the grade is made by the course, with hidden checks.",
        ]
    for task in result.tasks:
        for check in words.failed_checks(task):
            where = f" ({words.place(check)})" if check.place else ""
            lines += [
                "",
                f"**{_markdown(check.task)}: {_markdown(check.title)}**{_markdown(where)}  ",
            ]
            lines += [
                f"{_markdown(line)}  " for line in words.clean(check.message).split("\n") if line
            ]
            if check.hint:
                lines.append(f"*Hint: {_markdown(check.hint)}*")
    for note in words.notes(result):
        lines += ["", f"Note: {_markdown(note)}"]
    whole = "\n".join(lines).encode("utf-8", "replace")[: MAX_SUMMARY - 1]
    return whole.decode("utf-8", "ignore") + "\n"


def error_lines(result: Result, folder: str = "") -> Iterator[str]:
    """`::error` commands for the first failed checks, on the student's lines.

    `folder` leads to the files.
    """
    failed = [check for task in result.tasks for check in words.failed_checks(task)]
    for check in failed[:MAX_ANNOTATIONS]:
        level = "warning" if check.outcome is Outcome.GRADER_FAULT else "error"
        properties = f"title={_property(f'{check.task}: {check.title}')}"
        if check.place:
            name = words.line(check.place.file)
            file = f"{folder}/{name}" if folder else name
            properties = f"file={_property(file)},line={check.place.line},{properties}"
        message = words.clean(check.message) or words.OUTCOME_WORDS[check.outcome]
        if check.hint:
            message += f"\nhint: {check.hint}"
        yield f"::{level} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _markdown(text: str) -> str:
    """Text that Markdown and HTML take literally."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\`*_[]|#":
        escaped = escaped.replace(character, f"\\{character}")
    return escaped
