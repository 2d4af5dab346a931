"""What commands share: colours, failures, exit codes, the world at the door."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from grader.errors import EXIT_CHECK_FAILED, EXIT_DONE, EXIT_HELD, CalledWrongly, GraderError

if TYPE_CHECKING:
    from pathlib import Path

    from grader.model import Assignment, Course, Result

_STYLES = {
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
    "held": {"fg": "yellow"},
    "faint": {"dim": True},
    "strong": {"bold": True},
}


def colour(text: str, style: str) -> str:
    """Coloured text; click takes the colour away where the terminal has none."""
    return click.style(text, **_STYLES[style])  # type: ignore[arg-type]


def failure(error: GraderError) -> None:
    """The sentence of an error, on standard error."""
    from grader.feedback.words import clean

    click.echo(f"{click.style('grade:', fg='red', bold=True)} {clean(str(error))}", err=True)


def said(text: str) -> None:
    """Something beside the result, on standard error, so that `--json` stays one object.

    It may hold names of a student's.
    """
    from grader.feedback.words import clean

    click.echo(clean(text), err=True)


def exit_code(result: Result) -> int:
    """0 when every check that ran passed, 3 when something is held, else 1.

    Not submitted and awaiting are no failure.
    """
    from grader.model import Outcome

    if result.held:
        return EXIT_HELD
    fine = (Outcome.PASSED, Outcome.NOT_SUBMITTED)
    return EXIT_DONE if all(check.outcome in fine for check in result.checks) else EXIT_CHECK_FAILED


def show_result(result: Result, *, as_json: bool, verbose: bool) -> None:
    """A result on standard output: as text, or as exactly one JSON object."""
    if as_json:
        from grader.feedback.result_json import to_json

        sys.stdout.buffer.write(to_json(result) + b"\n")
        sys.stdout.flush()
        return
    from grader.feedback.terminal import result_text

    click.echo(result_text(result, style=colour, verbose=verbose))


def say_versions(assignment: Assignment, result: Result) -> None:
    """One line when Python, NumPy or PyTorch are not those that the assignment was made with.

    Never an error.
    """
    here = {
        "python": result.versions.python,
        "numpy": result.versions.numpy,
        "torch": result.versions.torch or "none",
    }
    other = [
        f"{name} {here[name]} (made with {wanted})"
        for name, wanted in assignment.expects
        if name in here and not f"{here[name]}.".startswith(f"{wanted}.")
    ]
    if other:
        said(
            f"versions differ from the assignment's: {', '.join(other)}; last digits may differ,"
            " checks allow for it"
        )


def known_tasks(assignment: Assignment, tasks: tuple[str, ...]) -> None:
    """Raises CalledWrongly for a task that the assignment does not have."""
    known = [task.id for task in assignment.tasks]
    for task in tasks:
        if task not in known:
            raise CalledWrongly(
                f"{assignment.id} has no task {task!r}; its tasks are {', '.join(known)}"
            )


def need_course(course_path: Path | None) -> Course:
    """The course that was named, or the one around the current folder.  Raises CalledWrongly."""
    from pathlib import Path

    from grader.config import find_course

    start = (course_path or Path.cwd()).resolve()
    course = find_course(start)
    if course is None or (course_path is not None and course.folder != start):
        raise CalledWrongly(
            f"{start} is not in a course: a course is a folder with assignments/ and solutions/; "
            "go there, or name it with --course"
        )
    return course


def need_assignment(course: Course, assignment_id: str | None) -> Assignment:
    """The assignment that was named, or the only one of the course.  Raises CalledWrongly."""
    from grader.config import ASSIGNMENT_FILE, course_assignment

    if assignment_id is None:
        there = sorted(path.parent.name for path in course.assignments.glob(f"*/{ASSIGNMENT_FILE}"))
        if len(there) != 1:
            known = ", ".join(there) or "none yet"
            raise CalledWrongly(
                f"which assignment? {course.folder} has {known}; name it with --assignment"
            )
        assignment_id = there[0]
    return course_assignment(course, assignment_id)


def made_current(course: Course, assignment: Assignment) -> None:
    """Made files are what the solutions make, and transcripts are fresh.

    Raises CalledWrongly; records what is stale.
    """
    from grader.runs.recording import keep_fresh

    made_files_current(course, assignment)
    for task in keep_fresh(assignment):
        said(f"the transcripts of {task} were stale and have been recorded anew")


def made_files_current(course: Course, assignment: Assignment) -> None:
    """Made files are what the solutions make.  Raises CalledWrongly."""
    from grader.release.making import outdated_files

    outdated = outdated_files(course, assignment.id)
    if outdated:
        raise CalledWrongly(
            f"{', '.join(outdated)} in {assignment.folder} are not what the solutions make now; run"
            f" `grade stubs {assignment.id}`"
        )
