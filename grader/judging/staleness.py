"""Refusing checks and transcripts that do not belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.checking.answerers.transcripts import (
    Inputs,
    TranscriptFile,
    file_digest,
    judged_inputs,
    load_transcripts,
    recorded_inputs,
    reference_digest,
    settings_digest,
)
from grader.diagnosis.mistakes import MistakesFile
from grader.errors import NotReleased
from grader.files.markers import hidden_regions
from grader.language import tr
from grader.model import Assignment, StoredMistake, Task

if TYPE_CHECKING:
    from .suite import Suite

# By task and whether they are of the hidden checks.
Transcripts = dict[tuple[str, bool], TranscriptFile]


def refuse_changed(assignment: Assignment) -> None:
    """Refuse a student's copy of an assignment whose check files are not those that were released.

    It is asked before any of them is imported: in a folder that somebody else had, a check file may
    do anything.  Raises NotReleased and BadFile.
    """
    if assignment.solutions is not None:
        return  # the course's own folder, whose checks staff write and run
    tasks = {task.id for task in assignment.tasks}
    for path in sorted((assignment.folder / "checks").glob("test_*.py")):
        task = path.stem.removeprefix("test_")
        if task in tasks:
            load_current_transcripts(assignment, task, Inputs.RELEASED)
        else:
            raise NotReleased(
                tr(
                    "{path}: it is no check file of this assignment, so nothing was judged; {next}",
                    path=path,
                    next=_advise_next(assignment),
                )
            )


def load_suite_transcripts(suite: Suite) -> Transcripts:
    """Return the transcripts of all of a suite's checks, for what they are judged with.

    Raises NotReleased when one is missing or stale.

    A check file is run only with the transcript that was made from it. On a student's machine
    another file is not the released one: what it finds says nothing about the student's work.
    """
    keys = dict.fromkeys((each.check.task, each.check.hidden) for each in suite.checks)
    return {
        (task, hidden): load_current_transcripts(
            suite.assignment, task, judged_inputs(suite.assignment, hidden=hidden)
        )
        for task, hidden in keys
    }


def load_current_transcripts(assignment: Assignment, task: str, inputs: Inputs) -> TranscriptFile:
    """Return the transcripts of a task's checks.  Raises NotReleased when missing or stale."""
    checks = _check_file_path(assignment, task, inputs)
    path = inputs.path(assignment, task)
    file = load_transcripts(path)
    if file is None:
        raise NotReleased(
            tr(
                "{path}: there is no transcript for {file}; {next}",
                path=path,
                file=checks.name,
                next=_advise_next(assignment),
            )
        )
    why = explain_staleness(assignment, assignment.task(task), file, inputs)
    if why:
        raise NotReleased(
            tr(
                "{path}: {why}, so nothing was judged; {next}",
                path=checks,
                why=why,
                next=_advise_next(assignment),
            )
        )
    return file


def explain_staleness(
    assignment: Assignment, task: Task, file: TranscriptFile, inputs: Inputs
) -> str | None:
    """Return why a transcript no longer holds; None when it does."""
    if file.checks != file_digest(_check_file_path(assignment, task.id, inputs)):
        return tr("it is not the check file that its transcript was made from")
    if file.settings != settings_digest(assignment, task, inputs.seed(assignment)):
        return tr("assignment.toml is not the one that its transcript was made with")
    solutions = assignment.solutions
    # An assignment that was packed for another machine has solutions without the reference.
    if solutions is None or not any(solutions.glob("*.py")):
        return None
    if file.reference != reference_digest(solutions):
        return tr("the reference changed after its transcript was made")
    return None


def digest_mistake_inputs(assignment: Assignment, task: str, inputs: Inputs) -> str:
    """Return the digest of what decides how mistakes end a task's checks, beside the reference."""
    checks = file_digest(_check_file_path(assignment, task, inputs))
    settings = settings_digest(assignment, assignment.task(task), inputs.seed(assignment))
    return hashlib.sha256(f"{checks} {settings}".encode()).hexdigest()


def inputs_of_task(assignment: Assignment, task: str) -> tuple[Inputs, ...]:
    """Return all inputs with which the checks of a task, and its mistakes, are recorded.

    A task may have visible checks only, or hidden ones only.
    """
    hidden = assignment.solutions is not None and _has_hidden(assignment, task)
    visible = tuple(
        inputs
        for inputs in recorded_inputs(assignment, hidden=False)
        if _check_file_path(assignment, task, inputs).is_file()
    )
    return (*visible, Inputs.HIDDEN) if hidden else visible


def mistakes_are_stale(
    assignment: Assignment, file: MistakesFile, inputs: Inputs, stored: Sequence[StoredMistake]
) -> bool:
    """Return whether a recording of mistakes is not of these checks, reference and mistakes."""
    return not (
        file.stored == mistakes_digest(stored)
        and file.made_from == digest_mistake_inputs(assignment, file.task, inputs)
        and file.reference == reference_digest(assignment.reference_folder)
    )


def mistakes_digest(stored: Sequence[StoredMistake]) -> str:
    """Return the digest of the names and the code of stored mistakes."""
    lines = sorted(f"{each.name} {each.source}" for each in stored)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def find_stale_tasks(assignment: Assignment) -> list[str]:
    """Return the tasks of a course's assignment that have to be recorded anew."""
    return [
        task.id
        for task in assignment.coding_tasks
        if any(_is_stale(assignment, task, each) for each in inputs_of_task(assignment, task.id))
    ]


def _is_stale(assignment: Assignment, task: Task, inputs: Inputs) -> bool:
    file = load_transcripts(inputs.path(assignment, task.id))
    return file is None or explain_staleness(assignment, task, file, inputs) is not None


def _check_file_path(assignment: Assignment, task: str, inputs: Inputs) -> Path:
    folder = assignment.solutions if inputs is Inputs.HIDDEN else assignment.folder
    assert folder is not None
    return folder / "checks" / f"test_{task}.py"


def _has_hidden(assignment: Assignment, task: str) -> bool:
    """Return whether the check file of the solutions holds hidden checks.

    One with empty regions only is a visible file's source.
    """
    path = _check_file_path(assignment, task, Inputs.HIDDEN)
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    regions = hidden_regions(path, text)
    return not regions or any(
        "def test_" in line for item in regions for line in lines[item.first : item.last]
    )


def _advise_next(assignment: Assignment) -> str:
    if assignment.solutions is not None:
        return tr("run `grade record {assignment}`", assignment=assignment.id)
    return tr("take the assignment's files as they were handed out, and run it again")
