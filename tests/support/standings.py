"""What somebody has, as a report needs it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from grader.model import Decision, Grade, Policy, Result, Student, TaskStatus
from grader.nouns import replace
from grader.reporting.graded_work import Basis, Standing


def standing(
    made: Result,
    *decisions: Decision,
    grade: Grade | None = None,
    keys: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    **more: Any,
) -> Standing:
    """A standing whose grade is what was judged; `more` are other values of the grade."""
    plain = Grade(
        assignment="tiny",
        student=Student(id=made.submission.name, name=made.submission.name.title()),
        status=TaskStatus.GRADED,
        tasks=made.tasks,
        raw=made.earned,
        adjusted=made.earned,
        possible=Decimal(4),
        received=None,
        days_late=None,
        why=(),
    )
    return Standing(
        grade=replace(grade or plain, **more),
        basis=Basis(result=made, keys=keys or {}, decisions=decisions, policy=policy or Policy()),
    )
