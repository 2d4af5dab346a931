"""Judging a class again from its evidence: no student code runs, and no server is started."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain

from grader.errors import BadEvidence
from grader.evidence.evidence_folder import EvidenceFolder, KeptWork
from grader.examiner.client import Examiner
from grader.examiner.jobs import JudgeJob, ResultReply
from grader.gradebook import Entry, Gradebook
from grader.gradebook.made_from import (
    Ingredient,
    changed_ingredients,
    read_keys,
    written_keys,
)
from grader.model import Assignment, Result, Submission, TaskStatus
from grader.nouns import noun, replace
from grader.reporting.changing import reasons
from grader.runs.batches.task_keys import settings_keys, task_keys
from grader.runs.executors.examiners_at_work import ExaminersAtWork
from grader.runs.kept_text import with_kept_text
from grader.runs.result_tasks import with_tasks, without_removed_tasks

from .rejudged_text import Rejudged

OTHERWISE = "what decides it was changed"
NOTHING_KEPT = "no evidence was kept of it"


@noun
class EvidenceJob:
    """Some tasks of a submission, and the object with what its code answered to their checks."""

    submission: Submission
    tasks: tuple[str, ...]
    answers: str


@noun
class _Outdated:
    """A submission whose result no longer holds: its entry, its files, and what is to be judged."""

    entry: Entry
    submission: Submission
    keys: Mapping[str, str]
    jobs: tuple[EvidenceJob, ...]
    lacking: Mapping[str, str]


def rejudge_class(
    assignment: Assignment, gradebook: Gradebook, evidence: EvidenceFolder, *, workers: int
) -> list[Rejudged]:
    """Return each submission whose result no longer holds, judged again from its evidence.

    A task is judged again where something was changed that decides it: a check, its points, a
    tolerance.  Nothing is written.  Raises GraderError when the course is at fault.
    """
    settings = settings_keys(assignment)
    works: list[_Outdated] = []
    class_: list[Rejudged] = []
    for entry in gradebook.latest(assignment.id).values():
        try:
            work = _work(assignment, entry, evidence, settings)
        except BadEvidence as error:
            class_.append(_problem(entry, str(error)))
            continue
        if work is not None:
            works.append(work)
    replies = _replies(assignment, evidence, [job for work in works for job in work.jobs], workers)
    class_ += [_rejudged(assignment, work, replies) for work in works]
    return sorted(class_, key=lambda each: each.name)


def _work(
    assignment: Assignment, entry: Entry, evidence: EvidenceFolder, settings: Mapping[str, str]
) -> _Outdated | None:
    """Return what is to be judged again of a submission; None where all of it still holds.

    Raises BadEvidence.
    """
    if _still_holds(entry, settings):
        return None
    kept = evidence.work(assignment.id, entry.result.submission.digest)
    if kept is None:
        if not entry.result.checks:
            return None  # it could not be read, so nothing of it was judged
        raise BadEvidence(NOTHING_KEPT)
    submission = _submission(entry, evidence, kept)
    keys = task_keys(assignment, submission, settings)
    judged = read_keys(entry.key)
    tasks = [task.id for task in assignment.tasks if judged.get(task.id) != keys[task.id]]
    if not tasks:
        return None
    return _Outdated(
        entry=entry,
        submission=submission,
        keys=keys,
        jobs=_jobs(submission, kept, tasks),
        lacking={task: NOTHING_KEPT for task in tasks if task not in kept.tasks},
    )


def _still_holds(entry: Entry, settings: Mapping[str, str]) -> bool:
    """Return whether nothing was changed that decides any of the tasks; the work is the same."""
    judged = read_keys(entry.key)
    others = (changed_ingredients(judged.get(task, ""), made) for task, made in settings.items())
    return settings.keys() <= judged.keys() and all(each == {Ingredient.WORK} for each in others)


def _submission(entry: Entry, evidence: EvidenceFolder, kept: KeptWork) -> Submission:
    record = entry.result.submission
    return Submission(
        name=record.name,
        files=evidence.files(kept),
        student=entry.result.student,
        received=record.received,
        notes=record.notes,
    )


def _jobs(submission: Submission, kept: KeptWork, tasks: list[str]) -> tuple[EvidenceJob, ...]:
    """Return one job for each object that has answers to some of the tasks."""
    objects = dict.fromkeys(kept.tasks[task] for task in tasks if task in kept.tasks)
    return tuple(
        EvidenceJob(
            submission=submission,
            tasks=tuple(task for task in tasks if kept.tasks.get(task) == answers),
            answers=answers,
        )
        for answers in objects
    )


# What the examiner said of a submission's tasks, or why their evidence answers nothing.
_Replies = dict[tuple[str, str], ResultReply | BadEvidence]


def _replies(
    assignment: Assignment, evidence: EvidenceFolder, jobs: list[EvidenceJob], workers: int
) -> _Replies:
    """Return what comes of each job, by the submission's name and the object."""

    def start() -> Examiner:
        return Examiner(assignment, from_evidence=True)

    def do(examiner: Examiner, job: EvidenceJob) -> ResultReply | BadEvidence:
        try:
            answers = evidence.object(job.answers)
            return examiner.judged(JudgeJob(job.submission, job.tasks, evidence=answers))
        except BadEvidence as error:
            return error

    done = ExaminersAtWork(jobs, start, do).replies(workers)
    return {(job.submission.name, job.answers): reply for job, reply in done}


def _rejudged(assignment: Assignment, work: _Outdated, replies: _Replies) -> Rejudged:
    """Return a submission with the tasks that its evidence decides."""
    before = without_removed_tasks(assignment, work.entry.result)
    tasks = {task.id: task for task in before.tasks}
    keys = read_keys(work.entry.key)
    lacking, judged, problem, after = dict(work.lacking), [], "", before
    for job in work.jobs:
        reply = replies[work.submission.name, job.answers]
        if isinstance(reply, BadEvidence):
            problem = str(reply)
            continue
        lacking |= reply.lacking
        for task in with_kept_text(reply.result).tasks:
            if any(check.partition("::")[0] == task.id for check in reply.lacking):
                continue
            tasks[task.id] = task
            judged.append(task.id)
            keys = _with_key(keys, task.id, work.keys, held=task.status is TaskStatus.HELD)
        after = replace(after, seeds=reply.result.seeds, versions=reply.result.versions)
    why = _why(work, judged)
    return Rejudged(
        before=before,
        after=with_tasks(assignment, replace(after, from_evidence=why), tasks.values()),
        tasks=tuple(judged),
        lacking=lacking,
        problem=problem,
        key=written_keys(keys),
    )


def _why(work: _Outdated, judged: list[str]) -> str:
    """Return what was changed since, as a sentence; "" where nothing was judged again."""
    old = read_keys(work.entry.key)
    told = (reasons(old.get(task, ""), work.keys[task]) for task in judged)
    return "; ".join(dict.fromkeys(chain.from_iterable(told))) or (OTHERWISE if judged else "")


def _with_key(
    keys: Mapping[str, str], task: str, new: Mapping[str, str], *, held: bool
) -> dict[str, str]:
    """Return the keys with the task's new one; a held task has none, so that it is judged again."""
    others = {name: key for name, key in keys.items() if name != task}
    return others if held else {**others, task: new[task]}


def _problem(entry: Entry, why: str) -> Rejudged:
    return Rejudged(before=entry.result, after=entry.result, lacking={}, problem=why)


def apply_rejudged(
    class_: list[Rejudged], gradebook: Gradebook, *, now: Callable[[], datetime], by: str | None
) -> Iterator[Result]:
    """Yield each result that was judged again, once it is in the gradebook."""
    for each in class_:
        if each.tasks:
            gradebook.add(each.after, key=each.key, recorded=now(), by=by)
            yield each.after


def to_run(
    class_: list[Rejudged], assignment: Assignment, gradebook: Gradebook, evidence: EvidenceFolder
) -> list[Submission]:
    """Return the submissions of which something has to be run, out of the files that were kept."""
    entries = gradebook.latest(assignment.id)
    submissions = []
    for each in class_:
        entry = entries[each.name]
        kept = None if each.problem == NOTHING_KEPT else _kept(assignment, entry, evidence)
        if kept is not None and (each.lacking or each.problem):
            submissions.append(kept)
    return submissions


def _kept(assignment: Assignment, entry: Entry, evidence: EvidenceFolder) -> Submission | None:
    """Return a submission with the files that were kept; None where they cannot be read."""
    try:
        kept = evidence.work(assignment.id, entry.result.submission.digest)
        return _submission(entry, evidence, kept) if kept else None
    except BadEvidence:
        return None
