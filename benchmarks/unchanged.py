"""A class that did not change: what looking at it again costs, against `grade --version`."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks.machine import calmly, machine_line

HERE = Path(__file__).resolve().parent.parent
MUST_SECONDS = 1.0


@click.command()
@click.option("--size", default=300, show_default=True, help="Submissions in the class.")
@click.option("-n", "runs", default=7, show_default=True, help="Pairs of runs.")
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures.",
)
def unchanged(size: int, runs: int, json_path: Path | None) -> None:
    """`grade batch` over a class that was graded before, and `grade --version`, in turn."""
    original = HERE / "tests" / "samples" / "cases" / "srn-honest-einsum" / "srn.py"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(size):
            work = folder / "class" / f"s{number:04}"
            work.mkdir(parents=True)
            (work / "srn.py").write_text(
                f"{original.read_text(encoding='utf-8')}\n# {number}\n", encoding="utf-8"
            )
        options = [
            "--assignment",
            "rnn",
            "-o",
            str(folder / "out"),
            "--gradebook",
            str(folder / "g.sqlite"),
        ]
        batch = ["batch", str(folder / "class"), *options, "--trust-submissions"]
        _timed(batch)
        pairs = [calmly(lambda: (_timed(batch), _timed(["--version"]))) for _ in range(runs)]
    again, version = (statistics.median(times) for times in zip(*pairs, strict=True))
    more = again - version
    click.echo(f"{size} unchanged submissions  {again:.2f} s (median of {runs})")
    click.echo(f"grade --version            {version:.2f} s")
    click.echo(f"more                       {more:.2f} s; must be at most {MUST_SECONDS:g}")
    click.echo(machine_line())
    if json_path:
        figures = {
            "size": size,
            "again": again,
            "version": version,
            "more": more,
            "must": MUST_SECONDS,
        }
        json_path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _timed(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "grader", *arguments], cwd=HERE, capture_output=True, check=True
    )
    return time.perf_counter() - began
