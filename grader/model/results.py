"""Results of judging a submission: the nouns behind the schema `tensorgrade/result/1`.

Field names and their order are the schema's; `grader.gradebook.result_json` writes and reads them.
Within schema 1 fields may be added, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from grader.nouns import noun

from .carry import Carried
from .outcomes import Blame, DiagnosisKind, Level, Outcome, Shows, TaskStatus
from .picture import Picture
from .submission import Submission

RESULT_SCHEMA: Literal["tensorgrade/result/1"] = "tensorgrade/result/1"


@noun
class Difference:
    """A place where two values first part, in words that a student can use.

    `kind` is one of type, structure, shape, dtype, not_finite, values, exact, changed, gradient,
    placement.  `error` is how far off a number is that is nearly right, `allowed` how far it may
    be.
    """

    kind: str
    where: str
    expected: str
    got: str
    largest_error: float | None = None
    differing: int | None = None
    size: int | None = None
    agreeing: str | None = None
    error: float | None = None
    allowed: float | None = None


@noun
class Diagnosis:
    """A named mistake: what was misunderstood.

    It never changes points.
    """

    name: str
    title: str
    explanation: str
    kind: DiagnosisKind = DiagnosisKind.MISCONCEPTION


@noun
class Place:
    """A line of the student's.

    `lines` are the texts of that line and of its neighbours, the first of which has the number
    `first`; none where they are not known.
    """

    file: str
    line: int
    first: int = 0
    lines: tuple[str, ...] = ()


@noun
class CheckResult:
    """One check for one submission.

    `earned` is None when there are no points to speak of (held, not submitted).  `blame` says who
    has to mend what did not pass; None for a check that passed or whose task was not submitted.

    `hints` are all stages of the hint, `hint` the first.  `asserted` says that the student process
    ran a teacher's asserts: a claim that student code can forge.  `carried` is what of `earned` was
    earned with the reference's answers in an earlier stage's place.  `pictures` are the numbers
    that it compared; a hidden check has none.  `shows` is what students see of a hidden one.
    """

    id: str
    title: str
    outcome: Outcome
    earned: Decimal | None
    possible: Decimal
    hidden: bool
    message: str = ""
    hint: str | None = None
    difference: Difference | None = None
    diagnosis: Diagnosis | None = None
    place: Place | None = None
    traceback: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    output: str = ""
    asserted: bool = False
    blame: Blame | None = None
    hints: tuple[str, ...] = ()
    carried: Carried | None = None
    pictures: tuple[Picture, ...] = ()
    shows: Shows = Shows.TITLE

    @property
    def task(self) -> str:
        return self.id.partition("::")[0]


@noun
class TaskResult:
    """One task for one submission.

    `possible` is its full points, `undecided` what hidden checks would decide.

    `answer` is the text of a written answer, None for every other task; `unchanged` says that the
    task is still as it was handed out, which the first note of a written answer says in words.
    `blame` says who has to mend what holds a held task.
    """

    id: str
    status: TaskStatus
    earned: Decimal | None
    possible: Decimal
    undecided: Decimal
    checks: tuple[CheckResult, ...] = ()
    notes: tuple[str, ...] = ()
    answer: str | None = None
    unchanged: bool = False
    blame: Blame | None = None


@noun
class SubmissionRecord:
    """Which submission a result is of."""

    name: str
    digest: str
    received: str | None
    notes: tuple[str, ...]

    @classmethod
    def of(cls, submission: Submission, *notes: str) -> SubmissionRecord:
        """Return the record of a submission; `notes` are added to its own, each once."""
        return cls(
            name=submission.name,
            digest=submission.digest,
            received=submission.received,
            notes=tuple(dict.fromkeys((*submission.notes, *notes))),
        )


@noun
class Seeds:
    """Seeds that the inputs were drawn from.

    `hidden` is None where no hidden check ran.  `grading` is the seed of the visible checks where
    they had other inputs than the released ones, as `drawn_anew` says; students do not get it.
    """

    visible: int
    hidden: int | None
    grading: int | None = None
    drawn_anew: bool = False


@noun
class Versions:
    """Versions of what judged: enough, with seeds and digests, to run a grade again."""

    grader: str
    python: str
    numpy: str
    torch: str | None


@noun
class Result:
    """Everything that is known about one submission once it was judged.

    `from_evidence` says why some of it was judged again from what its code answered before.
    """

    schema: Literal["tensorgrade/result/1"] = RESULT_SCHEMA
    assignment: str
    student: str | None
    submission: SubmissionRecord
    held: bool
    earned: Decimal | None
    possible: Decimal
    awaiting: Decimal
    undecided: Decimal
    tasks: tuple[TaskResult, ...]
    level: Level
    seeds: Seeds
    versions: Versions
    seconds: float
    from_evidence: str = ""

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        return tuple(check for task in self.tasks for check in task.checks)

    def task(self, task_id: str) -> TaskResult | None:
        """Return the result of the task of that id; None when there is none."""
        return next((task for task in self.tasks if task.id == task_id), None)
