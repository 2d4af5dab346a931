"""Outcomes of a check, and who is to blame for one."""

from enum import StrEnum


class Outcome(StrEnum):
    """End of one check for one submission."""

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
    """People who can mend what did not pass; None in its place: there is nothing to mend."""

    STUDENT = "student"
    COURSE = "course"
    GRADER = "grader"


class Shows(StrEnum):
    """What students see of a hidden check, each with what stands before it.

    That there is one and how it ended, its title, what was misunderstood.
    """

    NOTHING = "nothing"
    OUTCOME = "outcome"
    TITLE = "title"
    MISTAKE = "mistake"


class DiagnosisKind(StrEnum):
    """Ways in which a mistake was recognised.

    By the answers of a stored wrong function, by a pattern that needs no file, by what a function
    does besides answering, by where a loss curve parts, by the first inner step that is wrong.
    """

    MISCONCEPTION = "misconception"
    FAMILY = "family"
    CONDUCT = "conduct"
    TRAINING = "training"
    INTERMEDIATE = "intermediate"


class TaskStatus(StrEnum):
    """States of a task, and of a grade."""

    GRADED = "graded"
    NOT_SUBMITTED = "not_submitted"
    AWAITING = "awaiting"
    HELD = "held"


class Level(StrEnum):
    """Levels of locking a student process down.

    `docs/how-it-works.md` says what each level holds.
    """

    STRICT = "strict"
    STANDARD = "standard"
    PROCESS = "process"
