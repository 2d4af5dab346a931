"""A submission's page: self-contained, autoescaped, without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.files.templates import page_environment
from grader.language import spoken_language, tr, tr_n
from grader.language.speaking import LOCALES
from grader.model import Outcome, Result, TaskResult, Versions
from grader.nouns import replace
from grader.points import carried_line, points_text, task_view

from . import words
from .causes import causes
from .figures import figures
from .final import Final
from .redacting import redact_for_students

if TYPE_CHECKING:
    import jinja2

TEMPLATE = "feedback.html"
# Ends that the table says already, or one line for all.
_SAID_ONCE = frozenset((Outcome.PASSED, Outcome.NOT_SUBMITTED))


class Pages:
    """Renders pages with the course's own template where it has one, else with ours."""

    def __init__(self, folders: list[Path]) -> None:
        self._template = student_environment(folders).get_template(TEMPLATE)

    def page(
        self,
        result: Result,
        title: str,
        final: Final | None = None,
        *,
        name: str = "",
        next_step: str = "",
    ) -> str:
        """Return the page of a result, with nothing in it that a hidden check knows.

        With `final` its points are those of the grade, and marks, comments and the grade's reasons
        stand in it.  `next_step` says what to do first, where the page is of one's own work.
        """
        student_result = redact_for_students(result)
        if final is not None:
            student_result = replace(
                student_result, tasks=tuple(final.task(task) for task in student_result.tasks)
            )
        return self._template.render(
            result=student_result,
            title=title,
            who=_owner_words(student_result, name),
            headline=words.headline(result),
            next_step=next_step,
            possible=words.decided_points(result) if next_step else result.possible,
            rows=[self._row(task, final) for task in student_result.tasks],
            grade=final.grade if final else None,
            answered=[each for each in final.grade.requests if each.answer] if final else [],
            notes=words.notes(student_result),
            outcome_words={each: words.outcome_words(each) for each in Outcome},
            passed=Outcome.PASSED,
            language=LOCALES.get(spoken_language(), spoken_language().value).replace("_", "-"),
            libraries=_libraries(result.versions),
        )

    def _row(self, task: TaskResult, final: Final | None) -> dict[str, Any]:
        earned, possible = task_view(task)
        marks = final.marked.get(task.id) if final else None
        task_causes = causes(task)
        failed = [check for check in task.checks if check.outcome not in _SAID_ONCE]
        return {
            "task": task,
            "earned": earned,
            "possible": possible,
            "line": words.task_line(task),
            "marked": marks,
            "comment": final.comments.get(task.id, "") if final else "",
            "folded": {check.id for check in task_causes.others} if task_causes else set(),
            "failed": failed,
            "passed": [check for check in task.checks if check.outcome is Outcome.PASSED],
            "not_started": words.is_not_started(task),
            "figures": {task_causes.first.id: figures(task_causes.first)} if task_causes else {},
        }


def _libraries(versions: Versions) -> str:
    """Return what judged, with versions."""
    torch = [f"PyTorch {versions.torch}"] if versions.torch else []
    return ", ".join([f"Python {versions.python}", f"NumPy {versions.numpy}", *torch])


def student_environment(folders: list[Path]) -> jinja2.Environment:
    """Return what makes a student's pages, with the words that they are spoken to in."""
    environment = page_environment(folders)
    environment.filters.update(points=points_text, blame=words.blame, carried=carried_line)
    environment.globals.update(tr=tr, tr_n=tr_n)
    return environment


def _owner_words(result: Result, name: str) -> str:
    """Return whose page it is: the name in the roster, and the submission's own."""
    own = result.submission.name
    return f"{name} ({own})" if name and name != own else own
