"""What commands cost, with everything that they start.

`wait4(2)` tells only of processes that somebody waited for: a server in a pid namespace of its own
is killed with the namespace, and what it and its children used is lost.  So the tree of processes
is looked at while it runs, in /proc.

Memory is proportional (PSS): what several processes share is counted once, in parts.
https://docs.kernel.org/filesystems/proc.html
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.machine import TICKS, busy_seconds, others

HERE = Path(__file__).resolve().parent.parent
LOOK_SECONDS = 0.1
MEMORY_SECONDS = 0.3  # reading the memory of a tree costs milliseconds


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and CPU seconds of commands and all that they started, and memory in MiB.

    `tree_mib` is the most that all processes had together, as PSS; `own_mib` is the peak of the
    largest of the commands' own (for `grade batch` this is the desk).
    `others` is the share of the machine that everybody else used meanwhile.
    """

    wall: float
    cpu: float
    tree_mib: float
    own_mib: float
    others: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and what its environment has beside ours."""

    line: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    said: Path
    cpu: float = 0.0
    own_mib: float = 0.0
    pids: tuple[int, ...] = ()

    def look(self) -> None:
        """Notes what the tree has used up to now."""
        tree = _tree(self.process.pid)
        self.pids = tuple(pid for pid, _, _ in tree)
        self.cpu = max(self.cpu, sum(seconds for _, seconds, _ in tree))
        self.own_mib = max(
            [self.own_mib, *(mib for pid, _, mib in tree if pid == self.process.pid)]
        )


def spend(commands: Sequence[Command], at_once: int = 1) -> Spent:
    """Runs commands, so many at once, and gives what they cost together.

    Raises ClickException when one fails.
    """
    waiting, running, ended = list(reversed(commands)), [], []
    began, busy = time.perf_counter(), busy_seconds()
    tree_mib, weighed = 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(started(waiting.pop(), Path(folder) / f"{len(waiting)}"))
            for one in list(running):
                one.look()
                if _has_ended(one):
                    running.remove(one)
                    ended.append(one)
            if time.perf_counter() - weighed > MEMORY_SECONDS:
                tree_mib = max(tree_mib, sum(pss_mib(pid) for one in running for pid in one.pids))
                weighed = time.perf_counter()
            if running:
                time.sleep(LOOK_SECONDS if at_once == 1 and not waiting else LOOK_SECONDS / 10)
    wall, cpu = time.perf_counter() - began, sum(one.cpu for one in ended)
    return Spent(
        wall=wall,
        cpu=cpu,
        tree_mib=tree_mib,
        own_mib=max(one.own_mib for one in ended),
        others=others(wall, busy_seconds() - busy - cpu),
    )


def started(command: Command, said: Path) -> _Running:
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(HERE),
    }
    with said.open("wb") as errors:
        process = subprocess.Popen(
            command.line,
            env={**environment, **command.environment},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    return _Running(process, said)


def _has_ended(one: _Running) -> bool:
    pid, status, usage = os.wait4(one.process.pid, os.WNOHANG)
    if not pid:
        return False
    one.process.returncode = os.waitstatus_to_exitcode(status)
    if one.process.returncode not in (0, 1):
        raise click.ClickException(one.said.read_text(encoding="utf-8", errors="replace")[-2000:])
    one.cpu = max(one.cpu, usage.ru_utime + usage.ru_stime)
    return True


def _tree(root: int) -> list[tuple[int, float, float]]:
    """(pid, CPU seconds with those of the children it waited for, peak MiB) of a process and all
    below it.
    """
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (
                    Path(f"/proc/{entry}/stat")
                    .read_text(errors="replace")
                    .rpartition(")")[2]
                    .split()
                )
                parents[int(entry)] = int(fields[1])
                seconds[int(entry)] = sum(map(int, fields[11:15])) / TICKS
    below, found = {root}, True
    while found:
        found = {pid for pid, parent in parents.items() if parent in below} - below
        below |= found
    return [(pid, seconds[pid], _peak_mib(pid)) for pid in below if pid in seconds]


def _peak_mib(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0


def pss_mib(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(errors="replace").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
