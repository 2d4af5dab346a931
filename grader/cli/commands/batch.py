"""`grade batch`: a class."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import click

from grader.cli.desk import Desk, bring_up_to_date, decider, login_name, now, with_desk
from grader.cli.options import (
    FOLDER,
    PLACE,
    flag,
    output_option,
    received_option,
    roster_option,
    trust_option,
    workers_option,
)
from grader.cli.roll_call import COMMAND, call_roll_of
from grader.cli.screen.progress import show_progress
from grader.cli.screen.show import lock_down
from grader.cli.screen.tally import Tally, label, result_line, roll_lines
from grader.cli.screen.telling import tell
from grader.errors import EXIT_DONE, EXIT_HELD, CalledWrongly
from grader.feedback import columns
from grader.gradebook.opening import describe_place
from grader.gradebook.result_json import to_json
from grader.model import BatchRecord, Level, Submission
from grader.runs.batches.batch import Executor, Graded, Rerun, grade_batch
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.batches.progress_keeping import ProgressKeeping, progress_of
from grader.runs.batches.results_folder import ResultsFolder
from grader.runs.executors.cluster import ClusterExecutor, is_open
from grader.runs.executors.local import LocalExecutor
from grader.runs.people.roll import Roll
from grader.runs.task_names import task_ids

EXIT_INTERRUPTED = 130


@click.command()
@click.argument("submissions", type=PLACE)
@output_option(folder=True, default="out")
@workers_option
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
@flag(
    "--json",
    "as_json",
    help="One line of JSON per submission instead of the table.",
)
@trust_option
@click.option(
    "--cluster", metavar="ADDRESS", help="Judge on a Dask cluster: tls://host:port, or local:N."
)
@click.option(
    "--cluster-tls",
    type=FOLDER,
    help="The folder with the cluster's keys: ca.pem, cert.pem and key.pem.",
)
@flag(
    "--cluster-open",
    help="Use a cluster without keys, though whoever reaches its port can run code as you.",
)
@click.option(
    "--level",
    type=click.Choice([each.value for each in Level]),
    help="At most this level of lock-down.",
)
@click.option("--by", metavar="NAME", help="Whose batch it is; by default the login name.")
@flag("--no-evidence", help="Do not keep what student code answers for `grade rejudge`.")
@received_option
@roster_option
@with_desk(new=True, ready=bring_up_to_date)
def command(
    desk: Desk,
    submissions: Path,
    out: Path,
    workers: int,
    only: tuple[str, ...],
    students: tuple[str, ...],
    rerun: str,
    as_json: bool,
    cluster: str | None,
    cluster_tls: Path | None,
    cluster_open: bool,
    trust_submissions: bool,
    level: str | None,
    received: Path | None,
    roster_path: Path | None,
    no_evidence: bool,
    by: str | None,
) -> None:
    """Grade all SUBMISSIONS.

    A folder with one entry per submission, what Canvas, Moodle or Gradescope gave for download (the
    zip or its folder), or a folder of git clones.

    Writes a table, a page and a result each, and the gradebook. Nothing is graded twice.
    """
    _check_keys(cluster, cluster_tls, open_asked_for=cluster_open)
    locked = lock_down(trusted=trust_submissions, at_most=level)
    batch, tasks = _begin_batch(desk, submissions, by), task_ids(desk.assignment, only)
    roll = call_roll_of(desk, submissions, received, roster_path)
    work, earlier = roll.choose_submissions(students), () if students else roll.earlier
    evidence = None if no_evidence else _evidence_keeping(desk)
    progress = ProgressKeeping(desk.gradebook, progress_of(batch, len(work)), now)
    executor = _executor(desk, workers, locked, (cluster, cluster_tls), evidence, progress)
    results = _judge(desk, work, executor, batch, Rerun(rerun), tasks)
    folder, tally = _open_results_folder(desk, out, roll), Tally()
    interrupted = _show_results(results, work, roll.names, folder, tally, progress, as_json)
    folder.finish(earlier)
    sums = [*tally.lines(len(work)), *_places(desk, folder, evidence), *roll_lines(roll)]
    _end(sums, tally, interrupted=interrupted, as_json=as_json)


def _open_results_folder(desk: Desk, out: Path, roll: Roll) -> ResultsFolder:
    """Make the folder that the batch writes to."""
    return ResultsFolder(
        out, desk.course, desk.assignment, roll.submission_names, roll.names, roll.sections
    )


def _judge(
    desk: Desk,
    submissions: Iterable[Submission],
    executor: Executor,
    batch: BatchRecord,
    rerun: Rerun,
    tasks: tuple[str, ...],
) -> Iterator[Graded]:
    """Yield the result of each submission once it is in the gradebook."""
    return grade_batch(
        list(submissions),
        desk.assignment,
        desk.gradebook,
        executor,
        now=now,
        rerun=rerun,
        only=tasks,
        by=batch.by,
        batch=batch,
    )


def _places(desk: Desk, folder: ResultsFolder, evidence: EvidenceKeeping | None) -> Iterator[str]:
    """Yield where everything is, as lines, and what is to be said of the evidence."""
    yield f"gradebook  {describe_place(desk.gradebook_place)}"
    yield from folder.places
    yield f"index      {folder.index}"
    yield f"overview   grade report {desk.assignment.id}"
    yield from evidence.lines() if evidence else ()


def _begin_batch(desk: Desk, submissions: Path, by: str | None) -> BatchRecord:
    """Return the batch as the gradebook will remember it."""
    folder = str(submissions.resolve()).encode("utf-8", "replace").decode()
    who = login_name() or COMMAND if by is None else decider(by)
    return desk.begin_batch(by=who, submissions=folder)


def _evidence_keeping(desk: Desk) -> EvidenceKeeping | None:
    """Return what keeps evidence beside the gradebook; None where the course wants none."""
    keeps = desk.assignment.evidence_mib > 0
    return EvidenceKeeping(desk.assignment, desk.evidence) if keeps else None


def _check_keys(address: str | None, keys: Path | None, *, open_asked_for: bool) -> None:
    """Say what a cluster without keys means.  Raises CalledWrongly unless it was asked for."""
    if address is None or not is_open(address, keys):
        return
    means = (
        f"{address} is reached without a key: whoever can reach its port can read the solutions,"
        " change grades and run code there, as you"
    )
    if not open_asked_for:
        raise CalledWrongly(
            f"{means}; give its keys with --cluster-tls FOLDER (docs/clusters.md), or accept that"
            " with --cluster-open"
        )
    tell(means)


def _end(sums: list[str], tally: Tally, *, interrupted: bool, as_json: bool) -> NoReturn:
    """Show the sums, and say what to do when somebody interrupted; end with the exit code."""
    click.echo("\n".join(sums), err=as_json)
    if interrupted:
        tell("interrupted: what was graded so far is kept; run the same command again for the rest")
        sys.exit(EXIT_INTERRUPTED)
    sys.exit(EXIT_HELD if tally.held_results else EXIT_DONE)


def _show_results(
    results: Iterable[Graded],
    work: Sequence[Submission],
    names: Mapping[str, str],
    folder: ResultsFolder,
    tally: Tally,
    keeping: ProgressKeeping,
    as_json: bool,
) -> bool:
    """Show a line for each result as it comes; return whether somebody interrupted."""
    labels = {each.name: label(each, names) for each in work}
    width = max(map(columns.width, labels.values()))
    try:
        with keeping, show_progress(len(work), as_json=as_json) as rows:
            for graded in results:
                tally.add(graded)
                folder.add(graded)
                keeping.note_done(graded)
                line = to_json(graded.result).decode() if as_json else None
                rows.show_row(graded, line or result_line(graded, labels, width))
    except KeyboardInterrupt:
        return True
    return False


def _executor(
    desk: Desk,
    workers: int,
    level: Level,
    cluster: tuple[str | None, Path | None],
    evidence: EvidenceKeeping | None,
    keeping: ProgressKeeping,
) -> Executor:
    """Return where submissions are judged: by examiners on this machine, or on a cluster."""
    address, keys = cluster
    if address is None:
        return LocalExecutor(
            desk.assignment,
            workers=workers,
            level=level,
            evidence=evidence,
            begins=keeping.note_begin,
        )
    return ClusterExecutor(desk.assignment, address, level=level, keys=keys, evidence=evidence)
