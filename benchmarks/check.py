"""`grade check` against one plain Python process that imports the same files and calls the same
functions.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks.machine import calmly, machine_line
from benchmarks.questions import capture, save
from grader.config import load_assignment
from grader.intake.reading import read_folder
from grader.runs.recording import reference_submission


@click.command()
@click.option(
    "--course", "course_path", type=click.Path(path_type=Path, file_okay=False), default="."
)
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("--task", help="One NumPy task, against `import numpy` in a plain process.")
@click.option("-n", "runs", default=7, show_default=True, help="Pairs of runs.")
def check(course_path: Path, assignment_id: str, task: str | None, runs: int) -> None:
    """All tasks of the reference by `grade check`, and bare, in turn."""
    released = load_assignment(course_path / "assignments" / assignment_id)
    solved = load_assignment(released.folder, course_path / "solutions" / assignment_id)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in sorted(released.folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                copy = folder / path.relative_to(released.folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
        for file in reference_submission(solved).files:
            (folder / file.name).write_bytes(file.content)
        if task is not None:
            one = [sys.executable, "-m", "grader", "check", task, "--again", "--path", str(folder)]
            plain = [sys.executable, "-c", "import numpy"]
            return _show(_pairs(one, plain, runs), ("grade check", "import numpy"), 3)
        work = read_folder(folder, "work")
        asked = capture(load_assignment(folder), [work])[0]
        sources = {
            task.id: (folder / task.file).read_text(encoding="utf-8")
            for task in released.coding_tasks
        }
        questions = folder / "questions.pickle"
        save(questions, [(sources, asked)])
        kit = [sys.executable, "-m", "grader", "check", "--again", "--path", str(folder), "--json"]
        bare = [sys.executable, "-m", "benchmarks.bare", str(questions), "run"]
        return _show(_pairs(kit, bare, runs), ("grade check", "bare process"), 0.9)


def _pairs(one: list[str], other: list[str], runs: int) -> list[tuple[float, float]]:
    """Return the seconds of both commands, in turn; the first pair warms the disk cache."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return [
        calmly(lambda: (_seconds(one, environment), _seconds(other, environment)))
        for _ in range(runs + 1)
    ][1:]


def _show(pairs: list[tuple[float, float]], names: tuple[str, str], most: float) -> None:
    """Print the medians and the ratio, and the pairs as data."""
    ratios = sorted(one / other for one, other in pairs)
    for name, seconds in zip(names, zip(*pairs, strict=True), strict=True):
        click.echo(f"{name:<14}{statistics.median(seconds):.2f} s (median of {len(pairs)})")
    click.echo(
        f"{'ratio':<14}{statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f});"
        f" must be at most {most}"
    )
    click.echo(machine_line())
    click.echo(
        json.dumps(
            {
                "ratio": round(statistics.median(ratios), 3),
                "pairs": [[round(x, 3) for x in p] for p in pairs],
            }
        )
    )


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise click.ClickException(done.stderr.decode())
    return time.perf_counter() - began
