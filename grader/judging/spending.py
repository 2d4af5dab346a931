"""Seconds that a submission's checks have used, against the limits of a task and of all tasks."""

from grader.language import tr, translatable
from grader.model import Limits, Outcome
from grader.nouns import mutable
from grader.sandbox.failures import StudentStopped

TASK_USED = translatable(
    "not run: the task's checks had already used its {seconds:g} s of CPU time"
)
TASK_WAITED = translatable(
    "not run: the task's checks had already taken {seconds:.0f} s, mostly waiting"
)
ALL_USED = translatable(
    "not run: the submission's checks had already used its {seconds:g} s of CPU time"
)
ALL_WAITED = translatable(
    "not run: the submission's checks had already taken {seconds:.0f} s, mostly waiting"
)


@mutable
class Spent:
    """Seconds that checks have used."""

    cpu: float = 0.0
    wall: float = 0.0


class Spending:
    """What the checks of each task have used so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spent: dict[str, Spent] = {}

    def of(self, task: str) -> Spent:
        """Return what a task's checks have used, to be added to."""
        return self._spent.setdefault(task, Spent())

    def refuse_overspent(self, task: str) -> None:
        """Raise StudentStopped when the task or the whole submission has used its time.

        CPU time is what counts; the wall clock is a backstop for code that only waits.
        """
        limits, task_spent, all_tasks = self._limits, self.of(task), list(self._spent.values())
        submission = Spent(
            sum(each.cpu for each in all_tasks), sum(each.wall for each in all_tasks)
        )
        for spent, seconds, used_up, waited in (
            (task_spent, limits.task_seconds, TASK_USED, TASK_WAITED),
            (submission, limits.submission_seconds, ALL_USED, ALL_WAITED),
        ):
            if spent.cpu > seconds:
                raise StudentStopped(Outcome.TIMED_OUT, tr(used_up, seconds=seconds))
            if spent.wall > limits.wall_seconds(seconds):
                raise StudentStopped(Outcome.TIMED_OUT, tr(waited, seconds=spent.wall))
