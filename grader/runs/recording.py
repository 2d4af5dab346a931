"""Recording an assignment's transcripts, and keeping them fresh."""

from __future__ import annotations

from pathlib import Path

from grader.checking.answerers.transcripts import reference_files, save_transcripts
from grader.errors import CalledWrongly
from grader.examiner.client import Examiner
from grader.judging.staleness import stale_tasks
from grader.model import Assignment, Submission, SubmittedFile


def reference_submission(assignment: Assignment) -> Submission:
    """Return the reference files as a submission.  Raises CalledWrongly without solutions."""
    if assignment.solutions is None:
        raise CalledWrongly(
            f"{assignment.folder} has no solutions beside it, so nothing can be recorded"
        )
    folder = assignment.solutions
    paths = [*reference_files(folder), *sorted(folder.glob("*.md"))]
    files = tuple(
        SubmittedFile(name=path.relative_to(folder).as_posix(), content=path.read_bytes())
        for path in paths
    )
    return Submission(name="reference", files=files)


def record(assignment: Assignment, tasks: tuple[str, ...] = ()) -> list[Path]:
    """Record and write the transcripts of those tasks, or of all; return their paths.

    Raises RecordingRefused when a check cannot be trusted; then nothing is written.
    """
    with Examiner(assignment, tasks=tasks) as examiner:
        made = examiner.record(reference_submission(assignment), tasks)
    paths = []
    for inputs, file in made:
        path = inputs.path(assignment, file.task)
        save_transcripts(path, file)
        paths.append(path)
    return paths


def keep_fresh(assignment: Assignment) -> list[str]:
    """Record anew what is stale; return the tasks that were."""
    tasks = stale_tasks(assignment)
    if tasks:
        record(assignment, tuple(tasks))
    return tasks
