"""A class out of the gradebook, as reports want it: what everybody has, and had before."""

from datetime import datetime

from grader.gradebook import Entry, Gradebook
from grader.gradebook.made_from import read_keys
from grader.model import Assignment, BatchRecord, Decision, Policy, Result
from grader.nouns import replace
from grader.policy import grade
from grader.reporting.class_report import Cluster
from grader.reporting.clustering import find_clusters
from grader.reporting.graded_work import Basis, GradedWork, Standing

from .records import KeptClass, KeptRecord


def class_work(kept_class: KeptClass) -> list[GradedWork]:
    """Return what everybody has now."""
    return [GradedWork(now=_current_standing(kept_class, record)) for record in kept_class.records]


def class_changes(kept_class: KeptClass, gradebook: Gradebook) -> list[GradedWork]:
    """Return what everybody has now, and had before the last run.

    Whom that run was the first to judge had what it gave.  A gradebook that remembers no run is
    asked for the last result but one.  Raises GradebookError.
    """
    batches = gradebook.batches(kept_class.assignment.id)
    began = batches[-1].began if batches else None
    earlier_entries = gradebook.entries_before(kept_class.assignment.id, began)
    return [
        replace(
            each,
            before=_earlier_standing(
                kept_class, record, earlier_entries.get(record.submission), batches
            ),
        )
        for each, record in zip(class_work(kept_class), kept_class.records, strict=True)
    ]


def class_clusters(kept_class: KeptClass) -> tuple[Cluster, ...]:
    """Return who fails alike."""
    return find_clusters((each.person, each.result) for each in class_work(kept_class))


def _current_standing(kept_class: KeptClass, record: KeptRecord) -> Standing:
    basis = Basis(
        result=record.result,
        keys=read_keys(record.key),
        decisions=record.decisions,
        policy=kept_class.assignment.policy,
    )
    return Standing(grade=record.grade, basis=basis)


def _earlier_standing(
    kept_class: KeptClass, record: KeptRecord, entry: Entry | None, batches: list[BatchRecord]
) -> Standing | None:
    """Return what somebody had before the last run, or was given by it if it was the first."""
    if not batches:
        return (
            _standing(kept_class, entry, record.decisions, kept_class.assignment.policy)
            if entry
            else None
        )
    if entry is None:
        first_entry = Entry(result=record.result, key=record.key, recorded=record.recorded)
        return _standing(
            kept_class,
            first_entry,
            _decisions_until(record.decisions, record.recorded),
            batches[-1].policy,
        )
    decisions = _decisions_until(record.decisions, batches[-1].began)
    return _standing(kept_class, entry, decisions, batches[-2:][0].policy)


def _decisions_until(decisions: tuple[Decision, ...], moment: datetime) -> tuple[Decision, ...]:
    """Return the decisions from before a moment; they are in the order they were added."""
    later_places = [at for at, each in enumerate(decisions) if each.recorded >= moment]
    return decisions[: later_places[0]] if later_places else decisions


def _standing(
    kept_class: KeptClass, entry: Entry, decisions: tuple[Decision, ...], policy: Policy
) -> Standing:
    """Return what somebody had: the grade that an entry gave under the decisions and rules then."""
    assignment = replace(_with_points_of(kept_class.assignment, entry.result), policy=policy)
    return Standing(
        grade=grade(entry.result, assignment, kept_class.rubrics, decisions),
        basis=Basis(
            result=entry.result, keys=read_keys(entry.key), decisions=decisions, policy=policy
        ),
    )


def _with_points_of(assignment: Assignment, result: Result) -> Assignment:
    """Return the assignment as it was when a result was judged: tasks with the points of then."""
    points = {task.id: task.possible for task in result.tasks}
    tasks = (replace(task, points=points.get(task.id, task.points)) for task in assignment.tasks)
    return replace(assignment, tasks=tuple(tasks))
