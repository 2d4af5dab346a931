"""Limits and priorities that student code asks for are left as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases
from support.processes import Student

from grader.language import tr
from grader.sandbox.inside.substitutes.process_settings import LEFT_OUT


def notes_of(student: Student) -> tuple[Any, ...]:
    """What is to be said when the check ends."""
    student.process.finish(student.check)
    return student.process.receive_finished(student.check).notes


@pytest.mark.parametrize(
    ("call", "left_out"),
    cases(
        {
            "memory": (
                "resource.setrlimit(resource.RLIMIT_AS, (1 << 22, 1 << 22))",
                "resource.setrlimit",
            ),
            "stack": (
                "resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY,) * 2)",
                "resource.setrlimit",
            ),
            "of oneself": ("resource.prlimit(0, resource.RLIMIT_CPU, (1, 1))", "resource.prlimit"),
            "niceness": ("os.nice(10)", "os.nice"),
            "priority": ("os.setpriority(os.PRIO_PROCESS, 0, 5)", "os.setpriority"),
            "processors": ("os.sched_setaffinity(0, {0})", "os.sched_setaffinity"),
        }
    ),
)
def test_limits_are_left_as_they_are_with_a_note(
    open_: Callable[..., Student], call: str, left_out: str
) -> None:
    """At the top of a file, where it cost the task, and in a function."""
    student = open_(
        f"import os, resource\nlimits = resource.getrlimit(resource.RLIMIT_AS)\n{call}\n"
        f"def f():\n    {call}\n    return limits == resource.getrlimit(resource.RLIMIT_AS)\n"
    )
    assert student.call() is True
    assert set(notes_of(student)) == {tr(LEFT_OUT, call=left_out)}


def test_a_limit_can_still_be_asked_for(open_: Callable[..., Student]) -> None:
    student = open_("""
        import os, resource

        def f():
            limit = resource.prlimit(0, resource.RLIMIT_CORE)
            return [limit == resource.getrlimit(resource.RLIMIT_CORE), limit[0], os.nice(5)]
    """)
    assert student.call() == [True, 0, 0]
