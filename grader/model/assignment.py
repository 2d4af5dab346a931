"""Nouns of what a course hands out."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from msgspec import field

from grader.language import Language
from grader.nouns import noun, replace

from .carry import Carry
from .finishing import Policy
from .hints import Hints
from .outcomes import Shows
from .submission import Ceilings


class Device(StrEnum):
    """Devices that a task's tensors are computed on."""

    CPU = "cpu"
    CUDA = "cuda"


class ServerKind(StrEnum):
    """What a task's student process has: NumPy alone, PyTorch too, or PyTorch and a GPU."""

    NUMPY = "numpy"
    TORCH = "torch"
    CUDA = "cuda"

    @property
    def device(self) -> Device:
        return Device.CUDA if self is ServerKind.CUDA else Device.CPU

    @property
    def has_torch(self) -> bool:
        return self is not ServerKind.NUMPY


@noun
class Limits:
    """Limits of a student process, in CPU seconds; the wall clock is a backstop."""

    check_seconds: float = 10.0
    load_seconds: float = 20.0
    task_seconds: float = 60.0
    submission_seconds: float = 300.0
    memory_mib: int = 2048
    threads: int = 1
    output_kib: int = 256

    def wall_seconds(self, cpu_seconds: float) -> float:
        """Return the wall-clock backstop that goes with a CPU limit.

        A busy machine may be three times slower.
        """
        return 3.0 * cpu_seconds + 5.0


@noun
class Tolerance:
    """A tolerance between two numbers: `|error| <= absolute + relative * max|expected|`."""

    absolute: float
    relative: float


@noun
class Tolerances:
    """One tolerance per dtype, as it is unless `assignment.toml` says otherwise."""

    float64: Tolerance = field(default_factory=lambda: Tolerance(absolute=1e-9, relative=1e-9))
    float32: Tolerance = field(default_factory=lambda: Tolerance(absolute=1e-5, relative=1e-5))


@noun
class Rule:
    """Something a task's functions may not use: a dotted name, and the sentence that says so."""

    forbid: str
    say: str


@noun
class Task:
    """One part of an assignment.

    `defines` are the names that the task's own code must define; `asserted` says that its checks
    may run asserts in the student process, whose trust is lower.
    """

    id: str
    title: str
    file: str
    points: Decimal
    hidden_points: Decimal
    defines: tuple[str, ...]
    by_hand: bool
    server: ServerKind
    rules: tuple[Rule, ...]
    heading: str
    asserted: bool = False
    carry: Carry = Carry.NONE

    @property
    def device(self) -> Device:
        return self.server.device

    @property
    def visible_points(self) -> Decimal:
        return self.points - self.hidden_points


@noun
class Check:
    """One check of a task.

    `needs` are ids of structure checks that must pass first; `carries` are the functions of earlier
    stages that the reference may stand in for, see `Carry`; one that is `asserted` is what the
    student process says of a teacher's own asserts.  `shows` is what students see of a hidden one.
    """

    id: str
    task: str
    title: str
    points: Decimal
    hidden: bool
    needs: tuple[str, ...]
    hints: Hints
    asserted: bool = False
    carries: tuple[str, ...] = ()
    shows: Shows = Shows.TITLE


@noun
class Criterion:
    """One line of a rubric: what a person gives points for."""

    id: str
    question: str
    title: str
    points: Decimal
    look_for: str


@noun
class Rubric:
    """Criteria that a person marks a written task by."""

    task: str
    criteria: tuple[Criterion, ...]


EVIDENCE_MIB = 16  # of what a submission's code answers, kept to be judged again


@noun
class Assignment:
    """One homework.

    `solutions` is None on a student's machine; then both secret seeds are None too.  `grading_seed`
    draws the visible checks anew when a class is graded.  `language` is the one that its
    students read, None where the course does not say.  `packages` are what students may import
    beside NumPy, torch and the standard library; `files` are files and folders that the course
    gives, as paths inside the assignment's folder.
    """

    id: str
    title: str
    folder: Path
    solutions: Path | None
    tasks: tuple[Task, ...]
    limits: Limits
    tolerances: Tolerances
    visible_seed: int
    hidden_seed: int | None
    grading_seed: int | None = None
    language: Language | None = None
    packages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    expects: tuple[tuple[str, str], ...] = ()
    policy: Policy = field(default_factory=Policy)
    ceilings: Ceilings = field(default_factory=Ceilings)
    cuda_tolerances: Tolerances | None = None  # None where they are the same as on a CPU
    evidence_mib: int = EVIDENCE_MIB
    hidden_shows: Shows = Shows.TITLE

    def tolerances_of(self, task: Task) -> Tolerances:
        """Return how far a task's numbers may lie apart; a GPU may have tolerances of its own."""
        on_gpu = task.device is Device.CUDA and self.cuda_tolerances
        return on_gpu or self.tolerances

    @property
    def reference_folder(self) -> Path:
        """Return the folder of the solutions, on a machine of the staff's."""
        assert self.solutions is not None
        return self.solutions

    @property
    def points(self) -> Decimal:
        return sum((task.points for task in self.tasks), Decimal(0))

    @property
    def hidden_points(self) -> Decimal:
        return sum((task.hidden_points for task in self.tasks), Decimal(0))

    @property
    def notebook(self) -> str:
        """The file name of the notebook that students get."""
        return f"{self.id}.ipynb"

    @property
    def task_ids(self) -> tuple[str, ...]:
        return tuple(task.id for task in self.tasks)

    @property
    def coding_tasks(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if not task.by_hand)

    def without_carry(self) -> Assignment:
        """Return the same assignment in which no check gives points for what stands in."""
        return replace(self, tasks=tuple(replace(task, carry=Carry.NONE) for task in self.tasks))

    def task(self, task_id: str) -> Task:
        """Return the task of that id; KeyError when there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)


@noun
class Course:
    """A folder with `assignments/` and `solutions/`."""

    folder: Path

    @property
    def assignments(self) -> Path:
        return self.folder / "assignments"

    @property
    def solutions(self) -> Path:
        return self.folder / "solutions"

    @property
    def gradebook(self) -> Path:
        return self.folder / "gradebook.sqlite"
