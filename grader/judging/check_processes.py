"""Contract of what answers the checks of one submission: its student processes, or evidence."""

from collections.abc import Iterable
from typing import Protocol

from grader.checking.answerers.answers import Live
from grader.model import Task
from grader.sandbox.failures import StudentStopped
from grader.sandbox.survey import TaskSurvey


class CheckProcesses(Protocol):
    """What judging asks of a submission's student processes, or of what stands in their place."""

    level: str

    def prepare(self, tasks: Iterable[Task]) -> None:
        """Make ready what these tasks will need."""

    def survey(self, task: Task) -> TaskSurvey:
        """Return what the sources say of a task.  Raises StudentStopped."""

    def begin(self, task: Task, seed: int = 0, *, alone: bool = False, run: str = "") -> Live:
        """Return the student's side of a check.  Raises StudentStopped."""

    def finish(self, task: Task, began: float) -> str:
        """End the check; return what was printed."""

    def measure_seconds(self, began: float) -> float:
        """Return the seconds that a check took which began then."""

    def needs_retry(self, stopped: StudentStopped) -> bool:
        """Return whether a check that stopped so is to be run again."""

    def notes(self, task: Task) -> tuple[str, ...]:
        """Return what loading the task's code left to be said."""

    def close(self) -> None:
        """End what was started."""
