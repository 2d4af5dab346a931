"""A class that grows.

What the desk of `grade batch` holds in memory, and what a submission costs, at two sizes.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import click

from benchmarks.batch import HERE, batch_command
from benchmarks.machine import machine_line
from benchmarks.spending import spend


@click.command()
@click.option(
    "--sizes",
    nargs=2,
    type=int,
    default=(10, 1000),
    show_default=True,
    help="Two sizes of the class.",
)
@click.option("--level", default="standard", show_default=True)
@click.option("-j", "jobs", default=os.cpu_count() or 1, show_default="the cores")
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures.",
)
def growth(sizes: tuple[int, int], level: str, jobs: int, json_path: Path | None) -> None:
    """`grade batch` over two sizes of a class whose work takes hardly any time of its own."""
    original = (HERE / "tests" / "samples" / "cases" / "srn-honest-einsum" / "srn.py").read_text(
        encoding="utf-8"
    )
    spent = {}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = Path(name) / str(size) / "submissions"
            for number in range(size):
                (folder / f"s{number:04}").mkdir(parents=True)
                (folder / f"s{number:04}" / "srn.py").write_text(
                    f"{original}\n# {number}\n", encoding="utf-8"
                )
            spent[size] = spend([batch_command(folder, HERE, "rnn", level, jobs)])
    small, large = sizes
    click.echo(f"{'submissions':>11}{'wall s':>9}{'CPU s':>9}{'desk MiB':>10}{'tree MiB':>10}")
    for size, one in spent.items():
        click.echo(
            f"{size:>11}{one.wall:>9.1f}{one.cpu:>9.1f}{one.own_mib:>10.1f}{one.tree_mib:>10.0f}"
        )
    slope = (spent[large].wall - spent[small].wall) / (large - small)
    more = spent[large].own_mib - spent[small].own_mib
    click.echo(
        f"a further submission takes {slope:.3f} s; the desk holds {more:.1f} MiB more for"
        f" {large - small} more"
    )
    click.echo(machine_line())
    if json_path:
        figures = {
            size: {"wall": one.wall, "cpu": one.cpu, "desk_mib": one.own_mib}
            for size, one in spent.items()
        }
        json_path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
