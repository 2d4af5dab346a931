"""Every key that a course's TOML files may have: its type, its default, and what goes together.

A key that does not stand here is an error at every level.  `docs/assignment-toml.md` says what each
means; a test holds that page and this module together.  To add a key: one line here, and one where
`assignments` or `rubrics` hands it on.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from grader.language import Language, tr
from grader.model import (
    EVIDENCE_MIB,
    Carry,
    Ceilings,
    Device,
    Limits,
    Policy,
    ServerKind,
    Shows,
    Tolerances,
)

from .agreement import (
    KEY,
    Unfit,
    check_counted,
    check_files,
    check_hidden_points,
    check_once,
    check_packages,
    check_path,
    check_points,
    check_task,
    check_tasks,
    describe_value,
)

Whole = Annotated[int, Meta(ge=1)]
Positive = Annotated[float, Meta(gt=0, le=1e6)]
Minutes = Annotated[int, Meta(ge=0, le=7 * 24 * 60)]
Days = Annotated[int, Meta(ge=0, le=3650)]
Moment = Annotated[datetime, Meta(tz=True)]

EXCUSED_RUNS = 10_000
_LIMITS, _POLICY, _CEILINGS, _TOLERANCES = Limits(), Policy(), Ceilings(), Tolerances()


class SettingsTable(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table in which a key that is not declared is an error."""


class LimitsTable(SettingsTable, frozen=True, kw_only=True):
    """`[limits]`: what a student process may use."""

    check_seconds: Positive = _LIMITS.check_seconds
    load_seconds: Positive = _LIMITS.load_seconds
    task_seconds: Positive = _LIMITS.task_seconds
    submission_seconds: Positive = _LIMITS.submission_seconds
    memory_mib: Whole = _LIMITS.memory_mib
    threads: Whole = _LIMITS.threads
    output_kib: Whole = _LIMITS.output_kib


class Float64Table(SettingsTable, frozen=True, kw_only=True):
    """`float64` in `[tolerances]`."""

    atol: Positive = _TOLERANCES.float64.absolute
    rtol: Positive = _TOLERANCES.float64.relative


class Float32Table(SettingsTable, frozen=True, kw_only=True):
    """`float32` in `[tolerances]`."""

    atol: Positive = _TOLERANCES.float32.absolute
    rtol: Positive = _TOLERANCES.float32.relative


class CudaTolerancesTable(SettingsTable, frozen=True, kw_only=True):
    """`[tolerances.cuda]`: the same for tasks that are computed on a GPU."""

    float64: Float64Table | None = None
    float32: Float32Table | None = None


class TolerancesTable(SettingsTable, frozen=True, kw_only=True):
    """`[tolerances]`: how far two numbers may lie apart."""

    float64: Float64Table = Float64Table()
    float32: Float32Table = Float32Table()
    cuda: CudaTolerancesTable | None = None


class ExpectsTable(SettingsTable, frozen=True, kw_only=True):
    """`[expects]`: the versions that the handout's numbers were printed with."""

    python: Any = None
    numpy: Any = None
    torch: Any = None

    def __post_init__(self) -> None:
        for key, value in msgspec.structs.asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, str | int | Decimal | None):
                raise Unfit(
                    tr(
                        '{key} must be a version such as "3.11", not {value}',
                        key=KEY,
                        value=describe_value(value),
                    ),
                    key,
                )


class PolicyTable(SettingsTable, frozen=True, kw_only=True):
    """`[policy]`: lateness, and which tasks count."""

    due: Moment | None = _POLICY.due
    grace_minutes: Minutes = _POLICY.grace_minutes
    penalty_percent_a_day: Decimal = _POLICY.penalty_percent_a_day
    penalty_of: Literal["earned", "possible"] = "earned"
    cutoff_days: Days | None = _POLICY.cutoff_days
    late_days: Days = _POLICY.late_days
    extra_credit: tuple[str, ...] = _POLICY.extra_credit
    drop: tuple[str, ...] = _POLICY.drop
    attempt: Literal["on_time", "latest"] = "on_time"

    def __post_init__(self) -> None:
        check_points("penalty_percent_a_day", self.penalty_percent_a_day, most=100)
        if self.due is not None and not 2000 <= self.due.year <= 2200:
            raise Unfit(
                tr("{key} is in the year {year}; is that meant?", key=KEY, year=self.due.year),
                "due",
            )
        for key in ("grace_minutes", "penalty_percent_a_day", "cutoff_days", "late_days"):
            if self.due is None and getattr(self, key) != getattr(_POLICY, key):
                raise Unfit(
                    tr("{key} needs policy.due; write due = 2026-12-01T23:59:00+01:00", key=KEY),
                    key,
                )
        check_once("policy.drop", self.drop, "drop")
        check_once("policy.extra_credit", self.extra_credit, "extra_credit")
        for task in self.drop:
            if task in self.extra_credit:
                raise Unfit(
                    tr(
                        "policy drops {task!r} and makes it extra credit; take it out of one",
                        task=task,
                    ),
                    "drop",
                )


class IntakeTable(SettingsTable, frozen=True, kw_only=True):
    """`[intake]`: how much of a submission is read."""

    file_mib: Whole = _CEILINGS.file_mib
    total_mib: Whole = _CEILINGS.total_mib
    files: Whole = _CEILINGS.files
    entries: Whole = _CEILINGS.entries
    archive_mib: Whole = _CEILINGS.archive_mib
    name_length: Whole = _CEILINGS.name_length


class RuleTable(SettingsTable, frozen=True, kw_only=True):
    """One of a task's `rules`: a name that its functions may not use."""

    forbid: str
    say: str


class TaskTable(SettingsTable, frozen=True, kw_only=True):
    """`[[tasks]]`: one part of an assignment."""

    id: str
    title: str | None = None
    file: str | None = None
    points: Decimal
    hidden_points: Decimal = Decimal(0)
    defines: tuple[str, ...] = ()
    by_hand: bool | None = None
    server: Literal["numpy", "torch"] = "torch"
    device: Device = Device.CPU
    rules: tuple[RuleTable, ...] = ()
    heading: str | None = None
    asserted: bool = False
    carry: Carry | None = None

    def __post_init__(self) -> None:
        check_task(self)
        check_points("points", self.points)
        check_points("hidden_points", self.hidden_points)
        check_hidden_points(self)
        check_path("file", self.file_name, "file")

    @property
    def file_name(self) -> str:
        """Return the task's file; `<id>.py` where none is named."""
        return f"{self.id}.py" if self.file is None else self.file

    @property
    def server_kind(self) -> ServerKind:
        """Return what the task's student process has; a GPU where it is the task's device."""
        return ServerKind.CUDA if self.device is Device.CUDA else ServerKind(self.server)

    @property
    def marked_by_hand(self) -> bool:
        """Return whether a person gives the points: always for a file that is not Python."""
        return not self.file_name.endswith(".py") if self.by_hand is None else self.by_hand


class AssignmentFile(SettingsTable, frozen=True, kw_only=True):
    """`assignment.toml`."""

    id: str
    title: str = ""
    seed: int
    lang: Language | None = None
    carry: Carry = Carry.NONE
    packages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    expects: ExpectsTable = ExpectsTable()
    limits: LimitsTable = LimitsTable()
    tolerances: TolerancesTable = TolerancesTable()
    policy: PolicyTable = PolicyTable()
    intake: IntakeTable = IntakeTable()
    evidence_mib: Annotated[int, Meta(ge=0, le=64)] = EVIDENCE_MIB
    tasks: tuple[TaskTable, ...] = ()

    def __post_init__(self) -> None:
        for check in (check_tasks, check_packages, check_files, check_counted):
            check(self)


class HiddenFile(SettingsTable, frozen=True, kw_only=True):
    """`hidden.toml`: what never leaves the staff."""

    seed: int
    grading_seed: int | None = None
    shows: Shows = Shows.TITLE

    def __post_init__(self) -> None:
        if self.grading_seed == self.seed:
            raise Unfit(tr("grading_seed must be another number than seed"), "grading_seed")


class CriterionTable(SettingsTable, frozen=True, kw_only=True):
    """`[[criteria]]`: one line of a rubric."""

    id: str
    task: str | None = None
    question: str = ""
    title: str
    points: Decimal
    look_for: str = ""

    def __post_init__(self) -> None:
        check_points("points", self.points)


class RubricFile(SettingsTable, frozen=True, kw_only=True):
    """`rubric.toml`: what a person gives points for."""

    criteria: tuple[CriterionTable, ...] = ()


class ExcuseTable(SettingsTable, frozen=True, kw_only=True):
    """`[[equivalent]]`: a mutant that is the same function as the reference."""

    task: str
    function: str = ""
    check: str = ""
    was: str
    now: str
    reason: str
    runs: Whole = EXCUSED_RUNS


class ExcusedTable(SettingsTable, frozen=True, kw_only=True):
    """`[[excused]]`: a finding of `grade verify` that stays as it is."""

    finding: str
    of: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Unfit(tr("{key} must say why the finding stays as it is", key=KEY), "reason")


class ExcusesFile(SettingsTable, frozen=True, kw_only=True):
    """`equivalent.toml`: the mutants and the findings that are excused."""

    equivalent: tuple[ExcuseTable, ...] = ()
    excused: tuple[ExcusedTable, ...] = ()
