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
from grader.intake import read_folder
from grader.runs.recording import reference_submission


@click.command()
@click.option(
    "--course", "course_path", type=click.Path(path_type=Path, file_okay=False), default="."
)
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option("-n", "runs", default=7, show_default=True, help="Pairs of runs.")
def check(course_path: Path, assignment_id: str, runs: int) -> None:
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
        work = read_folder(folder, "work")
        asked = capture(load_assignment(folder), [work])[0]
        sources = {
            task.id: (folder / task.file).read_text(encoding="utf-8")
            for task in released.coding_tasks
        }
        questions = folder / "questions.pickle"
        save(questions, [(sources, asked)])
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        kit = [sys.executable, "-m", "grader", "check", "--path", str(folder), "--json"]
        bare = [sys.executable, "-m", "benchmarks.bare", str(questions), "run"]
        pairs = []
        for number in range(runs + 1):
            pair = calmly(lambda: (_seconds(kit, environment), _seconds(bare, environment)))
            if number:  # the first pair warms the disk cache
                pairs.append(pair)
    ratios = sorted(one / other for one, other in pairs)
    click.echo(
        f"grade check   {statistics.median(one for one, _ in pairs):.2f} s (median of {runs})"
    )
    click.echo(f"bare process  {statistics.median(other for _, other in pairs):.2f} s")
    click.echo(
        f"ratio         {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f});"
        " must be at most 1.5"
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
