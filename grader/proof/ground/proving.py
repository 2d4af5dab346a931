"""An assignment while it is proved, and judging its variants.

The assignment, the examiners, what was kept, and judging one piece of work.
"""

from collections.abc import Callable

from msgspec import field

from grader.examiner.client import Examiner
from grader.model import Assignment, CheckResult, Course, Measure, Outcome, Result, Submission, Task
from grader.nouns import noun
from grader.proof.cache.digests import check_keys
from grader.proof.cache.store import Store
from grader.runs.one import judge_or_hold

from .crew import Crew

# How a check ends that tells wrong work apart; the others say that it was not judged.
TOLD_APART = frozenset(
    (Outcome.FAILED, Outcome.RAISED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.CRASHED)
)


@noun
class Proving:
    """Course's assignment while it is proved."""

    course: Course
    assignment: Assignment
    crew: Crew
    comparing: Crew
    threaded: Crew
    store: Store
    seeds: int
    keys: dict[str, dict[str, str]] = field(default_factory=dict)

    def check_keys(self, task: Task) -> dict[str, str]:
        """Return the key of each check of a task, worked out once."""
        if task.id not in self.keys:
            self.keys[task.id] = check_keys(self.assignment, task)
        return self.keys[task.id]


@noun
class Judged:
    """One piece of work on one task.

    Its result, and for each check the largest error in units of its tolerance.
    """

    result: Result
    errors: dict[str, float]

    @property
    def told_apart(self) -> CheckResult | None:
        """Return the first check that found something wrong with it."""
        return next((check for check in self.result.checks if check.outcome in TOLD_APART), None)

    @property
    def why_held(self) -> str:
        """Why it could not be judged; empty when it could."""
        return explain_held(self.result)


def explain_held(result: Result) -> str:
    """Return why work could not be judged; empty when it could."""
    if result.held and not result.checks:
        return result.submission.notes[-1]
    faults = (check for check in result.checks if check.outcome is Outcome.GRADER_FAULT)
    fault = next(faults, None)
    return f"{fault.id}: {fault.message}" if fault else ""


def build_judge(
    assignment: Assignment, task: Task, *, stop_first: bool = False
) -> Callable[[Examiner, tuple[Submission, tuple[str, ...]]], Judged]:
    """Return the work of a crew that judges submissions on one task.

    Each comes with the checks to run, which bring what they need; none means all.
    """

    def judge(examiner: Examiner, work: tuple[Submission, tuple[str, ...]]) -> Judged:
        errors: dict[str, float] = {}

        def note(check: str, measures: tuple[Measure, ...]) -> None:
            if measures:
                errors[check] = max(measure.error for measure in measures)

        submission, checks = work
        result = judge_or_hold(
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
