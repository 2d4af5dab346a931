"""Seconds that checks have used end the task, or the whole submission, that used them up."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.judging.spending import Spending
from grader.model import Limits, Outcome
from grader.sandbox.failures import StudentStopped

LIMITS = Limits(task_seconds=10, submission_seconds=25)


@pytest.mark.parametrize(
    ("used", "said"),
    cases(
        {
            "within both": ({"a": (10, 0), "b": (10, 0)}, ""),
            "a task's CPU time": ({"a": (10.5, 0)}, "task's checks had already used its 10 s"),
            "a task that waits": ({"a": (0, 36)}, "already taken 36 s, mostly waiting"),
            "another task's": ({"b": (11, 0)}, ""),
            "all together": (
                {"a": (9, 0), "b": (9, 0), "c": (9, 0)},
                "submission's checks had already used its 25 s",
            ),
        }
    ),
)
def test_what_was_used_is_looked_at(used: dict[str, tuple[float, float]], said: str) -> None:
    spending = Spending(LIMITS)
    for task, (cpu, wall) in used.items():
        spending.of(task).cpu += cpu
        spending.of(task).wall += wall
    if not said:
        spending.refuse_overspent("a")
        return
    with pytest.raises(StudentStopped) as stopped:
        spending.refuse_overspent("a")
    assert stopped.value.outcome is Outcome.TIMED_OUT and said in stopped.value.sentence
