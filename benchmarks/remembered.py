"""A student's own check that runs again while nothing changed, against the import of NumPy."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks.machine import calmly, machine_line

HERE = Path(__file__).resolve().parent.parent
MUST_SECONDS = 0.3
CHECK = ("-m", "grader", "check")
NUMPY = ("-c", "import numpy")


@click.command()
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("-n", "runs", default=9, show_default=True, help="Pairs of runs.")
def remembered(assignment_id: str, runs: int) -> None:
    """`grade check` with nothing changed, and `import numpy`, in turn, after a first run."""
    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(HERE / "assignments" / assignment_id, Path(name) / "work")
        for path in (HERE / "solutions" / assignment_id).glob("*.py"):
            shutil.copy(path, folder)
        environment = {**os.environ, "XDG_CACHE_HOME": f"{name}/cache"}
        # As on a student's machine: modules are compiled once, not at every start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def timed(arguments: tuple[str, ...]) -> tuple[float, float]:
            """Return wall seconds and CPU seconds."""
            began, before = time.perf_counter(), _cpu_seconds()
            subprocess.run(
                [sys.executable, *arguments],
                cwd=folder,
                env=environment,
                capture_output=True,
                check=True,
            )
            return time.perf_counter() - began, _cpu_seconds() - before

        timed(CHECK)  # compiles the modules
        shutil.rmtree(f"{name}/cache")
        first, _ = timed(CHECK)
        pairs = [calmly(lambda: (timed(CHECK), timed(NUMPY))) for _ in range(runs)]
    checks, bare = zip(*pairs, strict=True)
    again, numpy = (statistics.median(wall for wall, _ in each) for each in (checks, bare))
    click.echo(f"first run     {first:.2f} s")
    click.echo(
        f"unchanged     {again:.2f} s (median of {runs}; must be at most {MUST_SECONDS:g}),"
        f" {min(cpu for _, cpu in checks):.2f} s of CPU time"
    )
    click.echo(f"import numpy  {numpy:.2f} s, {min(cpu for _, cpu in bare):.2f} s of CPU time")
    ratio = statistics.median(check[0] / other[0] for check, other in pairs)
    click.echo(f"ratios        {ratio:.1f} to import numpy, {again / first:.3f} to the first run")
    click.echo(machine_line())


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
