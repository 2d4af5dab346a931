"""Grading a folder of submissions into a gradebook, for a program that waits for all of it."""

import getpass
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from grader.evidence.evidence_folder import EvidenceFolder
from grader.gradebook import Gradebook
from grader.model import Assignment, BatchRecord, Course, Level, Result, Submission
from grader.nouns import frozen
from grader.runs.batches.batch import Graded, grade_batch
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.batches.progress_keeping import ProgressKeeping, progress_of
from grader.runs.executors.local import LocalExecutor
from grader.runs.people.roll import call_roll, find_roster, gather_class

NOBODY = "a program"  # who grades where there is no login name


@frozen
class ClassGrading:
    """What a class is graded with: where it is kept, which tasks, and how student code runs."""

    course: Course
    assignment: Assignment
    gradebook: Gradebook
    evidence: EvidenceFolder
    tasks: tuple[str, ...]
    workers: int
    level: Level

    def results(self, folder: Path, on_result: Callable[[Result], None]) -> tuple[Result, ...]:
        """Grade what is new in a folder; return everybody's result.  Raises GraderError."""
        submissions = self._list_submissions(folder)
        batch = self._begin_batch(folder)
        keeping = ProgressKeeping(self.gradebook, progress_of(batch, len(submissions)), _now)
        results = []
        with keeping:
            for graded in self._grade(submissions, batch, keeping):
                keeping.note_done(graded)
                results.append(graded.result)
                on_result(graded.result)
        return tuple(results)

    def _list_submissions(self, folder: Path) -> tuple[Submission, ...]:
        """Return the submissions in a folder, and an empty one of each who handed nothing in."""
        roster = find_roster(None, self.course, self.gradebook)
        times = self.gradebook.attempt_times(self.assignment.id)
        gathered = gather_class(
            folder, self.course, self.assignment, roster, gradebook=self.gradebook, times=times
        )
        return call_roll(gathered, roster, self.gradebook.latest_entries(self.assignment.id)).listed

    def _grade(
        self, submissions: tuple[Submission, ...], batch: BatchRecord, keeping: ProgressKeeping
    ) -> Iterator[Graded]:
        """Yield each submission's result once it is kept."""
        is_kept = bool(self.assignment.evidence_mib)
        evidence = EvidenceKeeping(self.assignment, self.evidence) if is_kept else None
        executor = LocalExecutor(
            self.assignment,
            workers=self.workers,
            level=self.level,
            evidence=evidence,
            begins=keeping.note_begin,
        )
        return grade_batch(
            list(submissions),
            self.assignment,
            self.gradebook,
            executor,
            now=_now,
            only=self.tasks,
            by=batch.by,
            batch=batch,
        )

    def _begin_batch(self, folder: Path) -> BatchRecord:
        """Return the batch as the gradebook will remember it."""
        return BatchRecord(
            assignment=self.assignment.id,
            began=_now(),
            policy=self.assignment.policy,
            submissions=str(folder.resolve()).encode("utf-8", "replace").decode(),
            by=_login_name(),
        )


def _login_name() -> str:
    try:
        return getpass.getuser() or NOBODY
    except (OSError, KeyError, ImportError):  # some containers have nobody
        return NOBODY


def _now() -> datetime:
    return datetime.now(UTC)
