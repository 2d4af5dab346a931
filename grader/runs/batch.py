"""Grading a folder of submissions: what is new is judged, recorded at once, and written out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

import msgspec

from grader.checking.judging import versions
from grader.gradebook import Gradebook
from grader.model import Assignment, Level, Result, Submission
from grader.runs.examiners import Examiner
from grader.runs.held import held_result
from grader.runs.one import judged_or_held


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A submission of a batch and its result; `new` when it was judged just now."""

    result: Result
    new: bool


def grade_batch(
    submissions: list[Submission],
    assignment: Assignment,
    gradebook: Gradebook,
    *,
    now: Callable[[], datetime],
    level: Level | None = None,
) -> Iterator[Graded]:
    """Each submission's result, in order.  A result is in the gradebook before it is given.

    A submission whose latest entry has the same key is not judged again, unless it was held.  One that fails never
    stops the run: it is held, and the next gets a new examiner.  Raises GraderError when the course is at fault.
    """
    known = gradebook.latest(assignment.id)
    settings = settings_key(assignment)
    with ExitStack() as stack:
        examiner: Examiner | None = None
        for submission in submissions:
            key = f"{submission.digest} {settings}"
            before = known.get(submission.name)
            if before is not None and before.key == key and not before.result.held:
                yield Graded(result=before.result, new=False)
                continue
            if submission.problem is not None:
                result = held_result(submission, assignment, submission.problem)
            else:
                if examiner is None:
                    examiner = stack.enter_context(Examiner(assignment, level=level))
                result = judged_or_held(examiner, submission, assignment)
                if not examiner.alive:
                    examiner.close()
                    examiner = None
            gradebook.add(result, key=key, recorded=now())
            yield Graded(result=result, new=True)


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
