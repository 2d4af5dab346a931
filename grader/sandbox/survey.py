"""Reading what a student process says of a submission's sources before any of them ran."""

from typing import Any

import msgspec
from msgspec import field

from grader.errors import WireError
from grader.language import tr
from grader.model import Form, Place
from grader.nouns import noun


@noun
class RuleUse:
    """A use of something that the task forbids: the rule's sentence, what is used, where."""

    say: str
    used: str
    place: Place


@noun
class TaskSurvey:
    """One task as it was handed in.

    `places` says where the names that the task defines stand, `missing` why one is not there.
    `unwritten` says that it is still as it was handed out.  `not_run` are the lines of names that
    only a script defines.  `parameters` are those of the task's functions, by position.  `lost`
    says of a task that was not found which broken notebook it may be in.
    """

    task: str
    form: Form
    name: str
    places: dict[str, Place]
    uses: tuple[RuleUse, ...]
    notes: tuple[str, ...]
    text: str
    unwritten: bool = False
    missing: dict[str, str] = field(default_factory=dict)
    not_run: dict[str, int] = field(default_factory=dict)
    parameters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lost: str = ""

    @property
    def submitted(self) -> bool:
        return self.form is not Form.NONE


def read_survey(tasks: tuple[Any, ...]) -> dict[str, TaskSurvey]:
    """Return the surveys by task id.

    Raises WireError when the tuples are not what `student_main` sends.
    """
    try:
        surveys = [_read_task(task) for task in tasks]
    except msgspec.ValidationError as error:
        raise WireError(tr("a survey that cannot be read: {error}", error=error)) from None
    return {survey.task: survey for survey in surveys}


class _Sent(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """A survey as it is sent; a place is a file and a line."""

    task: str
    form: Form
    name: str
    places: dict[str, tuple[str, int]]
    uses: tuple[tuple[str, str, str, int], ...]
    notes: tuple[str, ...]
    text: str
    unwritten: bool
    missing: dict[str, str]
    not_run: dict[str, int]
    parameters: dict[str, tuple[str, ...]]
    lost: str


def _read_task(task: Any) -> TaskSurvey:
    fields = msgspec.structs.asdict(msgspec.convert(task, _Sent))
    fields["places"] = {name: _place(*at) for name, at in fields["places"].items()}
    fields["uses"] = tuple(
        RuleUse(say=say, used=used, place=_place(*at)) for say, used, *at in fields["uses"]
    )
    fields["parameters"] = {
        key: tuple(name[:60] for name in names) for key, names in fields["parameters"].items()
    }
    return TaskSurvey(**fields)


def _place(file: str, line: int) -> Place:
    return Place(file=file, line=line)
