"""The nouns: frozen, slotted, keyword-only dataclasses without any I/O."""

from grader.model.assignment import (
    Assignment,
    Check,
    Course,
    Criterion,
    Limits,
    Rubric,
    Rule,
    ServerKind,
    Task,
    Tolerance,
    Tolerances,
)
from grader.model.outcomes import Blame, Level, Outcome, TaskStatus
from grader.model.results import (
    CheckResult,
    Diagnosis,
    Difference,
    Place,
    Result,
    Seeds,
    SubmissionRecord,
    TaskResult,
    Versions,
)
from grader.model.submission import Submission, SubmittedFile
from grader.model.values import Handle, Opaque, Tensor

__all__ = [
    "Assignment",
    "Blame",
    "Check",
    "CheckResult",
    "Course",
    "Criterion",
    "Diagnosis",
    "Difference",
    "Handle",
    "Level",
    "Limits",
    "Opaque",
    "Outcome",
    "Place",
    "Result",
    "Rubric",
    "Rule",
    "Seeds",
    "ServerKind",
    "Submission",
    "SubmissionRecord",
    "SubmittedFile",
    "Task",
    "TaskResult",
    "TaskStatus",
    "Tensor",
    "Tolerance",
    "Tolerances",
    "Versions",
]
