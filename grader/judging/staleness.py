"""Whether checks and transcripts belong together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.checking.transcripts import (
    TranscriptFile,
    file_digest,
    load_transcripts,
    reference_digest,
    settings_digest,
    transcript_path,
)
from grader.errors import NotReleased
from grader.files.markers import hidden_regions
from grader.model import Assignment, Task

if TYPE_CHECKING:
    from grader.judging.suite import Suite

Transcripts = dict[
    tuple[str, bool], TranscriptFile
]  # by task and whether it holds the hidden checks


def released_transcripts(suite: Suite) -> Transcripts:
    """Return the transcripts of all of a suite's checks.

    Raises NotReleased when one is missing or stale.

    A check file that is not the one its transcript was made from is not run: on a student's machine
    it is not the released one, and a difference would say nothing about the student's work.
    """
    found: Transcripts = {}
    for one in suite.checks:
        key = (one.check.task, one.check.hidden)
        if key in found:
            continue
        task = suite.assignment.task(one.check.task)
        path = transcript_path(one.path.parent, task.id)
        file = load_transcripts(path)
        if file is None:
            raise NotReleased(
                f"{path}: there is no transcript for {one.path.name};"
                f" {_what_next(suite.assignment)}"
            )
        why = stale(suite.assignment, task, file, hidden=one.check.hidden)
        if why:
            raise NotReleased(
                f"{one.path}: {why}, so nothing was judged; {_what_next(suite.assignment)}"
            )
        found[key] = file
    return found


def stale(assignment: Assignment, task: Task, file: TranscriptFile, *, hidden: bool) -> str | None:
    """Return why a transcript no longer holds; None when it does."""
    folder = assignment.solutions if hidden else assignment.folder
    seed = assignment.hidden_seed if hidden else assignment.visible_seed
    assert folder is not None and seed is not None
    if file.checks != file_digest(folder / "checks" / f"test_{task.id}.py"):
        return "it is not the check file that its transcript was made from"
    if file.settings != settings_digest(assignment, task, seed):
        return "assignment.toml is not the one that its transcript was made with"
    solutions = assignment.solutions
    # An assignment that was packed for another machine has solutions without the reference.
    if solutions is None or not any(solutions.glob("*.py")):
        return None
    if file.reference != reference_digest(solutions):
        return "the reference changed after its transcript was made"
    return None


def stale_tasks(assignment: Assignment) -> list[str]:
    """Return the tasks of a course's assignment that have to be recorded anew."""
    return [
        task.id
        for task in assignment.coding_tasks
        if any(_is_stale(assignment, task, hidden=hidden) for hidden in (False, True))
    ]


def _is_stale(assignment: Assignment, task: Task, *, hidden: bool) -> bool:
    folder = assignment.solutions if hidden else assignment.folder
    path = folder / "checks" / f"test_{task.id}.py" if folder is not None else None
    if folder is None or path is None or not path.is_file():
        return False
    if hidden and not _has_hidden_checks(path):
        return False
    file = load_transcripts(transcript_path(folder / "checks", task.id))
    return file is None or stale(assignment, task, file, hidden=hidden) is not None


def _has_hidden_checks(path: Path) -> bool:
    """Return whether a check file of the solutions holds hidden checks.

    One with empty regions only is a visible file's source.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    regions = hidden_regions(path, text)
    return not regions or any(
        "def test_" in line for one in regions for line in lines[one.first : one.last]
    )


def _what_next(assignment: Assignment) -> str:
    if assignment.solutions is not None:
        return f"run `grade record {assignment.id}`"
    return "take the assignment's files as they were handed out, and run it again"
