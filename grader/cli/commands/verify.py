"""`grade verify`: whether an assignment's checks are right, before a student sees them."""

import sys
from pathlib import Path

import click
import msgspec

from grader.cli.desk import bring_up_to_date, need_course
from grader.cli.options import FILE, course_option, flag, workers_option
from grader.cli.screen.telling import show_bytes
from grader.config import load_course_assignment
from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE, BadCheck, RecordingRefused
from grader.files.writing import write_whole
from grader.model import Assignment, Course
from grader.proof.ground.rows import ProofRow, Report
from grader.proof.plot import draw_margins
from grader.proof.showing import row_line, text_below_table
from grader.proof.trials.margins import Margin
from grader.proof.verifying import verify


@click.command()
@click.argument("name")
@click.option(
    "--only",
    multiple=True,
    metavar="PART",
    help="Only this part: lint, recordings, points, wrong, diagnosis, mutants, flakes, leaks.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1, 10_000),
    default=2,
    show_default=True,
    help="Seeds of the flake audit, for 1 and for 2 threads.",
)
@workers_option
@flag("--json", "as_json", help="One JSON object on standard output.")
@click.option("--plot", type=FILE, help="Write the picture of the flake audit, as SVG.")
@course_option
def command(
    name: str,
    only: tuple[str, ...],
    seeds: int,
    workers: int,
    as_json: bool,
    plot: Path | None,
    course_path: Path | None,
) -> None:
    """Prove assignment NAME before it is released.

    One row per proof, exit 1 when one fails. What did not change since it was proved is not proved
    again.
    """

    def show(row: ProofRow) -> None:
        if not as_json:
            click.echo(row_line(row))

    course = need_course(course_path)
    assignment = load_course_assignment(course, name)
    report, margins = verify(
        course,
        assignment,
        workers=workers,
        seeds=seeds,
        only=only,
        on_row=show,
        refused=_record_stale(course, assignment),
    )
    if plot is not None:
        title = f"{name}: noise, tolerance and the smallest wrong error"
        write_whole(plot, draw_margins(title, margins), otherwise="name another file")
    if as_json:
        show_bytes(_as_json(report, margins))
    else:
        click.echo(text_below_table(report))
    sys.exit(EXIT_DONE if report.passed else EXIT_CHECK_FAILED)


def _record_stale(course: Course, assignment: Assignment) -> BadCheck | RecordingRefused | None:
    """Make the assignment current; return why its checks could not be recorded."""
    try:
        bring_up_to_date(course, assignment)
    except (BadCheck, RecordingRefused) as error:
        return error
    return None


def _as_json(report: Report, margins: list[Margin]) -> bytes:
    """Return the report as one JSON object."""
    content = {
        "schema": "tensorgrade/proof/1",
        "passed": report.passed,
        **msgspec.to_builtins(report),
        "rooms": msgspec.to_builtins(margins),
    }
    return msgspec.json.encode(content) + b"\n"
