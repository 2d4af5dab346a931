"""Who is in a class: the roster, what was handed in, each student's deadline, and who is absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from grader.errors import CalledWrongly
from grader.gradebook import Entry, Gradebook
from grader.gradebook.grades import by_student
from grader.intake import Gathered, gather, read_roster
from grader.intake.gathering import Deadline
from grader.model import Assignment, Course, Result, Roster, Submission
from grader.policy import latest_extension, on_time_until

ROSTER_FILE = "roster.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A class as one batch sees it.

    `listed` are the submissions to grade, an empty one for each student who handed nothing in.
    `earlier` are the results in the gradebook of students who are not in this batch.
    """

    gathered: Gathered
    roster: Roster | None
    listed: tuple[Submission, ...]
    earlier: tuple[Result, ...]

    @property
    def names(self) -> dict[str, str]:
        """Names by student id, as the roster has them."""
        return {
            student.id: student.name for student in (self.roster.students if self.roster else ())
        }

    def only(self, names: tuple[str, ...]) -> tuple[Submission, ...]:
        """Return the submissions of those names, or all.

        Raises CalledWrongly for a name that is not there.
        """
        known = {submission.name for submission in self.listed}
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=3)
                hint = f"did you mean {' or '.join(near)}?" if near else _some(known)
                raise CalledWrongly(f"there is no submission {name!r}; {hint}")
        return tuple(each for each in self.listed if not names or each.name in names)


def find_roster(path: Path | None, course: Course | None) -> Roster | None:
    """Return the roster that was named, or the course's own; None without one.  Raises BadFile."""
    own = course.folder / ROSTER_FILE if course is not None else None
    used = path or (own if own is not None and own.is_file() else None)
    return read_roster(used) if used is not None else None


def call_roll(gathered: Gathered, roster: Roster | None, known: Mapping[str, Entry]) -> Roll:
    """Return the class: what was gathered, and who is enrolled and not in it.

    `known` are the entries of the gradebook by submission.
    """
    nothing = [Submission(name=each.id, files=(), student=each.id) for each in gathered.missing]
    without_work = (*gathered.unsure, *nothing)
    new = (each for each in without_work if each.name not in known)
    return Roll(
        gathered=gathered,
        roster=roster,
        listed=(*gathered.submissions, *new),
        earlier=tuple(known[each.name].result for each in without_work if each.name in known),
    )


def gather_class(
    submissions: Path,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    *,
    gradebook: Gradebook | None = None,
    times: Mapping[str, datetime] | None = None,
) -> Gathered:
    """Gather the class's submissions, the attempt chosen by the assignment's policy.

    `times` say when attempts came, by their own names.  Raises CalledWrongly and BadFile.
    """
    place = submissions.resolve()
    own = [folder.resolve() for folder in (course.solutions, course.assignments)]
    if place == course.folder.resolve() or any(
        place == folder or folder in place.parents for folder in own
    ):
        raise CalledWrongly(
            f"{submissions} holds the course's own files, not submissions; give the folder of these"
        )
    return gather(
        submissions,
        roster,
        assignment.ceilings,
        deadline=_deadlines(assignment, gradebook),
        latest=assignment.policy.attempt == "latest",
        times=times or {},
        task_files=(*(task.file for task in assignment.tasks), f"{assignment.id}.ipynb"),
    )


def _deadlines(assignment: Assignment, gradebook: Gradebook | None) -> Deadline:
    """Return until when each student is on time, extensions in the gradebook included."""
    decided = by_student(gradebook.decisions(assignment.id)) if gradebook is not None else {}

    def deadline(student: str) -> datetime | None:
        extension = latest_extension(kept.decision for kept in decided.get(student, ()))
        return on_time_until(assignment.policy, extension)

    return deadline


def _some(names: set[str]) -> str:
    """Return a list of names, cut where it is long."""
    return f"there are {', '.join(sorted(names)[:20])}"
