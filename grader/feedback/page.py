"""A submission's page: self-contained, autoescaped, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from grader.feedback import words
from grader.feedback.redacting import for_students
from grader.model import Outcome, Result
from grader.points import task_view, written

TEMPLATE = "feedback.html"


class Pages:
    """Renders pages with the course's own template where it has one, else with ours."""

    def __init__(self, folders: list[Path]) -> None:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(points=written, clean=words.clean)
        self._template = environment.get_template(TEMPLATE)

    def page(self, result: Result, title: str) -> str:
        """The page of a result, with nothing in it that a hidden check knows."""
        shown = for_students(result)
        return self._template.render(
            result=shown,
            title=title,
            headline=words.headline(result),
            rows=[self._row(task) for task in shown.tasks],
            notes=words.notes(shown),
            outcome_words=words.OUTCOME_WORDS,
            passed=Outcome.PASSED,
        )

    def _row(self, task: Any) -> dict[str, Any]:
        earned, possible = task_view(task)
        return {"task": task, "earned": earned, "possible": possible, "line": words.task_line(task)}
