"""Grading a folder of submissions: what is new is judged, recorded at once, and given out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import msgspec

from grader.checking.judging import versions
from grader.gradebook import Gradebook
from grader.model import Assignment, Result, Submission
from grader.runs.held import held_result


class Executor(Protocol):
    """Something that judges submissions, in any order."""

    def judge(self, submissions: list[Submission]) -> Iterator[tuple[Submission, Result]]:
        """Each submission with its result, as they are ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A submission of a batch and its result; `new` when it was judged just now."""

    result: Result
    new: bool


def grade_batch(
    submissions: list[Submission],
    assignment: Assignment,
    gradebook: Gradebook,
    executor: Executor,
    *,
    now: Callable[[], datetime],
) -> Iterator[Graded]:
    """Each submission's result.  A new one is in the gradebook before it is given.

    A submission whose latest entry has the same key is not judged again, unless it was held.  One that fails never
    stops the run: it is held.  Raises GraderError when the course is at fault.
    """
    known = gradebook.latest(assignment.id)
    settings = settings_key(assignment)
    fresh: list[Submission] = []
    for submission in submissions:
        before = known.get(submission.name)
        if before is not None and before.key == _key(submission, settings) and not before.result.held:
            yield Graded(result=before.result, new=False)
        elif submission.problem is not None:
            result = held_result(submission, assignment, submission.problem)
            gradebook.add(result, key=_key(submission, settings), recorded=now())
            yield Graded(result=result, new=True)
        else:
            fresh.append(submission)
    for submission, result in executor.judge(fresh):
        gradebook.add(result, key=_key(submission, settings), recorded=now())
        yield Graded(result=result, new=True)


def _key(submission: Submission, settings: str) -> str:
    return f"{submission.digest} {settings}"


def settings_key(assignment: Assignment) -> str:
    """The digest of everything beside the submission that decides a result: checks, transcripts, settings, versions."""
    whole = hashlib.sha256()
    for folder in (assignment.folder, assignment.solutions):
        if folder is None:
            continue
        checks = sorted((folder / "checks").rglob("*"))
        for path in (folder / "assignment.toml", folder / "hidden.toml", *checks):
            if path.is_file() and path.suffix in (".py", ".json", ".toml"):
                content = path.read_bytes().replace(b"\r\n", b"\n")
                whole.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    whole.update(msgspec.json.encode(versions()))
    return whole.hexdigest()
