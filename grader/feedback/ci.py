"""A result for a CI job: a summary in Markdown, and annotations on the student's lines.

Annotations are GitHub's workflow commands:
https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from grader.files.templates import shipped_templates_folder
from grader.language import tr
from grader.model import CheckResult, Outcome, Result
from grader.points import task_view

from . import words
from .causes import all_causes, others_line
from .page import student_environment

TEMPLATE = "ci_summary.md"
MAX_ANNOTATIONS = 10
MAX_UNFOLDED = 3
MAX_SUMMARY = 1 << 20


def summary(result: Result, *, advisory: bool) -> str:
    """Return the job summary.  `advisory` says that these points are not the grade."""
    environment = student_environment([shipped_templates_folder()]).overlay(autoescape=False)
    environment.filters["markdown"] = _escape_markdown
    text = environment.get_template(TEMPLATE).render(
        result=result,
        advisory=advisory,
        failed=all_causes(result),
        notes=words.notes(result),
        unfolded=MAX_UNFOLDED,
        words=words,
        others_line=others_line,
        task_view=task_view,
    )
    cut = text.rstrip("\n").encode("utf-8", "replace")[: MAX_SUMMARY - 1]
    return cut.decode("utf-8", "ignore") + "\n"


def error_lines(result: Result, folder: str = "") -> Iterator[str]:
    """Yield `::error` commands for failed checks, on the student's lines.

    What explains most of each task comes first.  `folder` leads to the files.  A task that nobody
    has started has no errors.
    """
    failed_tasks = all_causes(result)
    failed = [each.first for each in failed_tasks] + [
        check for each in failed_tasks for check in each.others
    ]
    yield from (_annotation(check, folder) for check in failed[:MAX_ANNOTATIONS])


def _annotation(check: CheckResult, folder: str) -> str:
    level = "warning" if check.outcome is Outcome.GRADER_FAULT else "error"
    properties = f"title={_escape_property(f'{check.task}: {check.title}')}"
    if check.place:
        name = words.line(check.place.file)
        file = f"{folder}/{name}" if folder else name
        properties = f"file={_escape_property(file)},line={check.place.line},{properties}"
    message = words.clean(check.message) or words.outcome_words(check.outcome)
    if check.hint:
        message += "\n" + tr("hint: {hint}", hint=check.hint)
    return f"::{level} {properties}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _escape_markdown(text: str) -> str:
    """Return text that Markdown and HTML take literally."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character in "\\`*_[]|#":
        escaped = escaped.replace(character, f"\\{character}")
    return escaped
