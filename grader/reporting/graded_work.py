"""A student's work as a report needs it: the grade, what it was made of, and what it was before."""

from collections.abc import Mapping

from msgspec import field

from grader.files.plain_text import line
from grader.model import Decision, Grade, Policy, Result
from grader.nouns import noun

from .class_report import Person


@noun
class Basis:
    """Everything that a grade was computed from, at one moment.

    `keys` say of each task what its result was made from, see `grader.gradebook.made_from`.
    """

    result: Result
    keys: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    policy: Policy = field(default_factory=Policy)


@noun
class Standing:
    """What somebody had at one moment: the grade, and what it was computed from."""

    grade: Grade
    basis: Basis


@noun
class GradedWork:
    """What somebody has now, and what they had before the last run; None where that was nothing."""

    now: Standing
    before: Standing | None = None

    @property
    def grade(self) -> Grade:
        """Return the grade as it is now."""
        return self.now.grade

    @property
    def result(self) -> Result:
        """Return the latest result."""
        return self.now.basis.result

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return what staff decided on it, the oldest first."""
        return self.now.basis.decisions

    @property
    def person(self) -> Person:
        """Return who it is."""
        own, student = self.result.submission.name, self.grade.student
        return Person(
            submission=line(own), name=line(student.name or own), section=line(student.section)
        )
