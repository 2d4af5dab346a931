"""Making an assignment current: made files from the solutions, and fresh transcripts."""

from grader.errors import CalledWrongly
from grader.model import Assignment, Course
from grader.runs.recording import keep_fresh

from .making import find_changed_settings, find_outdated_files, need_visible_checks


def make_current(course: Course, assignment: Assignment) -> list[str]:
    """Record anew what is stale; return the tasks that were.

    Raises CalledWrongly when a made file is not what the solutions make.
    """
    need_made_files(course, assignment)
    return keep_fresh(assignment)


def need_made_files(course: Course, assignment: Assignment) -> None:
    """See that made files are what the solutions make.  Raises CalledWrongly."""
    need_visible_checks(course, assignment.id)
    outdated = find_outdated_files(course, assignment.id)
    if outdated:
        raise CalledWrongly(
            f"{', '.join(outdated)} in {assignment.folder} are not what the solutions make now; run"
            f" `grade stubs {assignment.id}`"
        )


def need_made_settings(course: Course, assignment: Assignment) -> None:
    """See that policy and rubric, which are read where students have them, came there.

    Raises CalledWrongly.
    """
    changed = find_changed_settings(course, assignment.id)
    if changed:
        raise CalledWrongly(
            f"{' and '.join(changed)} of {assignment.id}: solutions/ and assignments/ are not the"
            f" same; run `grade stubs {assignment.id}`"
        )
