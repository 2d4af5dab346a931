"""A desk for commands on a course: its assignment, its gradebook, who decides, and when."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.config import (
    ASSIGNMENT_FILE,
    assignment_ids,
    find_assignment_folder,
    find_course,
    load_assignment,
    load_course_assignment,
    no_such_assignment,
)
from grader.errors import CalledWrongly
from grader.evidence.evidence_folder import EvidenceFolder, evidence_folder
from grader.feedback.words import count
from grader.files.plain_text import as_short_line
from grader.gradebook import Gradebook
from grader.gradebook.opening import GradebookPlace, open_gradebook
from grader.language import tr
from grader.model import Assignment, BatchRecord, Course
from grader.nouns import noun
from grader.release.current import make_current, need_made_settings
from grader.runs.people.records import KeptClass, read_kept_class
from grader.runs.people.roll import find_roster
from grader.runs.people.times import judged_work, record_times

from .options import Decorator, assignment_option, course_option, gradebook_option
from .screen.telling import tell
from .speech import speak_for


@noun
class Desk:
    """An assignment of a course, and the gradebook, open."""

    course: Course
    assignment: Assignment
    gradebook: Gradebook
    gradebook_place: GradebookPlace

    def begin_batch(self, *, by: str, submissions: str = "") -> BatchRecord:
        """Return a batch that begins now, as the gradebook will remember it."""
        return BatchRecord(
            assignment=self.assignment.id,
            began=now(),
            policy=self.assignment.policy,
            submissions=submissions,
            by=by,
        )

    @property
    def evidence(self) -> EvidenceFolder:
        """Return the folder with the evidence: beside the gradebook's file, else in the course."""
        place = self.gradebook_place
        return evidence_folder(place if isinstance(place, Path) else self.course.gradebook)


def with_desk(
    *,
    new: bool = False,
    ready: Callable[[Course, Assignment], None] = need_made_settings,
    which: Decorator = assignment_option,
) -> Decorator:
    """Give a command the options that say which desk, and the open desk as its first argument.

    `new` says that the gradebook is made where there is none; `ready` is called before it is
    opened and raises when the assignment is not as it should be; `which` adds how it is named.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(
            course_path: Path | None,
            gradebook_place: GradebookPlace | None,
            assignment_id: str | None,
            **values: Any,
        ) -> Any:
            course = need_course(course_path)
            assignment = speak_for(need_assignment(course, assignment_id))
            ready(course, assignment)
            place = gradebook_place or course.gradebook
            with closing(open_gradebook(place, new=new)) as gradebook:
                desk = Desk(
                    course=course,
                    assignment=assignment,
                    gradebook=gradebook,
                    gradebook_place=place,
                )
                return command(desk, **values)

        return course_option(gradebook_option(which(run)))

    return decorate


def open_existing_gradebook(place: GradebookPlace) -> AbstractContextManager[Gradebook | None]:
    """Open the gradebook at a place, None where there is no file, and close it at the end."""
    if isinstance(place, Path) and not place.is_file():
        return nullcontext()
    return closing(open_gradebook(place, new=False))


def need_course(course_path: Path | None) -> Course:
    """Return the course that was named, or the one around the current folder.

    Raises CalledWrongly.
    """
    start = (course_path or Path.cwd()).resolve()
    if not start.exists():
        raise CalledWrongly(f"there is nothing at {start}; give the course's folder with --course")
    course = find_course(start)
    if course is None or (course_path is not None and course.folder != start):
        raise CalledWrongly(
            f"{start} is not in a course: a course is a folder with assignments/ and solutions/; "
            "go there, or name it with --course"
        )
    return course


def find_course_with_solutions(course_path: Path | None, name: str) -> Course:
    """Return the course around the current folder; `solutions/<name>/` alone begins one.

    Raises CalledWrongly.
    """
    start = (course_path or Path.cwd()).resolve()
    for folder in (start,) if course_path is not None else (start, *start.parents):
        if (folder / "solutions" / name / ASSIGNMENT_FILE).is_file():
            return Course(folder=folder)
    course = need_course(course_path)
    if not (course.solutions / name).is_dir():
        raise no_such_assignment(course, name)
    return course


def need_assignment(course: Course, assignment_id: str | None) -> Assignment:
    """Return the assignment that was named, or the course's only one.  Raises CalledWrongly."""
    if assignment_id is None:
        ids = assignment_ids(course)
        if len(ids) != 1:
            choices = ", ".join(ids) or "none yet"
            raise CalledWrongly(
                f"which assignment? {course.folder} has {choices}; name it with --assignment"
            )
        assignment_id = ids[0]
    return load_course_assignment(course, assignment_id)


def find_assignment(assignment_id: str | None, course_path: Path | None) -> Assignment:
    """Return the assignment with its hidden checks where a course is at hand, else as released.

    Its language is spoken from here on.  Raises CalledWrongly when there is neither.
    """
    if assignment_id is not None and (Path(assignment_id) / ASSIGNMENT_FILE).is_file():
        return speak_for(load_assignment(Path(assignment_id)))
    if course_path is None and find_course(Path.cwd()) is None:
        return speak_for(_find_released_assignment(assignment_id))
    course = need_course(course_path)
    assignment = need_assignment(course, assignment_id)
    bring_up_to_date(course, assignment)
    return speak_for(assignment)


def _find_released_assignment(assignment_id: str | None) -> Assignment:
    """Return the released assignment around the current folder.  Raises CalledWrongly."""
    folder = find_assignment_folder(Path.cwd())
    if folder is None:
        raise CalledWrongly(
            tr(
                "there is no course and no assignment.toml here; name the course with "
                "--course, or the folder of a released assignment with --assignment"
            )
        )
    assignment = load_assignment(folder)
    if assignment_id not in (None, assignment.id):
        raise CalledWrongly(
            tr(
                "the assignment here is {id}, not {assignment_id}",
                id=assignment.id,
                assignment_id=assignment_id,
            )
        )
    return assignment


def bring_up_to_date(course: Course, assignment: Assignment) -> None:
    """Make the assignment current, and say what was recorded anew.  Raises CalledWrongly."""
    for task in make_current(course, assignment):
        tell(f"the transcripts of {task} were stale and have been recorded anew")


def read_stored_class(desk: Desk) -> KeptClass:
    """Return the class that the desk's gradebook holds, with the names of the roster.

    The course's own roster, or the one that the gradebook remembers.
    """
    roster = find_roster(None, desk.course, desk.gradebook)
    return read_kept_class(desk.gradebook, desk.assignment, roster)


def need_results(desk: Desk) -> KeptClass:
    """Return the class that the desk's gradebook holds.  Raises CalledWrongly where it has none."""
    class_ = read_stored_class(desk)
    if not class_.records:
        raise CalledWrongly(
            f"the gradebook has no results of {desk.assignment.id} yet; run `grade batch` first"
        )
    return class_


def take_times(desk: Desk, file: Path | None, by: str | None) -> None:
    """Record the times in a table, if one was given, for the submissions in the gradebook.

    Says how many are new.  Raises BadFile and CalledWrongly.
    """
    if file is None:
        return
    work = judged_work(desk.gradebook, desk.assignment.id)
    number = record_times(desk.gradebook, desk.assignment.id, file, work, by=decider(by), now=now())
    tell_times(file, number)


def tell_times(file: Path, number: int) -> None:
    """Say how many times of receipt are new."""
    tell(f"{file}: {count(number, 'new time')} of receipt recorded")


def decider(by: str | None) -> str:
    """Return the name that stands beside a decision: the one given, else the login name.

    Raises CalledWrongly.
    """
    name = as_short_line(by) if by is not None else login_name()
    if not name:
        raise CalledWrongly(
            "there is no login name here to write beside it; say who you are with --by"
        )
    return name


def login_name() -> str | None:
    """Return the login name; None where there is none, as in some containers."""
    try:
        return as_short_line(getpass.getuser()) or None
    except (OSError, KeyError, ImportError):
        return None


def now() -> datetime:
    """Return the moment that a decision is recorded at."""
    return datetime.now(UTC)
