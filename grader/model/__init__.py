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
from grader.model.grades import Decision, Extension, Grade, Override, Policy, Receipt, RubricEntry
from grader.model.outcomes import Blame, Level, Outcome, TaskStatus
from grader.model.proofs import AuditRun, Measure, Proved, Refusal
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
from grader.model.roster import Roster, Student
from grader.model.submission import Ceilings, Form, Submission, SubmittedFile
from grader.model.values import Handle, Opaque, Tensor

__all__ = [
    "Assignment",
    "AuditRun",
    "Blame",
    "Ceilings",
    "Check",
    "CheckResult",
    "Course",
    "Criterion",
    "Decision",
    "Diagnosis",
    "Difference",
    "Extension",
    "Form",
    "Grade",
    "Handle",
    "Level",
    "Limits",
    "Measure",
    "Opaque",
    "Outcome",
    "Override",
    "Place",
    "Policy",
    "Proved",
    "Receipt",
    "Refusal",
    "Result",
    "Roster",
    "Rubric",
    "RubricEntry",
    "Rule",
    "Seeds",
    "ServerKind",
    "Student",
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
