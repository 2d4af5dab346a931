"""Waiting for an answer: when a student process is stopped, and what is said of it."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.model import Outcome
from grader.sandbox.waiting import Allowance, Waiting


class Clock:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr("grader.sandbox.waiting.time.monotonic", moved)
    return moved


def test_within_both_limits_nothing_is_due(clock: Clock) -> None:
    waiting = Waiting(5.0, Allowance(cpu=2.0, doing="loading"))
    assert waiting.overrun(7.0) is None
    clock.now += 5.0
    assert waiting.overrun(9.0) is None


def test_cpu_time_counts_from_the_first_question_on(clock: Clock) -> None:
    waiting = Waiting(5.0, Allowance(cpu=2.0, doing="calling f"))
    waiting.overrun(50.0)
    stopped = waiting.overrun(52.1)
    assert stopped is not None and stopped.outcome is Outcome.TIMED_OUT
    assert str(stopped) == "stopped after 2 s of CPU time while calling f"


def test_earlier_questions_of_a_check_count_too(clock: Clock) -> None:
    waiting = Waiting(5.0, Allowance(cpu=2.0, doing="calling f", used=1.5))
    waiting.overrun(0.0)
    assert waiting.overrun(0.5) is None
    assert waiting.overrun(0.6) is not None


@pytest.mark.parametrize(
    ("used", "busy"),
    cases(
        {
            "it slept": (0.1, True),
            "it worked half of the time": (2.5, False),
            "nobody knows": (None, False),
        }
    ),
)
def test_on_the_wall_clock_a_machine_that_was_busy_is_told_from_work(
    clock: Clock, used: float | None, busy: bool
) -> None:
    waiting = Waiting(5.0, Allowance(cpu=9.0, doing="loading"))
    waiting.overrun(None if used is None else 0.0)
    clock.now += 5.1
    stopped = waiting.overrun(used)
    assert stopped is not None and stopped.busy is busy
    assert str(stopped) == "stopped after waiting 5 s while loading"


def test_what_earlier_questions_waited_is_told_with_it(clock: Clock) -> None:
    waiting = Waiting(2.0, Allowance(cpu=9.0, doing="calling f", waited=3.25))
    clock.now += 2.1
    stopped = waiting.overrun(None)
    assert stopped is not None and "after waiting 5.25 s" in str(stopped)


def test_a_process_that_does_not_start_is_told(clock: Clock) -> None:
    waiting = Waiting(30.0, None)
    assert waiting.overrun(1000.0) is None
    clock.now += 31.0
    assert str(waiting.overrun(1000.0)) == "stopped after waiting 30 s while starting"
