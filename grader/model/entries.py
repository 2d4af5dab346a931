"""Entries of a gradebook: results as they were recorded, decisions in their order."""

from __future__ import annotations

from datetime import datetime

from grader.model.finishing import Decision, Policy
from grader.model.results import Result
from grader.nouns import noun


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
