"""A suite of checks in this very process, for what an examiner does with one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from grader.judging.collecting import call_with_suite
from grader.judging.suite import Suite
from grader.model import Assignment, ServerKind
from grader.sandbox.starting.launchers import Launcher, Launchers

Answer = TypeVar("Answer")


def in_suite(
    assignment: Assignment,
    launchers: Callable[[str, str], Launcher],
    work: Callable[[Suite, Launchers], Answer],
) -> Answer:
    """Return what `work` gives, which has the assignment's checks and NumPy's forked processes."""
    answers: list[Answer] = []

    def servers(kind: ServerKind) -> Launcher:
        return launchers("forked", kind.value)

    call_with_suite(assignment, lambda suite: answers.append(work(suite, servers)))
    return answers[0]
