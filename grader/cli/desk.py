"""What the commands on a gradebook share: which one, who and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.errors import CalledWrongly

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.model import Assignment, Course, Result, Rubric, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An assignment of a course, its rubrics by task, and the gradebook open before one."""

    course: Course
    assignment: Assignment
    rubrics: dict[str, Rubric]
    gradebook: Gradebook


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which assignment of which course, and which gradebook."""
    folder = click.Path(path_type=Path, file_okay=False)
    file = click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option("--course", "course_path", type=folder, help="The course's folder."),
        click.option("--gradebook", "gradebook_path", type=file, help="By default the course's."),
        click.option("--assignment", "assignment_id", help="Its id in the course."),
    ):
        command = option(command)
    return command


@contextmanager
def open_desk(
    course_path: Path | None,
    gradebook_path: Path | None,
    assignment_id: str | None,
    *,
    new: bool = False,
) -> Iterator[Desk]:
    """The desk, its gradebook closed at the end.

    `new` says that the gradebook is made where there is none.

    Raises CalledWrongly, BadFile and GradebookError.
    """
    from grader.cli.grading import open_gradebook
    from grader.cli.show import need_assignment, need_course
    from grader.config import load_rubrics

    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    _settings_current(course, assignment)
    rubrics = load_rubrics(assignment)
    gradebook = open_gradebook(gradebook_path or course.gradebook, new=new)
    try:
        yield Desk(course=course, assignment=assignment, rubrics=rubrics, gradebook=gradebook)
    finally:
        gradebook.close()


def _settings_current(course: Course, assignment: Assignment) -> None:
    """Policy and rubric are read where students have them; a change must have come there.

    Raises CalledWrongly.
    """
    from grader.config import ASSIGNMENT_FILE, RUBRIC_FILE
    from grader.release.making import outdated_files

    changed = [
        name
        for name in outdated_files(course, assignment.id)
        if name in (ASSIGNMENT_FILE, RUBRIC_FILE)
    ]
    if changed:
        raise CalledWrongly(
            f"{' and '.join(changed)} of {assignment.id}: solutions/ and assignments/ are not the"
            f" same; run `grade stubs {assignment.id}`"
        )


def who(by: str | None) -> str:
    """The name that stands beside a decision: the one given, else the login name.

    Raises CalledWrongly.
    """
    name = clean_text(by) if by is not None else login()
    if not name:
        raise CalledWrongly(
            "there is no login name here to write beside it; say who you are with --by"
        )
    return name


def login() -> str | None:
    """The login name; None where there is none, as in some containers."""
    import getpass

    try:
        return clean_text(getpass.getuser()) or None
    except (OSError, KeyError, ImportError):
        return None


def now() -> datetime:
    """The moment that a decision is recorded at."""
    return datetime.now(UTC)


def clean_text(text: str) -> str:
    """Text from the command line as it is kept: one line, without what a terminal acts on."""
    from grader.feedback.words import line

    return line(text.encode("utf-8", "replace").decode()).strip()[:1000]


def find_result(desk: Desk, student: str) -> Result:
    """The latest result of a student, named by id or by submission.  Raises CalledWrongly."""
    import difflib

    entries = desk.gradebook.latest(desk.assignment.id)
    found = [
        entry.result for name, entry in entries.items() if student in (name, entry.result.student)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(sorted(result.submission.name for result in found))
        raise CalledWrongly(
            f"{student!r} handed in {len(found)} times: {names}; name the submission"
        )
    if not entries:
        raise CalledWrongly(
            f"the gradebook has no results of {desk.assignment.id} yet; run `grade batch` first"
        )
    near = difflib.get_close_matches(student, list(entries), n=3)
    meant = (
        f"; did you mean {' or '.join(near)}?" if near else "; `grade gradebook show` lists them"
    )
    raise CalledWrongly(f"the gradebook has no submission of {student!r}{meant}")


def take_receipts(desk: Desk, file: Path, by: str | None) -> None:
    """Records the times in a table for the submissions in the gradebook, and says how many were
    new.
    """
    results = [entry.result for entry in desk.gradebook.latest(desk.assignment.id).values()]
    work = {
        result.submission.name: (result.student, result.submission.digest) for result in results
    }
    record_receipts(desk.gradebook, desk.assignment.id, file, work, by)


def submitted_work(submissions: list[Submission]) -> dict[str, tuple[str | None, str]]:
    """Student and digest of each submission, by its name."""
    return {submission.name: (submission.student, submission.digest) for submission in submissions}


def record_receipts(
    gradebook: Gradebook,
    assignment: str,
    file: Path,
    work: dict[str, tuple[str | None, str]],
    by: str | None,
    but: Collection[str] = (),
) -> None:
    """Records the times in a table for that work, `but` those names'.

    Raises BadFile: all times are kept, or none.
    """
    from grader.cli.show import said
    from grader.feedback.words import count
    from grader.files.tables import read_table
    from grader.gradebook.receipts import NAMES, read_receipts

    kept = gradebook.decisions(assignment)
    receipts = read_receipts(
        read_table(file, NAMES), assignment, work, kept, by=who(by), now=now(), but=but
    )
    gradebook.decide(receipts)
    said(f"{file}: {count(len(receipts), 'new time')} of receipt recorded")
