"""A check's own function may be called with anything, and has to come back."""

from __future__ import annotations

import signal
import threading

import pytest

from grader.sandbox.patience import limit_time

SLOW = TimeoutError("the check's function took too long")


def test_a_function_that_does_not_end_is_stopped() -> None:
    with (
        pytest.raises(TimeoutError, match="the check's function took too long"),
        limit_time(0.01, SLOW),
    ):
        for _ in range(10**9):
            pass


def test_a_function_that_ends_is_left_alone_and_the_clock_is_put_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with limit_time(60, SLOW):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_the_clock_is_put_back_also_after_an_error() -> None:
    with pytest.raises(ValueError), limit_time(60, SLOW):
        raise ValueError
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_nothing_is_stopped_while_it_would_do_harm() -> None:
    asked = []
    with limit_time(0.001, SLOW, when=lambda: bool(asked.append(1))):
        while not asked:
            pass
    assert asked == [1]


def test_in_another_thread_there_is_no_clock_and_the_block_runs() -> None:
    ran = []

    def run() -> None:
        with limit_time(0.01, SLOW):
            ran.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ran == [True]
