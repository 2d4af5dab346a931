"""`grade build`: what an edit of an assignment needs, in one table."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from grader.cli.desk import find_course_with_solutions
from grader.cli.options import course_option, flag, workers_option
from grader.cli.screen.telling import show_failure, tell
from grader.config import load_course_assignment
from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE, BadCheck, GraderError, RecordingRefused
from grader.feedback.words import count
from grader.model import Assignment, Course
from grader.proof.ground.rows import ProofRow
from grader.proof.showing import row_line, text_below_table
from grader.proof.verifying import verify
from grader.release.edits import take_snapshot
from grader.release.making import write_files
from grader.runs.recording import keep_fresh

SEEDS = 2
LOOK_SECONDS = 0.5


@click.command()
@click.argument("name")
@workers_option
@flag("--watch", help="Go on, and build again after each edit; end with ^C.")
@course_option
def command(name: str, workers: int, watch: bool, course_path: Path | None) -> None:
    """Do what an edit of assignment NAME needs: stubs, record, verify.

    Makes what students get, records what is stale, and proves what changed. One table; exit 1 when
    a proof fails.
    """
    course = find_course_with_solutions(course_path, name)
    if not watch:
        sys.exit(_build(course, name, workers))
    try:
        for _ in _wait_for_edits(course, name):
            try:
                _build(course, name, workers)
            except GraderError as error:
                show_failure(error)
            tell(f"waiting for an edit of {name}; end with ^C")
    except KeyboardInterrupt:
        sys.exit(EXIT_DONE)


def _build(course: Course, name: str, workers: int) -> int:
    """Make, record and prove what changed; show a line for each, and return the exit code."""
    changed = write_files(course, name)
    _show("stubs", _describe_files(changed))
    assignment = load_course_assignment(course, name)
    report, _ = verify(
        course,
        assignment,
        workers=workers,
        seeds=SEEDS,
        on_row=lambda row: click.echo(row_line(row)),
        refused=_record(assignment),
    )
    click.echo(text_below_table(report))
    return EXIT_DONE if report.passed else EXIT_CHECK_FAILED


def _record(assignment: Assignment) -> BadCheck | RecordingRefused | None:
    """Record what is stale and show a line of it; return why checks could not be recorded."""
    try:
        recorded = keep_fresh(assignment)
    except (BadCheck, RecordingRefused) as error:
        return error
    _show("record", ", ".join(recorded) or "nothing was stale")
    return None


def _show(step: str, words: str) -> None:
    row = ProofRow(proof=step, of="", passed=True, said=words)
    click.echo(row_line(row))


def _describe_files(changed: list[str]) -> str:
    """Return which made files changed, some of them where there are many."""
    if len(changed) > 3:
        return f"{count(len(changed), 'file')} made: {', '.join(changed[:3])}, …"
    return f"made {', '.join(changed)}" if changed else "nothing changed"


def _wait_for_edits(course: Course, name: str) -> Iterator[None]:
    """Yield at once, and then whenever a file of the assignment was edited.

    An edit in the middle of a build counts too.
    """
    while True:
        before = take_snapshot(course, name)
        yield
        while take_snapshot(course, name) == before:
            time.sleep(LOOK_SECONDS)
