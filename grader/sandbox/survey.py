"""What a student process said of a submission's sources before any of them ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.errors import WireError
from grader.model import Form, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A use of something that the task forbids: the rule's sentence, what is used, where."""

    say: str
    used: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSurvey:
    """One task as it was handed in.

    `places` says where the names that the task defines stand.
    """

    task: str
    form: Form
    name: str
    places: dict[str, Place]
    uses: tuple[RuleUse, ...]
    notes: tuple[str, ...]
    text: str

    @property
    def submitted(self) -> bool:
        return self.form is not Form.NONE


def read_survey(tasks: tuple[Any, ...]) -> dict[str, TaskSurvey]:
    """Return the surveys by task id.

    Raises WireError when the tuples are not what `student_main` sends.
    """
    try:
        surveys = [_read_task(*task) for task in tasks]
    except (TypeError, ValueError, AttributeError) as error:
        raise WireError(f"a survey that cannot be read: {error}") from None
    return {survey.task: survey for survey in surveys}


def _read_task(
    task: str, form: str, name: str, places: dict[str, Any], uses: Any, notes: Any, text: str
) -> TaskSurvey:
    return TaskSurvey(
        task=str(task),
        form=Form(form),
        name=str(name),
        places={
            str(key): Place(file=str(file), line=int(line)) for key, (file, line) in places.items()
        },
        uses=tuple(
            RuleUse(say=str(say), used=str(used), place=Place(file=str(file), line=int(line)))
            for say, used, file, line in uses
        ),
        notes=tuple(str(note) for note in notes),
        text=str(text),
    )
