"""Nouns of proving an assignment, which no student sees."""

from enum import StrEnum

from grader.nouns import noun

from .results import Result
from .submission import Submission


@noun
class Measure:
    """One comparison of numbers within a tolerance.

    `error` is the largest |error| as a multiple of what was allowed at that number: up to 1 it
    passes, and it is 1e99 where the answer was not finite.  `absolute` and `relative` are the
    tolerance.  Of statistics of random draws, `failure` is how often honest work may fail by luck,
    as the check says; `typical` is the root of the mean square of all errors, which are `parts`.
    """

    where: str
    error: float
    absolute: float
    relative: float
    failure: float = 0.0
    typical: float = 0.0
    parts: int = 1


class Proved(StrEnum):
    """Proofs that recording gives of a check."""

    REFERENCE = "reference"
    FLOW = "flow"
    MARGIN = "margin"
    BLIND = "blind"


@noun
class Refusal:
    """A check that cannot be trusted.

    Which proof failed, for which blind student, and the sentence about it.
    """

    check: str
    proof: Proved
    sentence: str
    blind: str = ""


@noun
class AuditRun:
    """One honest variant judged under one seed.

    Its result, and how close the comparisons of each check were.
    """

    variant: str
    result: Result
    measures: dict[str, tuple[Measure, ...]]


@noun
class StoredMistake:
    """A stored wrong answer as a named mistake: what is said of it, and its files.

    `source` is the digest of its code.
    """

    name: str
    title: str
    explanation: str
    source: str
    submission: Submission
