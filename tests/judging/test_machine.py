"""Who goes in beside others, who alone, and that nobody is let in while somebody waits to be
alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from grader.judging.machine import Machine
from grader.model import Device

SOON = 20.0


class Guest:
    """A thread that goes in, says so, and stays until it is told to leave."""

    def __init__(self, enter: Callable[[], AbstractContextManager[None]]) -> None:
        self.inside, self._leave = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._stay, args=(enter,), daemon=True)
        self._thread.start()

    def _stay(self, enter: Callable[[], AbstractContextManager[None]]) -> None:
        with enter():
            self.inside.set()
            assert self._leave.wait(SOON)

    def leave(self) -> None:
        self._leave.set()
        self._thread.join(SOON)
        assert not self._thread.is_alive()


def test_checks_run_side_by_side(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    guests = [Guest(machine.share_machine) for _ in range(2)]
    assert all(guest.inside.wait(SOON) for guest in guests)
    for guest in guests:
        guest.leave()


def test_one_that_is_alone_waits_for_those_inside_and_keeps_others_out(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    first = Guest(machine.share_machine)
    assert first.inside.wait(SOON)
    alone = Guest(machine.reserve_machine)
    assert not alone.inside.is_set()
    first.leave()
    assert alone.inside.wait(SOON)
    late = Guest(machine.share_machine)
    assert not late.inside.is_set()
    alone.leave()
    assert late.inside.wait(SOON)
    late.leave()


def test_one_check_at_a_time_computes_on_the_gpu(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    first = Guest(lambda: machine.share_machine(Device.CUDA))
    assert first.inside.wait(SOON)
    second = Guest(lambda: machine.share_machine(Device.CUDA))
    on_cpu = Guest(machine.share_machine)
    assert on_cpu.inside.wait(SOON) and not second.inside.is_set()
    first.leave()
    assert second.inside.wait(SOON)
    for guest in (second, on_cpu):
        guest.leave()


@pytest.mark.parametrize("name", ["share_machine", "reserve_machine"])
def test_without_a_folder_nobody_waits(name: str) -> None:
    machine = Machine(None)
    guests = [Guest(getattr(machine, name)) for _ in range(2)]
    assert all(guest.inside.wait(SOON) for guest in guests)
    for guest in guests:
        guest.leave()
