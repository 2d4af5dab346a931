"""An assignment while it is proved, and judging its variants.

The assignment, the examiners, what was kept, and judging one piece of work.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import field

from grader.examiner.client import Examiner
from grader.model import Assignment, CheckResult, Course, Measure, Outcome, Result, Submission, Task
from grader.nouns import noun
from grader.proof.cache.digests import check_keys
from grader.proof.cache.store import Store
from grader.runs.one import judge_or_hold
from grader.runs.stored import build_reference, build_submission

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

    @property
    def tasks(self) -> list[TaskProving]:
        """Return its tasks that are judged by checks."""
        return [TaskProving(proving=self, task=task) for task in self.assignment.coding_tasks]

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


@noun
class TaskProving:
    """One task while its assignment is proved."""

    proving: Proving
    task: Task

    @property
    def id(self) -> str:
        return self.task.id

    @property
    def assignment(self) -> Assignment:
        return self.proving.assignment

    @property
    def store(self) -> Store:
        return self.proving.store

    @property
    def keys(self) -> dict[str, str]:
        """Return the key of each check of the task."""
        return self.proving.check_keys(self.task)

    @property
    def reference(self) -> Submission:
        return build_reference(self.assignment, self.task)

    def work(self, content: bytes, name: str = "a mutant") -> Submission:
        """Return content of the task's file as work, with what it imports of the reference."""
        return build_submission(self.assignment, self.task, content, name)

    def judge(
        self, works: Iterable[tuple[Submission, tuple[str, ...]]], *, stop_first: bool = False
    ) -> list[Judged]:
        """Judge work on the task, each with the checks to run; none means all.

        Checks bring what they need.
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
                self.assignment,
                tasks=(self.id,),
                stop_first=stop_first,
                checks=checks,
                on_measures=note,
            )
            return Judged(result=result, errors=errors)

        return self.proving.crew.map(judge, works)


def explain_held(result: Result) -> str:
    """Return why work could not be judged; empty when it could."""
    if result.held and not result.checks:
        return result.submission.notes[-1]
    faults = (check for check in result.checks if check.outcome is Outcome.GRADER_FAULT)
    fault = next(faults, None)
    return f"{fault.id}: {fault.message}" if fault else ""


def judge_whole(proving: Proving, work: Submission) -> Result:
    """Return the result of work on all tasks of an assignment."""
    (result,) = proving.crew.map(
        lambda examiner, each: judge_or_hold(examiner, each, proving.assignment), [work]
    )
    return result
