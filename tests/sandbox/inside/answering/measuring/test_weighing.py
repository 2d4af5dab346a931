"""How much memory a call needs at its peak, beside that of another."""

from __future__ import annotations

import sys
import types
from typing import Any

import numpy as np
import pytest

from grader.sandbox.inside.answering.measuring.weighing import weigh_call

MIB = 1 << 20


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> str:
    """A function that the course gives, in a module of its own: it makes an array."""
    module = types.ModuleType("given_by_a_test")

    def twice(x: Any) -> Any:
        return (x + 1.0) * 2.0

    module.twice = twice  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "given_by_a_test", module)
    return "given_by_a_test.twice"


def ones(mib: int) -> Any:
    return np.ones(mib * MIB // 8)


def test_what_is_made_during_a_call_counts_and_what_was_there_does_not() -> None:
    answer, mine, theirs = weigh_call(lambda x: x.sum(), "", (ones(4),), {})
    assert answer == MIB // 2 and theirs == 0.0
    assert mine < MIB


def test_a_peak_is_what_is_alive_at_once() -> None:
    def one_by_one(count: int) -> float:
        return float(sum(ones(1).sum() for _ in range(count)))

    def all_at_once(count: int) -> float:
        return float(sum(each.sum() for each in [ones(1) for _ in range(count)]))

    few = weigh_call(one_by_one, "", (8,), {})[1]
    many = weigh_call(all_at_once, "", (8,), {})[1]
    assert MIB <= few < 3 * MIB and 8 * MIB <= many < 10 * MIB


def test_a_call_is_weighed_beside_a_given_function(given: str) -> None:
    def in_place(x: Any) -> Any:
        x += 1.0
        x *= 2.0
        return x

    given_array = ones(2)
    answer, mine, theirs = weigh_call(in_place, given, (), {"x": given_array})
    assert answer[0] == 4.0 and given_array[0] == 1.0
    assert mine < MIB and 2 * MIB <= theirs < 5 * MIB


def test_what_is_made_once_and_kept_does_not_count() -> None:
    kept: list[Any] = []

    def cached() -> int:
        if not kept:
            kept.append(ones(8))
        return len(kept)

    assert weigh_call(cached, "", (), {})[1] < MIB


def test_what_a_call_raises_is_raised_and_the_measuring_ends() -> None:
    import tracemalloc

    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        weigh_call(broken, "", (), {})
    assert not tracemalloc.is_tracing()
