"""`grade check --watch`: from a save to the table on the screen, against the cold command.

Two cores are enough; what else runs on the machine is told as its load.
"""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.machine import machine_line

HERE = Path(__file__).resolve().parent.parent
CASES = HERE / "tests" / "samples" / "cases"
LIMIT = 60.0  # seconds, after which nothing comes any more


@dataclass(frozen=True, slots=True)
class _Kind:
    """A task, how it is called here, a wrong answer to it, and the seconds that a save may take."""

    task: str
    name: str
    wrong: str
    must: float


KINDS = (
    _Kind("srn", "NumPy", "srn-wrong-state-not-carried", 0.5),
    _Kind("rnn_cell", "PyTorch", "rnn_cell-wrong-hidden-restarts", 1.5),
)


class _Screen:
    """A terminal with the command in it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._page_values = ""
        self.process, self._file = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(COLUMNS="80", LINES="40", NO_COLOR="1", XDG_CACHE_HOME=str(cache))
            os.execv(sys.executable, [sys.executable, "-m", "grader", "check", "--watch"])

    def seconds_until(self, *texts: str) -> float:
        """Return how long it takes until all these texts were shown."""
        began = time.perf_counter()
        while not all(text in self._page_values for text in texts):
            if time.perf_counter() - began > LIMIT:
                raise click.ClickException(f"{texts} not shown, but {self._page_values[-2000:]}")
            if select.select([self._file], [], [], 0.05)[0]:
                more = os.read(self._file, 1 << 16).decode("utf-8", "replace")
                self._page_values = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._page_values + more)
        return time.perf_counter() - began

    def forget(self) -> None:
        """Forget what was shown; what is still coming is waited for and dropped."""
        while select.select([self._file], [], [], 0.5)[0]:
            os.read(self._file, 1 << 16)
        self._page_values = ""

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGINT)
            os.waitpid(self.process, 0)


@click.command()
@click.option("-n", "saves", default=7, show_default=True, help="Saves of each kind.")
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures.",
)
def watch(saves: int, json_path: Path | None) -> None:
    """Saves of a NumPy and of a torch task, right and wrong in turn, and the command run anew."""
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(HERE / "assignments" / "rnn", Path(name) / "rnn")
        environment = {**os.environ, "XDG_CACHE_HOME": f"{name}/cold"}
        screen = _Screen(folder, Path(name) / "cache")
        try:
            screen.seconds_until("q quit")
            for kind in KINDS:
                saved = _saves(screen, folder, kind, saves)
                figures[kind.task] = _told(kind, saved, _cold(folder, kind, environment, saves))
        finally:
            screen.close()
    click.echo(machine_line())
    if json_path:
        json_path.write_text(
            json.dumps(figures | {"load": os.getloadavg()[0]}, indent=1) + "\n", "utf-8"
        )


def _saves(screen: _Screen, folder: Path, kind: _Kind, saves: int) -> dict[str, list[float]]:
    """Return the seconds of each save; the first two warm the processes."""
    file = f"{kind.task}.py"
    texts = {
        "right": (HERE / "solutions" / "rnn" / file).read_text(encoding="utf-8"),
        "wrong": (CASES / kind.wrong / file).read_text(encoding="utf-8"),
    }
    points = _points(kind.task)
    shown = {"right": f"{kind.task} {points}/{points}", "wrong": f"x {kind.task}"}
    seconds: dict[str, list[float]] = {"right": [], "wrong": []}
    for number in range(saves + 1):
        for state, text in texts.items():
            screen.forget()
            part = folder / f".{file}.part"
            part.write_text(f"{text}\n# {number}\n", encoding="utf-8")
            part.replace(folder / file)
            took = screen.seconds_until(shown[state], "q quit")
            if number:
                seconds[state].append(took)
    return seconds


def _points(task: str) -> str:
    """Return the points of a task's visible checks."""
    from grader.config import load_assignment

    found = load_assignment(HERE / "assignments" / "rnn").task(task)
    return f"{found.points - found.hidden_points:f}"


def _cold(folder: Path, kind: _Kind, environment: dict[str, str], runs: int) -> list[float]:
    """Return the seconds of the command for that task, each in new processes."""
    command = [sys.executable, "-m", "grader", "check", kind.task, "--again"]
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        seconds.append(time.perf_counter() - began)
    return seconds


def _told(kind: _Kind, saved: dict[str, list[float]], cold: list[float]) -> dict[str, float]:
    """Show and return the figures of a task."""
    anew = statistics.median(cold)
    figures = {"cold": anew, "must": kind.must}
    for state, seconds in saved.items():
        took = statistics.median(seconds)
        figures |= {state: took, f"{state}_ratio": took / anew}
        click.echo(
            f"{kind.task:<9} {kind.name:<8} {state:<6} {took:.2f} s from save to table (from"
            f" {min(seconds):.2f} to {max(seconds):.2f}), {took / anew:.2f} of the cold command's"
            f" {anew:.2f} s; must be at most {kind.must:g} s"
        )
    return figures
