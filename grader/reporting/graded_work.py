"""A student's work as a report needs it: the grade, what it was made of, and what it was before."""

from __future__ import annotations

from grader.files.plain_text import line
from grader.model import Decision, Grade, Result
from grader.nouns import noun
from grader.reporting.class_report import Person


@noun
class GradedWork:
    """A student's grade, the latest result and the decisions behind it, and the result before."""

    grade: Grade
    result: Result
    before: Result | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def person(self) -> Person:
        """Return who it is."""
        own, student = self.result.submission.name, self.grade.student
        return Person(
            submission=line(own), name=line(student.name or own), section=line(student.section)
        )
