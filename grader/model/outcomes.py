"""How a check can end, and whose doing that is."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The end of one check for one submission."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    RAISED = "RAISED"
    TIMED_OUT = "TIMED_OUT"
    OUT_OF_MEMORY = "OUT_OF_MEMORY"
    CRASHED = "CRASHED"
    BLOCKED = "BLOCKED"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    GRADER_FAULT = "GRADER_FAULT"


class Blame(StrEnum):
    """Who has to mend what did not pass; None in its place says that there is nothing to mend."""

    STUDENT = "student"
    COURSE = "course"
    GRADER = "grader"


class DiagnosisKind(StrEnum):
    """How a mistake was recognised.

    By the answers of a stored wrong function, by a pattern that needs no file, by where a loss
    curve parts, by the first inner step that is wrong.
    """

    MISCONCEPTION = "misconception"
    FAMILY = "family"
    TRAINING = "training"
    INTERMEDIATE = "intermediate"


class TaskStatus(StrEnum):
    """What can be said of a whole task, and of a whole grade."""

    GRADED = "graded"
    NOT_SUBMITTED = "not_submitted"
    AWAITING = "awaiting"
    HELD = "held"


class Level(StrEnum):
    """How strongly the student process was locked down.

    `docs/how-it-works.md` says what each level holds.
    """

    STRICT = "strict"
    STANDARD = "standard"
    PROCESS = "process"
