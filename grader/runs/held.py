"""A submission that could not be judged: held, with a sentence, and never a zero."""

from grader.files.plain_text import clean
from grader.language import tr, translatable
from grader.model import (
    Assignment,
    Blame,
    Level,
    Result,
    Seeds,
    Submission,
    SubmissionRecord,
    TaskResult,
    TaskStatus,
)
from grader.nouns import replace
from grader.points import total
from grader.version import versions

from .kept_text import MAX_TEXT, with_kept_text

HAND_IN_AGAIN = translatable(
    "what was handed in cannot be read, so nothing of it is judged; hand it in again"
)


def held_result(
    submission: Submission, assignment: Assignment, sentence: str, blame: Blame = Blame.GRADER
) -> Result:
    """Return the result of a submission that is held.

    `sentence` is a sentence for staff, `blame` says who can mend it.
    """
    tasks = _held_tasks(assignment, blame)
    sums = total(tasks)
    student_notes = (tr(HAND_IN_AGAIN),) if submission.unread and blame is Blame.STUDENT else ()
    result = Result(
        assignment=assignment.id,
        student=submission.student,
        submission=SubmissionRecord.of(submission, *student_notes),
        held=True,
        earned=None,
        possible=sums.possible,
        awaiting=sums.awaiting,
        undecided=sums.undecided,
        tasks=tasks,
        level=Level.PROCESS,
        seeds=Seeds(visible=assignment.visible_seed, hidden=assignment.hidden_seed),
        versions=versions(),
        seconds=0.0,
    )
    kept_result = with_kept_text(result)
    notes = dict.fromkeys((*kept_result.submission.notes, clean(sentence)[:MAX_TEXT]))
    return replace(kept_result, submission=replace(kept_result.submission, notes=tuple(notes)))


def _held_tasks(assignment: Assignment, blame: Blame) -> tuple[TaskResult, ...]:
    return tuple(
        TaskResult(
            id=task.id,
            status=TaskStatus.HELD,
            earned=None,
            possible=task.points,
            undecided=task.hidden_points if assignment.solutions is None else task.points * 0,
            blame=blame,
        )
        for task in assignment.tasks
    )
