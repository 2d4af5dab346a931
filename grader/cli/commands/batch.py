"""`grade batch`: a class."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from grader.cli.desk import Desk, be_current, login, now, tell_times, with_desk
from grader.cli.options import received_option, roster_option, trust_option
from grader.cli.progress import progress
from grader.cli.show import lock_down
from grader.cli.tally import Tally, result_line, roll_lines
from grader.cli.telling import tell
from grader.errors import EXIT_DONE, EXIT_HELD
from grader.feedback.result_json import to_json
from grader.model import Level, Submission
from grader.runs.batch import Executor, Rerun, grade_batch
from grader.runs.cluster import ClusterExecutor
from grader.runs.executors import LocalExecutor
from grader.runs.results_folder import ResultsFolder
from grader.runs.roll import Roll, call_roll, find_roster, gather_class
from grader.runs.task_names import task_ids
from grader.runs.times import attempt_times, record_times, submitted_work

EXIT_INTERRUPTED = 130


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default="out",
    show_default=True,
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Examiners side by side; by default one a core."
)
@click.option(
    "--only", multiple=True, metavar="TASK", help="Judge only this task; may be given again."
)
@click.option(
    "--student",
    "students",
    multiple=True,
    metavar="NAME",
    help="Only this submission; may be given again.",
)
@click.option(
    "--rerun",
    type=click.Choice([each.value for each in Rerun]),
    default=Rerun.CHANGED.value,
    show_default=True,
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One line of JSON per submission instead of the table.",
)
@trust_option
@click.option(
    "--cluster", metavar="ADDRESS", help="Judge on a Dask cluster: tcp://host:port, or local:N."
)
@click.option(
    "--level",
    type=click.Choice([each.value for each in Level]),
    help="At most this level of lock-down.",
)
@received_option
@roster_option
@with_desk(new=True, ready=be_current)
def command(
    desk: Desk,
    submissions: Path,
    out: Path,
    jobs: int | None,
    only: tuple[str, ...],
    students: tuple[str, ...],
    rerun: str,
    as_json: bool,
    cluster: str | None,
    trust_submissions: bool,
    level: str | None,
    received: Path | None,
    roster_path: Path | None,
) -> None:
    """Grade all SUBMISSIONS.

    A folder with one entry per submission, what Canvas, Moodle or Gradescope gave for download (the
    zip or its folder), or a folder of git clones.

    Writes a table, a page and a result for each submission, and the gradebook. What was graded
    before is not graded again.
    """
    locked = lock_down(trusted=trust_submissions, at_most=level)
    tasks = task_ids(desk.assignment, only)
    roll = _call_roll(desk, submissions, received, roster_path)
    listed = roll.only(students)
    executor = _executor(desk, jobs, cluster, locked)
    folder = ResultsFolder(out, desk.course, desk.assignment, roll.names)
    tally = Tally()
    how = _How(rerun=Rerun(rerun), only=tasks, as_json=as_json)
    interrupted = _grade(desk, listed, executor, folder, tally, how)
    folder.write_table(() if students else roll.earlier)
    places = f"gradebook  {desk.gradebook_path}", *folder.places
    for text in (*tally.lines(len(listed)), *places, *roll_lines(roll)):
        click.echo(text, err=as_json)
    if interrupted:
        tell("interrupted: what was graded so far is kept; run the same command again for the rest")
        sys.exit(EXIT_INTERRUPTED)
    sys.exit(EXIT_HELD if tally.held else EXIT_DONE)


def _call_roll(
    desk: Desk, submissions: Path, received: Path | None, roster_path: Path | None
) -> Roll:
    """Return who is in the class; times of receipt that were given are recorded."""
    roster = find_roster(roster_path, desk.course)
    gathered = gather_class(
        submissions,
        desk.course,
        desk.assignment,
        roster,
        gradebook=desk.gradebook,
        times=attempt_times(received),
    )
    if received is not None:
        new = record_times(
            desk.gradebook,
            desk.assignment.id,
            received,
            submitted_work(gathered.submissions),
            by=login() or "grade batch",
            now=now(),
            but=gathered.timed,
        )
        tell_times(received, new)
    return call_roll(gathered, roster, desk.gradebook.latest(desk.assignment.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """What is judged again, which tasks alone, and how lines are shown."""

    rerun: Rerun
    only: tuple[str, ...]
    as_json: bool


def _grade(
    desk: Desk,
    listed: Sequence[Submission],
    executor: Executor,
    folder: ResultsFolder,
    tally: Tally,
    how: _How,
) -> bool:
    """Grade submissions and show a line for each; return whether somebody interrupted."""
    width = max(len(submission.name) for submission in listed)
    try:
        with progress(len(listed), as_json=how.as_json) as rows:
            for graded in grade_batch(
                list(listed),
                desk.assignment,
                desk.gradebook,
                executor,
                now=now,
                rerun=how.rerun,
                only=how.only,
                by=login(),
            ):
                tally.add(graded)
                folder.add(graded)
                rows.row(
                    graded,
                    to_json(graded.result).decode() if how.as_json else result_line(graded, width),
                )
    except KeyboardInterrupt:
        return True
    return False


def _executor(desk: Desk, jobs: int | None, cluster: str | None, level: Level) -> Executor:
    """Return where submissions are judged: by examiners on this machine, or on a cluster."""
    if cluster is not None:
        return ClusterExecutor(desk.assignment, cluster, level=level)
    return LocalExecutor(desk.assignment, workers=jobs or os.cpu_count() or 1, level=level)
