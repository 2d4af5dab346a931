"""What a result was made from, as digests: work that did not change is not run again.

A task's key covers the submission, the task's checks and transcripts, its settings, and the versions that judge.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec

from grader.checking.judging import versions
from grader.model import Assignment, Submission, Task


def task_keys(assignment: Assignment, submission: Submission, settings: dict[str, str]) -> dict[str, str]:
    """The key of each task of a submission; `settings` are those of `settings_keys`."""
    return {
        task.id: hashlib.sha256(f"{submission.digest} {settings[task.id]}".encode()).hexdigest()[:32]
        for task in assignment.tasks
    }


def settings_keys(assignment: Assignment) -> dict[str, str]:
    """For each task the digest of everything beside the submission that decides its result."""
    judges = msgspec.json.encode(versions())
    return {task.id: _settings_key(assignment, task, judges) for task in assignment.tasks}


def _settings_key(assignment: Assignment, task: Task, judges: bytes) -> str:
    whole = hashlib.sha256(judges)
    seeds = (assignment.visible_seed, assignment.hidden_seed, assignment.solutions is None)
    whole.update(msgspec.json.encode((task, assignment.limits, assignment.tolerances, seeds), order="deterministic"))
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
