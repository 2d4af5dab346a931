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
    write_keys,
)
from grader.model import Assignment, Result, Submission, TaskStatus
from grader.nouns import noun, replace
from grader.reporting.changing import explain_changes
from grader.runs.batches.task_keys import Keys, settings_keys, task_keys
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
    keys: Keys
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
    for entry in gradebook.latest_entries(assignment.id).values():
        try:
            work = _find_outdated(assignment, entry, evidence, settings)
        except BadEvidence as error:
            before = entry.result
            class_.append(Rejudged(before=before, after=before, lacking={}, problem=str(error)))
            continue
        if work is not None:
            works.append(work)
    replies = _judge_jobs(
        assignment, evidence, [job for work in works for job in work.jobs], workers
    )
    class_ += [_build_rejudged(assignment, work, replies) for work in works]
    return sorted(class_, key=lambda each: each.name)


def _find_outdated(
    assignment: Assignment, entry: Entry, evidence: EvidenceFolder, settings: Keys
) -> _Outdated | None:
    """Return what is to be judged again of a submission; None where all of it still holds.

    Raises BadEvidence.
    """
    if _still_holds(entry, settings):
        return None
    kept_work = evidence.work(assignment.id, entry.result.submission.digest)
    if kept_work is None:
        if not entry.result.checks:
            return None  # it could not be read, so nothing of it was judged
        raise BadEvidence(NOTHING_KEPT)
    submission = _read_submission(entry, evidence, kept_work)
    keys = task_keys(assignment, submission, settings)
    judged_keys = read_keys(entry.key)
    tasks = [task.id for task in assignment.tasks if judged_keys.get(task.id) != keys[task.id]]
    if not tasks:
        return None
    return _Outdated(
        entry=entry,
        submission=submission,
        keys=keys,
        jobs=_evidence_jobs(submission, kept_work, tasks),
        lacking={task: NOTHING_KEPT for task in tasks if task not in kept_work.tasks},
    )


def _still_holds(entry: Entry, settings: Keys) -> bool:
    """Return whether nothing was changed that decides any of the tasks; the work is the same."""
    judged_keys = read_keys(entry.key)
    ingredients = (
        changed_ingredients(judged_keys.get(task, ""), made) for task, made in settings.items()
    )
    return settings.keys() <= judged_keys.keys() and all(
        each == {Ingredient.WORK} for each in ingredients
    )


def _read_submission(entry: Entry, evidence: EvidenceFolder, kept_work: KeptWork) -> Submission:
    record = entry.result.submission
    return Submission(
        name=record.name,
        files=evidence.files(kept_work),
        student=entry.result.student,
        received=record.received,
        notes=record.notes,
    )


def _evidence_jobs(
    submission: Submission, kept_work: KeptWork, tasks: list[str]
) -> tuple[EvidenceJob, ...]:
    """Return one job for each object that has answers to some of the tasks."""
    objects = dict.fromkeys(kept_work.tasks[task] for task in tasks if task in kept_work.tasks)
    return tuple(
        EvidenceJob(
            submission=submission,
            tasks=tuple(task for task in tasks if kept_work.tasks.get(task) == answers),
            answers=answers,
        )
        for answers in objects
    )


# What the examiner said of a submission's tasks, or why their evidence answers nothing.
_Replies = dict[tuple[str, str], ResultReply | BadEvidence]


def _judge_jobs(
    assignment: Assignment, evidence: EvidenceFolder, jobs: list[EvidenceJob], workers: int
) -> _Replies:
    """Return what comes of each job, by the submission's name and the object."""

    def start_examiner() -> Examiner:
        return Examiner(assignment, from_evidence=True)

    def judge_job(examiner: Examiner, job: EvidenceJob) -> ResultReply | BadEvidence:
        try:
            answers = evidence.read_object(job.answers)
            return examiner.judge_job(JudgeJob(job.submission, job.tasks, evidence=answers))
        except BadEvidence as error:
            return error

    finished_jobs = ExaminersAtWork(jobs, start_examiner, judge_job).replies(workers)
    return {(job.submission.name, job.answers): reply for job, reply in finished_jobs}


def _build_rejudged(assignment: Assignment, work: _Outdated, replies: _Replies) -> Rejudged:
    """Return a submission with the tasks that its evidence decides."""
    old_result = without_removed_tasks(assignment, work.entry.result)
    tasks = {task.id: task for task in old_result.tasks}
    keys = read_keys(work.entry.key)
    lacking, judged_tasks, problem, new_result = dict(work.lacking), [], "", old_result
    for job in work.jobs:
        reply = replies[work.submission.name, job.answers]
        if isinstance(reply, BadEvidence):
            problem = str(reply)
            continue
        lacking |= reply.lacking
        lacking_tasks = {check.partition("::")[0] for check in reply.lacking}
        for task in with_kept_text(reply.result).tasks:
            if task.id in lacking_tasks:
                continue
            tasks[task.id] = task
            judged_tasks.append(task.id)
            keys.pop(task.id, None)  # a held task has none, so that it is judged again
            if task.status is not TaskStatus.HELD:
                keys[task.id] = work.keys[task.id]
        new_result = replace(new_result, seeds=reply.result.seeds, versions=reply.result.versions)
    reason = _explain_change(work, judged_tasks)
    return Rejudged(
        before=old_result,
        after=with_tasks(assignment, replace(new_result, from_evidence=reason), tasks.values()),
        tasks=tuple(judged_tasks),
        lacking=lacking,
        problem=problem,
        key=write_keys(keys),
    )


def _explain_change(work: _Outdated, judged_tasks: list[str]) -> str:
    """Return what was changed since, as a sentence; "" where nothing was judged again."""
    old_keys = read_keys(work.entry.key)
    reason_lists = (
        explain_changes(old_keys.get(task, ""), work.keys[task]) for task in judged_tasks
    )
    return "; ".join(dict.fromkeys(chain.from_iterable(reason_lists))) or (
        OTHERWISE if judged_tasks else ""
    )


def apply_rejudged(
    class_: list[Rejudged], gradebook: Gradebook, *, now: Callable[[], datetime], by: str | None
) -> Iterator[Result]:
    """Yield each result that was judged again, once it is in the gradebook."""
    for each in class_:
        if each.tasks:
            gradebook.add(each.after, key=each.key, recorded=now(), by=by)
            yield each.after


def submissions_to_run(
    class_: list[Rejudged], assignment: Assignment, gradebook: Gradebook, evidence: EvidenceFolder
) -> list[Submission]:
    """Return the submissions of which something has to be run, out of the files that were kept."""
    entries = gradebook.latest_entries(assignment.id)
    submissions = []
    for each in class_:
        if each.problem != NOTHING_KEPT and (each.lacking or each.problem):
            submission = _read_kept_submission(assignment, entries[each.name], evidence)
            submissions += [submission] if submission else []
    return submissions


def _read_kept_submission(
    assignment: Assignment, entry: Entry, evidence: EvidenceFolder
) -> Submission | None:
    """Return a submission with the files that were kept; None where they cannot be read."""
    try:
        kept_work = evidence.work(assignment.id, entry.result.submission.digest)
        return _read_submission(entry, evidence, kept_work) if kept_work else None
    except BadEvidence:
        return None
