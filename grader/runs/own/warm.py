"""Judging one folder again and again, in an examiner that stays."""

from __future__ import annotations

from grader.examiner.client import Examiner
from grader.model import Assignment, Result, Submission
from grader.runs.batches.task_keys import settings_keys
from grader.runs.checks_there import need_checks
from grader.runs.one import judge_or_hold


class WarmJudge:
    """Judges as `grade_one` does, with processes that are warm after the first time.

    A context manager.  Where the assignment's checks or settings changed, it begins anew.
    """

    def __init__(self) -> None:
        self._examiner: Examiner | None = None
        self._settings: dict[str, str] = {}

    def __enter__(self) -> WarmJudge:
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def __call__(
        self, submission: Submission, assignment: Assignment, *, tasks: tuple[str, ...]
    ) -> Result:
        """Return the result of those tasks.  Raises GraderError when the course is at fault."""
        need_checks(assignment, tasks)
        return judge_or_hold(
            self._prepare_examiner(assignment), submission, assignment, tasks=tasks
        )

    def _prepare_examiner(self, assignment: Assignment) -> Examiner:
        settings = settings_keys(assignment)
        if self._examiner is None or not self._examiner.alive or settings != self._settings:
            self._close()
            self._examiner, self._settings = Examiner(assignment), settings
        return self._examiner

    def _close(self) -> None:
        if self._examiner is not None:
            self._examiner.close()
            self._examiner = None
