"""Looking at what submissions hold, before anything of them runs.

Their sources are parsed in student processes, never here.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing

from grader.language import tr
from grader.model import Assignment, Level, Limits, ServerKind, Submission
from grader.sandbox.failures import StudentStopped
from grader.sandbox.locking.gpu import has_gpu
from grader.sandbox.process import StudentProcess
from grader.sandbox.starting.launchers import make_launcher
from grader.sandbox.starting.started import Launcher
from grader.sandbox.survey import TaskSurvey

Survey = tuple[Submission, tuple[TaskSurvey, ...], str | None]


def survey(
    submissions: Iterable[Submission], assignment: Assignment, *, level: Level
) -> Iterator[Survey]:
    """Yield each submission with the surveys of its tasks in their order.

    One that could not be read has no survey and a sentence why.
    """
    launcher = make_launcher(ServerKind.NUMPY, assignment.limits, train=False, level=level)
    with closing(launcher):
        for submission in submissions:
            yield _survey_one(submission, assignment, launcher)


def _survey_one(submission: Submission, assignment: Assignment, launcher: Launcher) -> Survey:
    """Return what one submission holds, by a student process of its own."""
    if submission.problem is not None:
        return submission, (), submission.problem
    process = StudentProcess(launcher, assignment.limits)
    try:
        process.hand_in(submission, assignment.tasks, assignment.task_ids)
        surveys = process.survey()
        return submission, tuple(surveys[task] for task in assignment.task_ids), None
    except (StudentStopped, KeyError) as stopped:
        return submission, (), tr("its files cannot be read: {stopped}", stopped=stopped)
    finally:
        process.kill()


def explain_no_gpu(level: Level) -> str:
    """Return why a student process at that level cannot compute on a GPU; nothing where it can.

    Raises SandboxError where no process starts.
    """
    if not has_gpu():
        return tr("there is none here")
    limits = Limits()
    with closing(make_launcher(ServerKind.CUDA, limits, train=False, level=level)) as launcher:
        process = StudentProcess(launcher, limits)
        process.kill()
        return process.no_gpu


def copies_of_reference(submission: Submission, assignment: Assignment) -> list[str]:
    """Return the names of submitted files that are a file of the reference, byte for byte."""
    if assignment.solutions is None:
        return []
    reference = {path.read_bytes() for path in assignment.solutions.glob("*.py")}
    return [file.name for file in submission.files if file.content in reference]
