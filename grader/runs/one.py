"""The path of one submission, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from grader.model import Assignment, CheckResult, Result, Submission
from grader.runs.examiners import Examiner


def grade_one(
    submission: Submission,
    assignment: Assignment,
    *,
    tasks: tuple[str, ...] = (),
    stop_first: bool = False,
    on_check: Callable[[CheckResult], None] | None = None,
    spawn: bool | None = None,
) -> Result:
    """The result of one submission: all its tasks or those named, hidden checks where the assignment has its
    solutions.  Raises GraderError when nothing could be judged."""
    with Examiner(assignment, tasks=tasks, spawn=spawn) as examiner:
        return examiner.judge(submission, tasks=tasks, stop_first=stop_first, on_check=on_check)
