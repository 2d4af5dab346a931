"""What every proof stands on.

The assignment, the examiners, what was kept, and judging one piece of work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from grader.examiner.client import Examiner
from grader.model import Assignment, CheckResult, Course, Measure, Outcome, Result, Submission, Task
from grader.proof.crew import Crew
from grader.proof.keys import check_keys
from grader.proof.store import Store
from grader.runs.one import judged_or_held

# How a check ends that tells wrong work apart; the others say that it was not judged.
TOLD_APART = frozenset(
    (Outcome.FAILED, Outcome.RAISED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.CRASHED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The course's assignment while it is proved."""

    course: Course
    assignment: Assignment
    crew: Crew
    comparing: Crew
    threaded: Crew
    store: Store
    seeds: int
    keys: dict[str, dict[str, str]] = field(default_factory=dict)

    def check_keys(self, task: Task) -> dict[str, str]:
        """The key of each check of a task, worked out once."""
        if task.id not in self.keys:
            self.keys[task.id] = check_keys(self.assignment, task)
        return self.keys[task.id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One piece of work on one task.

    Its result, and for each check the largest error in units of its tolerance.
    """

    result: Result
    errors: dict[str, float]

    @property
    def told_apart(self) -> CheckResult | None:
        """The first check that found something wrong with it."""
        return next((check for check in self.result.checks if check.outcome in TOLD_APART), None)

    @property
    def held(self) -> str:
        """Why it could not be judged; empty when it could."""
        if self.result.held and not self.result.checks:
            return self.result.submission.notes[-1]
        fault = next(
            (check for check in self.result.checks if check.outcome is Outcome.GRADER_FAULT), None
        )
        return f"{fault.id}: {fault.message}" if fault else ""


def judging(
    assignment: Assignment, task: Task, *, stop_first: bool = False, checks: tuple[str, ...] = ()
) -> Callable[[Examiner, Submission], Judged]:
    """The work of a crew that judges submissions on one task, or on some of its checks and what
    these need.
    """

    def judge(examiner: Examiner, submission: Submission) -> Judged:
        errors: dict[str, float] = {}

        def note(check: str, measures: tuple[Measure, ...]) -> None:
            if measures:
                errors[check] = max(measure.error for measure in measures)

        result = judged_or_held(
            examiner,
            submission,
            assignment,
            tasks=(task.id,),
            stop_first=stop_first,
            checks=checks,
            on_measures=note,
        )
        return Judged(result=result, errors=errors)

    return judge
