"""An assignment of a course: open it, grade work for it, open its gradebook."""

from pathlib import Path

from grader.config import assignment_ids, find_course, load_course_assignment
from grader.errors import CalledWrongly
from grader.gradebook.opening import GradebookPlace, is_address, open_gradebook
from grader.intake.gathering import read_one
from grader.model import Assignment, Course, Result
from grader.policy import deadline_with_grace
from grader.release.current import make_current, need_made_settings
from grader.runs.one import grade_one

from .class_book import ClassBook


def open_assignment(name: str | None = None, *, course: str | Path = ".") -> "CourseAssignment":
    """Return an assignment of the course in a folder; without a name, its only one.

    Raises CalledWrongly for a folder that is in no course and a name that it does not have.
    """
    start = Path(course).resolve()
    found_course = find_course(start)
    if found_course is None:
        raise CalledWrongly(
            f"{start} is not in a course: a course is a folder with assignments/ and solutions/;"
            " name it with course="
        )
    return CourseAssignment(
        found_course, load_course_assignment(found_course, name or _find_only_name(found_course))
    )


def _find_only_name(course: Course) -> str:
    names = assignment_ids(course)
    if len(names) != 1:
        raise CalledWrongly(
            f"which assignment? {course.folder} has {', '.join(names) or 'none yet'}; give its name"
        )
    return names[0]


class CourseAssignment:
    """An assignment with all that the course has of it: hidden checks, policy, gradebook."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._course = course
        self._assignment = assignment

    @property
    def name(self) -> str:
        """Return what the assignment is called in the course."""
        return self._assignment.id

    @property
    def title(self) -> str:
        """Return what students read above it."""
        return self._assignment.title

    @property
    def tasks(self) -> tuple[str, ...]:
        """Return the ids of its tasks, in order."""
        return tuple(self._assignment.task_ids)

    def gradebook(self, place: str | Path | None = None, *, new: bool = False) -> ClassBook:
        """Open the gradebook: a file, or postgresql://…; by default the course's file.

        With `new` it is made where there is none.  Raises CalledWrongly and GradebookError.
        """
        need_made_settings(self._course, self._assignment)
        where = _place(place, self._course)
        book = open_gradebook(where, new=new)
        return ClassBook(self._course, self._assignment, book, where)

    def grade(self, work: str | Path) -> Result:
        """Return the result of one submission: a folder, a zip or tar, a notebook, a file.

        Hidden checks run too, and nothing is kept.  Work that cannot be read is held.
        """
        make_current(self._course, self._assignment)
        due = deadline_with_grace(self._assignment.policy, None)
        submission = read_one(Path(work), self._assignment.ceilings, due=due)
        return grade_one(submission, self._assignment)


def _place(place: str | Path | None, course: Course) -> GradebookPlace:
    if place is None:
        return course.gradebook
    return place if isinstance(place, str) and is_address(place) else Path(place)
