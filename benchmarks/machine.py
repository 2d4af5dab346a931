"""How much of the machine others use while something is timed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TICKS = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1
# A share of the whole machine; above it, what was timed is timed once more.
MOST_OF_OTHERS = 0.1
LOOK_SECONDS = 0.25

Timed = TypeVar("Timed")


def busy_seconds() -> float:
    """Gives the CPU seconds that all processes of this machine have used since it started."""
    user, nice, system, _, _, irq, soft_irq = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:8]
    )
    return (user + nice + system + irq + soft_irq) / TICKS


def others(wall: float, busy: float) -> float:
    """Gives a share of the machine: `busy` CPU seconds of others in `wall` seconds."""
    return max(0.0, busy) / (wall * CORES)


def others_now() -> float:
    """Gives the share of the machine that is used while we do nothing but look."""
    began, busy = time.perf_counter(), busy_seconds()
    time.sleep(LOOK_SECONDS)
    return others(time.perf_counter() - began, busy_seconds() - busy)


def calmly(measure: Callable[[], Timed]) -> Timed:
    """Measures; once more when others used much of the machine just before or just after."""
    before, timed = others_now(), measure()
    if max(before, others_now()) > MOST_OF_OTHERS:
        return measure()
    return timed


def machine_line() -> str:
    """Says how busy the machine is, for the end of every table."""
    return f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {CORES} cores"
