"""Where the CPU time and the memory of `grade batch` go: desk, examiners, servers, students.

Processes are looked at in /proc while it runs.  Student processes are forked from a server: what
they have used is added to its account when it reaps them.  Memory is proportional (PSS), at the
moment when all processes together had most.
"""

import os
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.batch import HERE, batch_command, make_class
from benchmarks.machine import TICKS, machine_line
from benchmarks.spending import pss_mib, started
from grader.config import find_course, load_course_assignment

LOOK_SECONDS = 0.2
LONG = ("seq2seq.py", "hello_ohlol.py")


@dataclass(slots=True)
class Roles:
    """What each role has used: CPU seconds, and MiB and processes at the fullest moment."""

    cpu: dict[int, tuple[str, float, float]] = field(default_factory=dict)  # by pid
    mib: Counter[str] = field(default_factory=Counter)
    processes: Counter[str] = field(default_factory=Counter)

    def look(self, root: int) -> None:
        """Note what all processes below one have used up to now."""
        mib: Counter[str] = Counter()
        processes: Counter[str] = Counter()
        for pid in _below(root):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            role = _role(pid, root, command)
            if role.endswith("server") and _is_student(pid, fields, self.cpu):
                role = role.replace("server", "students")
            own, children = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
            self.cpu[pid] = (role, own / TICKS, children / TICKS)
            mib[role] += pss_mib(pid)
            processes[role] += 1
        if mib.total() > self.mib.total():
            self.mib, self.processes = mib, processes

    def seconds(self) -> Counter[str]:
        """Return CPU seconds by role; the students' are what their servers have reaped."""
        seconds: Counter[str] = Counter()
        for role, own, children in self.cpu.values():
            if role.endswith("server"):
                seconds[role.replace("server", "students")] += children
            if not role.endswith("students"):
                seconds[role] += own
        return seconds


def _below(root: int) -> set[int]:
    parents = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(entry)] = int(
                Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:
            continue
    below, newer = {root}, {root}
    while newer:
        newer = {pid for pid, parent in parents.items() if parent in newer}
        below |= newer
    return below


def _is_student(pid: int, fields: list[str], known: dict[int, tuple[str, float, float]]) -> bool:
    """Return whether a process that looks like a server was forked from one for a student.

    It begins a session; the copies of a server stay in the server's.
    """
    parent, session = int(fields[1]), int(fields[3])
    return session == pid and known.get(parent, ("",))[0].endswith("server")


def _role(pid: int, root: int, command: list[str]) -> str:
    if pid == root:
        return "desk"
    if "grader.examiner.service" in command:
        return "examiner"
    if "grader.sandbox.starting.server" in command and not command[0].endswith("bwrap"):
        kind = command[command.index("grader.sandbox.starting.server") + 1]
        return f"{kind} server"
    return "others"


@click.command()
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("--size", default=24, show_default=True, help="Submissions of the class.")
@click.option("-j", "jobs", default=1, show_default=True, help="Examiners.")
@click.option("--level", default="strict", show_default=True)
@click.option("--short", is_flag=True, help="Leave out the tasks that train for long.")
def roles(assignment_id: str, size: int, jobs: int, level: str, short: bool) -> None:
    """CPU time and memory of a class, by who used it."""
    course = find_course(HERE)
    assert course is not None
    assignment = load_course_assignment(course, assignment_id)
    with tempfile.TemporaryDirectory() as name:
        made = make_class(Path(name) / "class", assignment, size, LONG if short else ())
        command = batch_command(made.folder, course.folder, assignment_id, level, jobs)
        used, wall = _watched(started(command, Path(name) / "said").process)
    _show(used, wall, size)
    click.echo(machine_line())


def _watched(process: subprocess.Popen[bytes]) -> tuple[Roles, float]:
    used, began = Roles(), time.perf_counter()
    while process.poll() is None:
        used.look(process.pid)
        time.sleep(LOOK_SECONDS)
    return used, time.perf_counter() - began


def _show(used: Roles, wall: float, size: int) -> None:
    seconds = used.seconds()
    click.echo(f"{'':<24}{'CPU s':>8}{'a submission':>14}{'PSS MiB':>9}{'processes':>11}")
    for role, cpu in sorted(seconds.items(), key=lambda item: -item[1]):
        click.echo(
            f"{role:<24}{cpu:>8.2f}{cpu / size:>14.3f}{used.mib[role]:>9.0f}"
            f"{used.processes[role]:>11}"
        )
    total = seconds.total()
    click.echo(f"{'all':<24}{total:>8.2f}{total / size:>14.3f}{used.mib.total():>9.0f}")
    click.echo(
        f"{wall:.1f} s for {size} submissions, start-up and end included;"
        f" {total / wall:.2f} cores at work"
    )
