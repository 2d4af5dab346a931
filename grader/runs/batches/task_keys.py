"""Digests of what a result was made from: work that did not change is not run again.

A task's key covers the files of the submission that can reach it, the task's checks and
transcripts, what the course gives, its settings, and the versions that judge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from grader.checking.answerers.transcripts import MISTAKES, TRANSCRIPTS
from grader.config.course_texts import catalogues
from grader.files.staff_files import read_plain
from grader.language import Language, spoken
from grader.model import Assignment, Submission, Task
from grader.runs.batches.reach import reaching_files
from grader.version import versions


def task_keys(
    assignment: Assignment, submission: Submission, settings: Mapping[str, str]
) -> dict[str, str]:
    """Return the key of each task of a submission; `settings` are those of `settings_keys`."""
    keys = {}
    for task in assignment.tasks:
        files = reaching_files(submission, task, assignment.tasks)
        made_from = f"{files.digest} {settings[task.id]}"
        keys[task.id] = hashlib.sha256(made_from.encode()).hexdigest()[:32]
    return keys


def settings_keys(assignment: Assignment) -> dict[str, str]:
    """Return for each task the digest of all that decides its result beside the submission."""
    shared = msgspec.json.encode(
        (
            versions(),
            assignment.limits,
            assignment.tolerances,
            *filter(None, (assignment.cuda_tolerances,)),
            assignment.packages,
            (assignment.visible_seed, assignment.hidden_seed, assignment.grading_seed),
            assignment.solutions is None,
        ),
        order="deterministic",
    )
    # A result's sentences are in one language; English adds nothing to the keys that are kept.
    language = b"" if spoken() is Language.EN else spoken().encode()
    for path in catalogues(assignment, spoken()):
        language += _content(path)
    given = b"".join(
        f"{path.relative_to(assignment.folder).as_posix()} ".encode() + _content(path)
        for path in _given_files(assignment)
    )
    return {
        task.id: _settings_key(assignment, task, shared + language + given)
        for task in assignment.tasks
    }


def _settings_key(assignment: Assignment, task: Task, shared: bytes) -> str:
    digest = hashlib.sha256(shared)
    digest.update(msgspec.json.encode(task, order="deterministic"))
    for folder in (assignment.folder, assignment.solutions):
        if folder is not None:
            digest.update(_content(folder / "checks" / f"test_{task.id}.py"))
            for name in (task.id, f"{task.id}.grading"):
                for recorded in (TRANSCRIPTS, MISTAKES):
                    digest.update(_content(folder / "checks" / recorded / f"{name}.json"))
    return digest.hexdigest()


def _given_files(assignment: Assignment) -> Iterator[Path]:
    """Yield the files that the course gives to students, those in folders too."""
    for name in assignment.files:
        path = assignment.folder / name
        yield from sorted(each for each in path.rglob("*") if each.is_file()) or [path]


def _content(path: Path) -> bytes:
    if not path.is_file():
        return b"-1\n"
    content = read_plain(path)
    return f"{len(content)}\n".encode() + content


def written_keys(keys: Mapping[str, str]) -> str:
    """Return keys as the text that the gradebook stores."""
    return json.dumps(keys, sort_keys=True)


def read_keys(text: str) -> dict[str, str]:
    """Return keys from that text; none when it is from another time."""
    try:
        keys = json.loads(text)
    except ValueError:
        return {}
    return {str(task): str(key) for task, key in keys.items()} if isinstance(keys, dict) else {}
