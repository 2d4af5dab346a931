"""What a result was made from, as digests: work that did not change is not run again.

A task's key covers the parts of the submission that can reach it, the task's checks and
transcripts, its settings, and the versions that judge.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import msgspec

from grader.model import Assignment, Submission, Task
from grader.version import versions


def task_keys(
    assignment: Assignment, submission: Submission, settings: dict[str, str]
) -> dict[str, str]:
    """The key of each task of a submission; `settings` are those of `settings_keys`."""
    return {
        task.id: hashlib.sha256(
            f"{parts(submission, task, assignment.tasks).digest} {settings[task.id]}".encode()
        ).hexdigest()[:32]
        for task in assignment.tasks
    }


def parts(submission: Submission, task: Task, tasks: tuple[Task, ...]) -> Submission:
    """The submission with the files alone that can decide the task's result.

    Another task's own file is left out, unless what is left names its module.  Without a file of
    exactly the task's own name anything may stand for it, so then everything stays.
    """
    names = [PurePosixPath(file.name).name for file in submission.files]
    if task.file not in names:
        return submission
    others = {other.file for other in tasks if other.id != task.id}
    inside = {
        file: name for file, name in zip(submission.files, names, strict=True) if name not in others
    }
    outside = {
        file: name for file, name in zip(submission.files, names, strict=True) if name in others
    }
    while named := [
        file
        for file, name in outside.items()
        if any(_names(other.content, name) for other in inside)
    ]:
        for file in named:
            inside[file] = outside.pop(file)
    return replace(submission, files=tuple(file for file in submission.files if file in inside))


def _names(content: bytes, file: str) -> bool:
    """Whether a file's content names another one.

    One in an encoding of two bytes a character might.
    """
    stem = re.escape(file.rpartition(".")[0].encode())
    return b"\0" in content or re.search(rb"(?<!\w)" + stem + rb"(?!\w)", content) is not None


def settings_keys(assignment: Assignment) -> dict[str, str]:
    """For each task the digest of everything beside the submission that decides its result."""
    judges = msgspec.json.encode(versions())
    return {task.id: _settings_key(assignment, task, judges) for task in assignment.tasks}


def _settings_key(assignment: Assignment, task: Task, judges: bytes) -> str:
    whole = hashlib.sha256(judges)
    seeds = (assignment.visible_seed, assignment.hidden_seed, assignment.solutions is None)
    whole.update(
        msgspec.json.encode(
            (task, assignment.limits, assignment.tolerances, seeds), order="deterministic"
        )
    )
    for folder in (assignment.folder, assignment.solutions):
        if folder is not None:
            whole.update(_content(folder / "checks" / f"test_{task.id}.py"))
            whole.update(_content(folder / "checks" / "transcripts" / f"{task.id}.json"))
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    if not path.is_file():
        return b"-1\n"
    content = path.read_bytes().replace(b"\r\n", b"\n")
    return f"{len(content)}\n".encode() + content


def written_keys(keys: dict[str, str]) -> str:
    """Keys as the text that the gradebook stores."""
    return json.dumps(keys, sort_keys=True)


def read_keys(text: str) -> dict[str, str]:
    """Keys from that text; none when it is from another time."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(task): str(key) for task, key in found.items()} if isinstance(found, dict) else {}
