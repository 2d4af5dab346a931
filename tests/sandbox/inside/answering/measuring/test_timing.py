"""How long a call takes, in CPU time, beside another function."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import pytest

from grader.sandbox.inside.answering.measuring.timing import (
    MOST_CALLS,
    SHORT,
    TURNS,
    import_given,
    time_call,
)


def clock(monkeypatch: pytest.MonkeyPatch, step: float) -> None:
    """Let CPU time go on by so much whenever it is looked at."""
    now = [0.0]

    def look() -> float:
        now[0] += step
        return now[0]

    monkeypatch.setattr(time, "process_time", look)


def counting() -> tuple[Callable[[], int], list[None]]:
    calls: list[None] = []

    def called() -> int:
        calls.append(None)
        return len(calls)

    return called, calls


def test_a_timed_call_answers_and_changes_none_of_its_arguments() -> None:
    def filled(x: list[float]) -> list[float]:
        x.append(1.0)
        return x

    x: list[float] = []
    answer, mine, theirs = time_call(filled, "builtins.len", 0.0, (x,), {})
    assert (answer, x) == ([1.0], [])
    assert mine > 0 and theirs > 0


def test_a_given_function_is_found_by_its_module() -> None:
    assert import_given("os.path.join") is __import__("os").path.join
    with pytest.raises(AttributeError):
        import_given("os.path.nothing_of_the_kind")


def test_a_function_that_is_seen_to_be_fast_enough_has_one_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    function, calls = counting()
    clock(monkeypatch, 2 * SHORT)
    answer, mine, theirs = time_call(function, "time.thread_time", 1.0, (), {})
    assert answer == 1 and mine == theirs and len(calls) == 2


def test_one_that_is_not_seen_to_be_gets_a_few_more(monkeypatch: pytest.MonkeyPatch) -> None:
    function, calls = counting()
    clock(monkeypatch, 2 * SHORT)
    time_call(function, "time.thread_time", math.inf, (), {})
    assert len(calls) == 1 + TURNS


def test_a_short_function_is_called_several_times_a_turn_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    function, calls = counting()
    clock(monkeypatch, SHORT / 10)
    _, mine, _ = time_call(function, "time.thread_time", 0.0, (), {})
    assert mine == pytest.approx(SHORT / 10) and 10 <= len(calls) - 1 <= 11
    function, calls = counting()
    clock(monkeypatch, 0.0)
    time_call(function, "time.thread_time", 0.0, (), {})
    assert len(calls) == 1 + MOST_CALLS


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        time_call(lambda: 1 / 0, "time.thread_time", 1.0, (), {})
