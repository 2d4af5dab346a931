"""`grade batch`: a class."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

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
from grader.nouns import frozen
from grader.runs.batches.batch import Executor, Rerun, grade_batch
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
@click.option(
    "-j", "--jobs", type=click.IntRange(1), help="Examiners side by side; by default one per core."
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
    jobs: int | None,
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
    class_submissions, earlier = roll.only(students), () if students else roll.earlier
    evidence = _evidence_keeping(desk, is_kept=not no_evidence)
    folder = _open_results_folder(desk, out, roll)
    progress = _progress_keeping(desk, batch, class_submissions)
    how = _How(Rerun(rerun), tasks, as_json, roll.names, batch, progress)
    executor = _executor(desk, jobs, locked, (cluster, cluster_tls), evidence, progress)
    interrupted = _grade(desk, class_submissions, executor, folder, tally := Tally(), how)
    folder.finish(earlier)
    _show_end(desk, folder, evidence, roll, tally.lines(len(class_submissions)), as_json)
    sys.exit(_exit_code(tally, interrupted=interrupted))


def _show_end(
    desk: Desk,
    folder: ResultsFolder,
    evidence: EvidenceKeeping | None,
    roll: Roll,
    sums: Sequence[str],
    as_json: bool,
) -> None:
    """Show the sums, where everything is, and who is missing."""
    for text in (*sums, *_places(desk, folder, evidence), *roll_lines(roll)):
        click.echo(text, err=as_json)


def _places(desk: Desk, folder: ResultsFolder, evidence: EvidenceKeeping | None) -> Iterator[str]:
    """Yield where everything is, as lines, and what is to be said of the evidence."""
    yield f"gradebook  {describe_place(desk.gradebook_place)}"
    yield from folder.places
    yield f"index      {folder.index}"
    yield f"overview   grade report {desk.assignment.id}"
    yield from evidence.lines() if evidence else ()


def _open_results_folder(desk: Desk, out: Path, roll: Roll) -> ResultsFolder:
    """Make the folder that the batch writes to."""
    return ResultsFolder(
        out, desk.course, desk.assignment, roll.submission_names, roll.names, roll.sections
    )


def _begin_batch(desk: Desk, submissions: Path, by: str | None) -> BatchRecord:
    """Return the batch as the gradebook will remember it."""
    folder = str(submissions.resolve()).encode("utf-8", "replace").decode()
    who = login_name() or COMMAND if by is None else decider(by)
    return desk.begun(by=who, submissions=folder)


def _progress_keeping(
    desk: Desk, batch: BatchRecord, submissions: Sequence[Submission]
) -> ProgressKeeping:
    """Return what says in the gradebook how far the batch is."""
    return ProgressKeeping(desk.gradebook, progress_of(batch, len(submissions)), now)


def _evidence_keeping(desk: Desk, *, is_kept: bool) -> EvidenceKeeping | None:
    """Return what keeps evidence beside the gradebook; None where none is to be kept."""
    if not is_kept or not desk.assignment.evidence_mib:
        return None
    return EvidenceKeeping(desk.assignment, desk.evidence)


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


def _exit_code(tally: Tally, *, interrupted: bool) -> int:
    """Return the exit code of a batch; say what to do when somebody interrupted."""
    if interrupted:
        tell("interrupted: what was graded so far is kept; run the same command again for the rest")
        return EXIT_INTERRUPTED
    return EXIT_HELD if tally.held_results else EXIT_DONE


@frozen
class _How:
    """Choices of a batch: what is judged again, which tasks, how lines are shown, names by id.

    And who is told of it: `batch` is kept once something is judged, `show_progress` as it goes on.
    """

    rerun: Rerun
    only: tuple[str, ...]
    as_json: bool
    names: Mapping[str, str]
    batch: BatchRecord
    progress: ProgressKeeping


def _grade(
    desk: Desk,
    submissions: Sequence[Submission],
    executor: Executor,
    folder: ResultsFolder,
    tally: Tally,
    how: _How,
) -> bool:
    """Grade submissions and show a line for each; return whether somebody interrupted."""
    labels = {each.name: label(each, how.names) for each in submissions}
    width = max(map(columns.width, labels.values()))
    try:
        with how.progress, show_progress(len(submissions), as_json=how.as_json) as rows:
            for graded in grade_batch(
                list(submissions),
                desk.assignment,
                desk.gradebook,
                executor,
                now=now,
                rerun=how.rerun,
                only=how.only,
                by=how.batch.by,
                batch=how.batch,
            ):
                tally.add(graded)
                folder.add(graded)
                how.progress.note_done(graded)
                text = to_json(graded.result).decode() if how.as_json else None
                rows.row(graded, text or result_line(graded, labels, width))
    except KeyboardInterrupt:
        return True
    return False


def _executor(
    desk: Desk,
    jobs: int | None,
    level: Level,
    cluster: tuple[str | None, Path | None],
    evidence: EvidenceKeeping | None,
    keeping: ProgressKeeping,
) -> Executor:
    """Return where submissions are judged: by examiners on this machine, or on a cluster."""
    address, keys = cluster
    if address is None:
        workers = jobs or os.cpu_count() or 1
        return LocalExecutor(
            desk.assignment,
            workers=workers,
            level=level,
            evidence=evidence,
            begins=keeping.note_begin,
        )
    return ClusterExecutor(desk.assignment, address, level=level, keys=keys, evidence=evidence)
