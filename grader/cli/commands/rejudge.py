"""`grade rejudge`: a class judged again from its evidence."""

import json
from pathlib import Path

import click

from grader.cli.desk import Desk, bring_up_to_date, login_name, now, read_stored_class, with_desk
from grader.cli.options import (
    assignment_argument,
    flag,
    json_option,
    output_option,
    trust_option,
    workers_option,
)
from grader.cli.screen.show import lock_down
from grader.errors import CalledWrongly
from grader.model import Result, Submission
from grader.nouns import replace
from grader.runs.batches.batch import Graded, grade_batch
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.batches.results_folder import ResultsFolder
from grader.runs.executors.local import LocalExecutor
from grader.runs.rejudging.from_evidence import apply_rejudged, rejudge_class, submissions_to_run
from grader.runs.rejudging.rejudged_text import Rejudged, rejudged_json, rejudged_lines

# Who is written beside what is kept where there is no login name.
COMMAND = "grade rejudge"


@click.command()
@output_option(folder=True, default="out")
@workers_option
@flag("--apply", "applied", help="Write it to the gradebook, pages and table, and run the rest.")
@json_option
@trust_option
@with_desk(which=assignment_argument, ready=bring_up_to_date)
def command(
    desk: Desk, out: Path, workers: int, applied: bool, as_json: bool, trust_submissions: bool
) -> None:
    """Judge the class of assignment NAME again, without running its code.

    For a changed tolerance, points, visibility or comparison: from what the code answered when it
    was graded. Shows who would change; --apply writes it. A check that asks something else is
    named, and run with --apply.
    """
    evidence = desk.evidence
    class_ = rejudge_class(desk.assignment, desk.gradebook, evidence, workers=workers)
    if not class_:
        raise CalledWrongly(
            f"nothing that decides a result of {desk.assignment.id} was changed since it was"
            " judged, so there is nothing to judge again"
        )
    names = read_stored_class(desk).names
    if applied:
        waiting = submissions_to_run(class_, desk.assignment, desk.gradebook, evidence)
        level = lock_down(trusted=trust_submissions) if waiting else None
        keeping = EvidenceKeeping(desk.assignment, evidence)
        executor = LocalExecutor(desk.assignment, workers=workers, level=level, evidence=keeping)
        class_ = _apply(desk, class_, waiting, executor, out)
    if as_json:
        click.echo(json.dumps(rejudged_json(class_, applied=applied)))
        return
    click.echo("\n".join(rejudged_lines(class_, names, applied=applied)))


def _apply(
    desk: Desk,
    class_: list[Rejudged],
    waiting: list[Submission],
    executor: LocalExecutor,
    out: Path,
) -> list[Rejudged]:
    """Write what was judged again, run what must be run, and write pages and the table anew.

    Returns the class with what the runs gave.
    """
    assignment, gradebook = desk.assignment, desk.gradebook
    before = gradebook.latest_entries(assignment.id)
    gradebook.remember_batch(desk.begin_batch(by=login_name() or COMMAND))
    folder = ResultsFolder(
        out, desk.course, assignment, list(before), read_stored_class(desk).names
    )
    for result in apply_rejudged(class_, gradebook, now=now, by=login_name()):
        folder.add(Graded(result=result, new=True))
    ran: dict[str, Result] = {}
    for graded in grade_batch(waiting, assignment, gradebook, executor, now=now, by=login_name()):
        folder.add(graded)
        ran[graded.result.submission.name] = graded.result
    earlier = [entry.result for entry in before.values()]
    folder.finish(earlier)
    return [
        replace(each, after=ran[each.name], problem="") if each.name in ran else each
        for each in class_
    ]
