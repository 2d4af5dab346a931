"""`grade verify`: whether an assignment's checks are right, before a student sees them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.option(
    "--only",
    multiple=True,
    metavar="PART",
    help="Only this part: lint, recordings, points, wrong, mutants, flakes, leaks.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1, 10_000),
    default=2,
    show_default=True,
    help="Seeds of the flake audit, for 1 and for 2 threads.",
)
@click.option(
    "-j",
    "workers",
    type=click.IntRange(1, 256),
    help="Examiners side by side; as many as there are cores.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the picture of the flake audit, as SVG.",
)
@click.option(
    "--course",
    "course_path",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder.",
)
def verify(
    name: str,
    only: tuple[str, ...],
    seeds: int,
    workers: int | None,
    as_json: bool,
    plot: Path | None,
    course_path: Path | None,
) -> None:
    """Prove assignment NAME before it is released: one row a proof, exit 1 when one fails.

    What did not change since it was proved is not proved again.
    """
    import msgspec

    from grader.cli.show import colour, made_current, need_course
    from grader.config import course_assignment
    from grader.errors import EXIT_CHECK_FAILED, BadCheck, RecordingRefused
    from grader.proof.plot import picture
    from grader.proof.rows import ProofRow
    from grader.proof.showing import below_table, row_line
    from grader.proof.verifying import verify as prove

    def show(row: ProofRow) -> None:
        if not as_json:
            click.echo(row_line(row, colour))

    course = need_course(course_path)
    assignment = course_assignment(course, name)
    refused: BadCheck | RecordingRefused | None = None
    try:
        made_current(course, assignment)
    except (BadCheck, RecordingRefused) as error:
        refused = error
    report, measured = prove(
        course,
        assignment,
        workers=workers or os.cpu_count() or 1,
        seeds=seeds,
        only=only,
        on_row=show,
        refused=refused,
    )
    if plot is not None:
        plot.write_text(
            picture(f"{name}: noise, tolerance and the smallest wrong error", measured),
            encoding="utf-8",
        )
    if as_json:
        whole = {
            "schema": "tensorgrade/proof/1",
            "passed": report.passed,
            **msgspec.to_builtins(report),
        }
        whole["rooms"] = msgspec.to_builtins(measured)
        sys.stdout.buffer.write(msgspec.json.encode(whole) + b"\n")
    else:
        click.echo(below_table(report, colour))
    sys.exit(0 if report.passed else EXIT_CHECK_FAILED)
