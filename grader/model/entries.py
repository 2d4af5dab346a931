"""Entries of a gradebook: results as they were recorded, decisions in their order."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from grader.nouns import noun

from .finishing import Decision, Policy
from .results import Result


@noun
class Entry:
    """A result in the gradebook.

    `key` names what it was made from: the submission's digest, the checks, transcripts and
    settings, and the versions. `by` is whose batch it was, None where that was not written down.
    """

    result: Result
    key: str
    recorded: datetime
    by: str | None = None


@noun
class Kept:
    """A decision in the gradebook.

    Of two, the later has the higher number, whatever the clocks say.
    """

    number: int
    decision: Decision


@noun
class BatchRecord:
    """A run that judged a class: when it began, with which rules, and where the work lay.

    `submissions` is "" where no folder was read.
    """

    assignment: str
    began: datetime
    policy: Policy
    submissions: str = ""
    by: str = ""


class BatchEnd(StrEnum):
    """Ways in which a batch ended that could still say so; one that was killed could not."""

    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@noun
class HeldWork:
    """A submission that a batch held, and the sentence that says why."""

    submission: str
    why: str


@noun
class BatchProgress:
    """How far a batch is, as it says itself every few seconds: news, and no record.

    `key` is the batch's own, `said` the moment by its clock.  Of all `total` submissions `done`
    have a result, `judged` of them just now, `held` cannot be graded; `held_work` has the latest of
    these.  `judging` are those that examiners are at.  `trouble` says why it failed.
    """

    key: str
    assignment: str
    by: str
    began: datetime
    said: datetime
    total: int
    done: int = 0
    judged: int = 0
    held: int = 0
    held_work: tuple[HeldWork, ...] = ()
    judging: tuple[str, ...] = ()
    end: BatchEnd | None = None
    trouble: str = ""
