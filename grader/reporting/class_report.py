"""The report of a class, as nouns: what it says of tasks, checks, shared mistakes and people."""

from typing import Literal

from grader.nouns import noun

REPORT_SCHEMA: Literal["tensorgrade/report/1"] = "tensorgrade/report/1"

WHOLE = "in all"


@noun
class Person:
    """Somebody of the class: the submission's own name, and the name in the roster where known."""

    submission: str
    name: str
    section: str = ""


@noun
class Spread:
    """How points lie: `shares` are fractions of what is possible, the lowest first."""

    shares: tuple[float, ...]
    mean: float
    median: float


@noun
class TaskSummary:
    """A task over the class.

    `spread` is over who handed it in and whose points are known, None where there is nobody.
    `seconds` is the median time that its checks took.
    """

    id: str
    title: str
    possible: str
    handed_in: int
    not_handed_in: int
    held: int
    spread: Spread | None
    seconds: float | None


@noun
class CheckSummary:
    """A check over the class: its item analysis.

    `difficulty` is the mean share of its points that was earned (1: everybody has them all), and
    `discrimination` the corrected item-total correlation; None where neither can be told.
    """

    id: str
    title: str
    hidden: bool
    judged: int
    passed: int
    difficulty: float | None
    discrimination: float | None


@noun
class ClusterComment:
    """What was said to a cluster, and who has it.

    `joined` fail so and have not got it; `left` got it and fail so no longer, so it is not shown.
    """

    cluster: str
    task: str
    text: str
    by: str
    reached: tuple[Person, ...]
    joined: tuple[Person, ...]
    left: tuple[Person, ...]


@noun
class Cluster:
    """People whose work fails alike; `example` is what one of them was told.

    `key` is the same in every run.  `named` says that the title names a mistake, and not only how
    the check ended.
    """

    key: str
    task: str
    title: str
    explanation: str
    named: bool
    checks: tuple[str, ...]
    example: str
    people: tuple[Person, ...]


@noun
class NearMiss:
    """A check that somebody failed by little: `times` is the error over what is allowed."""

    person: Person
    check: str
    times: float


@noun
class Change:
    """A task whose points are not what they were before the last run; `why` says reasons.

    The `task` is WHOLE for a grade that lateness or the rules made another one.
    """

    person: Person
    task: str
    before: str
    after: str
    why: str


@noun
class Note:
    """Something to know of one person: why a grade is held, how late the work came."""

    person: Person
    text: str


@noun
class ClassReport:
    """All that a report says.

    `spread` is over the grades that are known.  `equal` are people who handed in the same work.
    """

    schema: Literal["tensorgrade/report/1"] = REPORT_SCHEMA
    assignment: str
    title: str
    possible: str
    people: int
    graded: int
    awaiting: int
    spread: Spread | None
    tasks: tuple[TaskSummary, ...]
    checks: tuple[CheckSummary, ...]
    clusters: tuple[Cluster, ...]
    comments: tuple[ClusterComment, ...]
    held: tuple[Note, ...]
    missing: tuple[Person, ...]
    late: tuple[Note, ...]
    near: tuple[NearMiss, ...]
    equal: tuple[tuple[Person, ...], ...]
    changes: tuple[Change, ...]

    @property
    def shared(self) -> list[Cluster]:
        """Return the clusters of several people."""
        return [each for each in self.clusters if len(each.people) > 1]
