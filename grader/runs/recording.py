"""Recording an assignment's transcripts, and keeping them fresh."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.checking.answerers.transcripts import reference_files, save_transcripts
from grader.diagnosis.mistakes import load_mistakes, save_mistakes, with_words
from grader.errors import CalledWrongly
from grader.examiner.client import Examiner
from grader.judging.staleness import find_stale_tasks, inputs_of_task, mistakes_are_stale
from grader.model import Assignment, StoredMistake, Submission, SubmittedFile

from .stored import stored_mistakes


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
        recordings = examiner.record(reference_submission(assignment), tasks)
    paths = []
    for inputs, file in recordings:
        path = inputs.path(assignment, file.task)
        save_transcripts(path, file)
        paths.append(path)
    return paths


def record_mistakes(assignment: Assignment, tasks: tuple[str, ...] = ()) -> list[Path]:
    """Record what stored mistakes answer to the checks of those tasks, or of all.

    Its transcripts are current.  A task whose recording still holds is left as it is; its titles
    and explanations are taken anew.  Returns the paths of what was written.
    """
    stored = {
        task.id: stored_mistakes(assignment, task)
        for task in assignment.coding_tasks
        if not tasks or task.id in tasks
    }
    paths: list[Path] = []
    changed_mistakes = {
        task: mistakes
        for task, mistakes in stored.items()
        if not _update_words(assignment, task, mistakes, paths)
    }
    if changed_mistakes:
        paths += _record_stored(assignment, changed_mistakes)
    return paths


def _record_stored(
    assignment: Assignment, stored: Mapping[str, tuple[StoredMistake, ...]]
) -> Iterator[Path]:
    """Record the mistakes of some tasks; yield the path of each file."""
    with Examiner(assignment, tasks=tuple(stored)) as examiner:
        for task, mistakes in stored.items():
            for inputs, file in examiner.mistakes(task, mistakes):
                path = inputs.mistakes_path(assignment, task)
                save_mistakes(path, file)
                yield path


def _update_words(
    assignment: Assignment, task: str, stored: tuple[StoredMistake, ...], paths: list[Path]
) -> bool:
    """Write new words into what is recorded of a task; return False where it no longer holds.

    The paths of what was written are added to `paths`.
    """
    files = {}
    for inputs in inputs_of_task(assignment, task):
        path = inputs.mistakes_path(assignment, task)
        file = load_mistakes(path)
        if file is None or mistakes_are_stale(assignment, file, inputs, stored):
            return False
        files[path] = file
    for path, file in files.items():
        new_file = with_words(file, {each.name: (each.title, each.explanation) for each in stored})
        if new_file != file:
            save_mistakes(path, new_file)
            paths.append(path)
    return True


def keep_fresh(assignment: Assignment) -> list[str]:
    """Record anew what is stale; return the tasks that were."""
    tasks = find_stale_tasks(assignment)
    if tasks:
        record(assignment, tuple(tasks))
        record_mistakes(assignment, tuple(tasks))
    return tasks
