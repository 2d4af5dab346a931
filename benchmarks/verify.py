"""`grade verify` on a copy of the course: cold, unchanged, and after one check changed.

Where the time goes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from benchmarks.machine import machine_line


@click.command()
@click.option(
    "--course", "course_path", type=click.Path(path_type=Path, file_okay=False), default="."
)
@click.option("--assignment", "assignment_id", default="rnn", show_default=True)
@click.option(
    "--task",
    "task_id",
    default="rnn_layer",
    show_default=True,
    help="The task one of whose checks changes.",
)
@click.option("-j", "workers", default=2, show_default=True)
def verify(course_path: Path, assignment_id: str, task_id: str, workers: int) -> None:
    """Seconds a part of the proof, and what they are when nothing, or one check, changed."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for part in ("assignments", "solutions"):
            ignored = shutil.ignore_patterns("__pycache__", "proof.json")
            shutil.copytree(
                course_path / part / assignment_id, root / part / assignment_id, ignore=ignored
            )
        cold = _verified(root, assignment_id, workers)
        again = _verified(root, assignment_id, workers)
        _change(root / "solutions" / assignment_id / "checks" / f"test_{task_id}.py")
        changed = _verified(root, assignment_id, workers)
    parts = dict.fromkeys(row["proof"] for row in cold["rows"])
    click.echo(f"{'part':<16}{'cold':>9}{'unchanged':>12}{'one check changed':>20}")
    for part in parts:
        click.echo(
            f"{part:<16}{_of(cold, part):>7.1f} s{_of(again, part):>10.1f}"
            f" s{_of(changed, part):>18.1f} s"
        )
    totals = [sum(_of(report, part) for part in parts) for report in (cold, again, changed)]
    click.echo(f"{'all':<16}{totals[0]:>7.1f} s{totals[1]:>10.1f} s{totals[2]:>18.1f} s")
    tasks = sorted(
        (row for row in cold["rows"] if row["seconds"] > 5), key=lambda row: -row["seconds"]
    )
    for row in tasks[:8]:
        click.echo(f"  {row['proof']} of {row['of']}: {row['seconds']:.1f} s")
    click.echo(machine_line())


def _of(report: dict[str, Any], part: str) -> float:
    return float(sum(row["seconds"] for row in report["rows"] if row["proof"] == part))


def _verified(root: Path, assignment_id: str, workers: int) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "grader",
        "verify",
        assignment_id,
        "--json",
        "-j",
        str(workers),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode:
        raise click.ClickException(
            f"the proof does not hold, so its time says nothing: {done.stdout[-2000:].decode()}"
        )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _change(path: Path) -> None:
    """Draws one number more at the beginning of the file's last check."""
    head, mark, last = path.read_text(encoding="utf-8").rpartition(
        "(student, reference, rng, compare):\n"
    )
    path.write_text(f"{head}{mark}    rng.values(1)\n{last}", encoding="utf-8", newline="\n")
