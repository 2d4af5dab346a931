"""Nouns of a finished class: the policy, what staff decide, and the grade that comes of it.

A decision is added to the gradebook and never changed; the latest of its kind counts.  Each says
who and when. `student` is the student's id where it is known, else the submission's name.
"""

from datetime import datetime
from decimal import Decimal

from grader.nouns import noun

from .outcomes import TaskStatus
from .people import Student
from .regrading import RegradeAnswer, RegradeRequest, Regrading
from .results import TaskResult


@noun
class Policy:
    """Rules of a grade: what lateness takes off, and which tasks count.

    `due` is None when nothing is ever late.

    A day is 24 hours, and a day begun is a day.  `grace_minutes` move every limit that much;
    `late_days` are days that cost nothing; what comes more than `cutoff_days` late counts as zero.
    `penalty_of` says what the percentage is of: the points earned, or all that could be.  `attempt`
    says which of several counts: `on_time`, the latest that came by the deadline, and the latest of
    all when none did; or `latest`, whatever its lateness costs.
    """

    due: datetime | None = None
    grace_minutes: int = 0
    penalty_percent_a_day: Decimal = Decimal(0)
    penalty_of: str = "earned"
    cutoff_days: int | None = None
    late_days: int = 0
    extra_credit: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    attempt: str = "on_time"


@noun
class RubricEntry:
    """A mark: a person's points for a criterion.

    `points` None takes an earlier mark back.

    `criterion` None is a comment on the whole answer.  `marked` is the digest of the answer that
    was read: a mark does not count for another answer.
    """

    assignment: str
    student: str
    task: str
    criterion: str | None
    points: Decimal | None
    comment: str = ""
    marked: str
    by: str
    recorded: datetime


@noun
class Override:
    """A person's points for a whole task, in place of what was judged or marked.

    `points` None takes it back.
    """

    assignment: str
    student: str
    task: str
    points: Decimal | None
    reason: str
    by: str
    recorded: datetime


@noun
class Extension:
    """More time for one student: until a moment, or days that move with the deadline.

    Neither takes it back.
    """

    assignment: str
    student: str
    until: datetime | None
    days: int | None
    reason: str
    by: str
    recorded: datetime


@noun
class Receipt:
    """When a submission was received, where its source did not say.

    It holds for the work with that digest only.
    """

    assignment: str
    student: str
    digest: str
    received: datetime
    by: str
    recorded: datetime


@noun
class Comment:
    """What staff say once to everybody whose work fails alike.

    The student reads it while the task's failure is that of the `cluster`.  `text` "" takes it
    back.
    """

    assignment: str
    student: str
    task: str
    cluster: str
    text: str
    by: str
    recorded: datetime


@noun
class Hold:
    """A person's wish that a grade does not go out yet, or, with `held` False, that it may.

    Until it is released the whole grade is held, whatever was judged and marked.
    """

    assignment: str
    student: str
    held: bool
    reason: str
    by: str
    recorded: datetime


Decision = (
    RubricEntry | Override | Extension | Receipt | Comment | Hold | RegradeRequest | RegradeAnswer
)


@noun
class Grade:
    """A student's final state in an assignment.

    `tasks` have their points after marks and overrides.  `raw` is their sum without dropped tasks,
    `adjusted` what lateness leaves of it, rounded once.  Both are None when held or not submitted;
    while a person still has to mark, `raw` is the sum so far and `adjusted` is None.  `days_late`
    are days begun after the student's own deadline, None where no time of receipt is known.  `why`
    has a sentence for all that changed the points.  `hold` is a person's that counts; the points of
    tasks are known then, and none of them goes out.  `requests` are the student's for a second
    look.
    """

    assignment: str
    student: Student
    status: TaskStatus
    tasks: tuple[TaskResult, ...]
    raw: Decimal | None
    adjusted: Decimal | None
    possible: Decimal
    received: datetime | None
    days_late: int | None
    why: tuple[str, ...]
    hold: Hold | None = None
    requests: tuple[Regrading, ...] = ()
