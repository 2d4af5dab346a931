"""Path of one submission, and nothing else."""

from collections.abc import Callable
from contextlib import closing

import msgspec

from grader.errors import (
    BadCheck,
    BadFile,
    CalledWrongly,
    GraderError,
    NotReleased,
    RecordingRefused,
)
from grader.examiner.client import Examiner
from grader.examiner.jobs import JudgeJob, ResultReply
from grader.examiner.servers import SharedServers
from grader.language import tr
from grader.model import Assignment, Level, Measure, Result, Submission

from .checks_there import need_checks
from .held import held_result
from .kept_text import with_kept_text

# What is called with a check and how close its comparisons were, where the examiner measures.
OnMeasures = Callable[[str, tuple[Measure, ...]], None]


def grade_one(
    submission: Submission,
    assignment: Assignment,
    *,
    tasks: tuple[str, ...] = (),
    checks: tuple[str, ...] = (),
    stop_first: bool = False,
    level: Level | None = None,
    on_task: Callable[[str], None] | None = None,
) -> Result:
    """Return the result of one submission.

    All its tasks or those named, of some only the `checks` named; hidden checks where the
    assignment has its solutions. `on_task` is called with each task as it begins.  A submission
    that cannot be read or judged is held.  Raises GraderError when the course is at fault.
    """
    if submission.problem is not None:
        return held_result(submission, assignment, submission.problem, submission.blame)
    need_checks(assignment, tasks)
    servers = SharedServers(assignment, tasks=tasks, level=level, work=[submission])
    with (
        closing(servers),
        Examiner(
            assignment, tasks=tasks, level=level, on_task=on_task, servers=servers
        ) as examiner,
    ):
        return judge_or_hold(
            examiner,
            submission,
            assignment,
            tasks=tasks,
            checks=checks,
            stop_first=stop_first,
        )


def judge_or_hold(
    examiner: Examiner,
    submission: Submission,
    assignment: Assignment,
    *,
    tasks: tuple[str, ...] = (),
    stop_first: bool = False,
    checks: tuple[str, ...] = (),
    on_measures: OnMeasures | None = None,
) -> Result:
    """Return what the examiner says, or a held result when it or its sandbox failed.

    The other arguments are those of `Examiner.judge`.
    """
    job = JudgeJob(submission, tasks, stop_first, checks)
    return reply_or_hold(examiner, job, assignment, on_measures=on_measures).result


def reply_or_hold(
    examiner: Examiner,
    job: JudgeJob,
    assignment: Assignment,
    *,
    on_measures: OnMeasures | None = None,
) -> ResultReply:
    """Return all that the examiner says, or a held result when it or its sandbox failed."""
    try:
        reply = examiner.judge_job(job, on_measures=on_measures)
        return msgspec.structs.replace(reply, result=with_kept_text(reply.result))
    except (BadCheck, BadFile, CalledWrongly, NotReleased, RecordingRefused):
        raise  # the course's: it would hold for every submission
    except GraderError as error:
        sentence = tr("the grader failed, not the student: {error}", error=error)
        return ResultReply(held_result(job.submission, assignment, sentence))
