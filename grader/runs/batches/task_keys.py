"""Digests of what a result was made from: work that did not change is not run again.

A task's key covers the files of the submission that can reach it, the task's checks and
transcripts, what the course gives, its settings, and the versions that judge.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from grader.checking.answerers.transcripts import MISTAKES, TRANSCRIPTS, reference_digest
from grader.config.course_texts import find_catalogues
from grader.files.staff_files import read_plain
from grader.gradebook.made_from import Ingredient, join_digests
from grader.language import Language, spoken_language
from grader.model import Assignment, Shows, Submission, Task
from grader.version import versions

from .reach import with_reaching_files

Keys = Mapping[str, str]  # by task


def task_keys(assignment: Assignment, submission: Submission, settings: Keys) -> dict[str, str]:
    """Return the key of each task of a submission; `settings` are those of `settings_keys`."""
    keys = {}
    for task in assignment.tasks:
        files = with_reaching_files(submission, task, assignment.tasks)
        work = hashlib.sha256(files.digest.encode()).hexdigest()[:32]
        keys[task.id] = f"{join_digests({Ingredient.WORK: work})} {settings[task.id]}"
    return keys


def settings_keys(assignment: Assignment) -> dict[str, str]:
    """Return for each task what decides its result beside the submission, as digests."""
    solutions = assignment.solutions
    shared = {
        Ingredient.TOLERANCES: _digest(
            _encode((assignment.tolerances, assignment.cuda_tolerances))
        ),
        Ingredient.REFERENCE: _shorten(reference_digest(solutions)) if solutions else "none",
        Ingredient.SEEDS: _digest(
            _encode((assignment.visible_seed, assignment.hidden_seed, assignment.grading_seed))
        ),
        Ingredient.COURSE: _course_digest(assignment),
        Ingredient.VERSIONS: _digest(_encode(versions())),
    }
    return {
        task.id: join_digests(shared | _task_digests(assignment, task)) for task in assignment.tasks
    }


def _task_digests(assignment: Assignment, task: Task) -> dict[Ingredient, str]:
    """Return the digests of what is a task's own."""
    folders = [each for each in (assignment.folder, assignment.solutions) if each is not None]
    checks = (folder / "checks" / f"test_{task.id}.py" for folder in folders)
    recordings = (
        folder / "checks" / answers / f"{name}.json"
        for folder in folders
        for name in (task.id, f"{task.id}.grading")
        for answers in (TRANSCRIPTS, MISTAKES)
    )
    return {
        Ingredient.CHECKS: _digest(b"".join(map(_sized_content, checks))),
        Ingredient.RECORDED: _digest(b"".join(map(_sized_content, recordings))),
        Ingredient.TASK: _digest(_encode(task)),
    }


def _course_digest(assignment: Assignment) -> str:
    """Return the digest of limits, packages, files that the course gives, and its language."""
    shared = _encode((assignment.limits, assignment.packages, assignment.solutions is None))
    if assignment.hidden_shows is not Shows.TITLE:
        shared += assignment.hidden_shows.encode()
    # A result's sentences are in one language; English adds nothing to the keys that are kept.
    language = b"" if spoken_language() is Language.EN else spoken_language().encode()
    catalogues = find_catalogues(assignment.folder, assignment.solutions, spoken_language())
    language += b"".join(map(_sized_content, catalogues))
    given_content = b"".join(
        f"{path.relative_to(assignment.folder).as_posix()} ".encode() + _sized_content(path)
        for path in _given_files(assignment)
    )
    return _digest(shared + language + given_content)


def _encode(settings: object) -> bytes:
    return msgspec.json.encode(settings, order="deterministic")


def _digest(content: bytes) -> str:
    return _shorten(hashlib.sha256(content).hexdigest())


def _shorten(digest: str) -> str:
    """Return as much of a digest as tells two settings of one course apart."""
    return digest[:16]


def _given_files(assignment: Assignment) -> Iterator[Path]:
    """Yield the files that the course gives to students, those in folders too."""
    for name in assignment.files:
        path = assignment.folder / name
        yield from sorted(each for each in path.rglob("*") if each.is_file()) or [path]


def _sized_content(path: Path) -> bytes:
    if not path.is_file():
        return b"-1\n"
    content = read_plain(path)
    return f"{len(content)}\n".encode() + content
