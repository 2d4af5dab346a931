"""Calling the roll: the roster, what was handed in, each student's deadline, who is absent."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from grader.errors import CalledWrongly
from grader.gradebook import Entry, Gradebook, latest_roster
from grader.gradebook.grades import group_by_student
from grader.intake.gathering import Deadline, Gathered, gather
from grader.intake.rosters.roster import read_roster
from grader.model import Assignment, Course, Result, Roster, Submission, names_by_id
from grader.nouns import noun
from grader.policy import deadline_with_grace, latest_extension
from grader.runs.verdict import has_no_work

from .people_names import is_called, suggest_names

ROSTER_FILE = "roster.csv"


@noun
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
        return names_by_id(self.roster)

    @property
    def sections(self) -> dict[str, str]:
        """Sections by student id, as the roster has them."""
        return {
            student.id: student.section for student in (self.roster.students if self.roster else ())
        }

    @property
    def submission_names(self) -> list[str]:
        """Return the names of all submissions that the class's table has."""
        earlier = (result.submission.name for result in self.earlier)
        return [*(each.name for each in self.listed), *earlier]

    def choose_submissions(self, names: tuple[str, ...]) -> tuple[Submission, ...]:
        """Return the submissions of those names, or all.

        Raises CalledWrongly for a name that is not there.
        """
        if not names:
            return self.listed
        wanted_names = {
            submission.name for name in names for submission in self._find_submissions(name)
        }
        return tuple(each for each in self.listed if each.name in wanted_names)

    def _find_submissions(self, name: str) -> list[Submission]:
        """Return the submissions that a name means: their own, or the student's id or name."""
        submissions = _find_submissions(name, self.listed, self.names)
        if not submissions:
            names = [each.name for each in self.listed]
            some = f"there are {', '.join(sorted(names)[:20])}"
            hint = suggest_names(name, [*names, *self.names.values()]) or some
            raise CalledWrongly(f"there is no submission {name!r}; {hint}")
        return submissions


def find_roster(
    path: Path | None, course: Course, gradebook: Gradebook | None = None
) -> Roster | None:
    """Return the roster that was named, the course's own, or the one that the gradebook remembers.

    None where there is none of them.  Raises BadFile.
    """
    course_roster = course.folder / ROSTER_FILE
    if path is not None or course_roster.is_file():
        return read_roster(path or course_roster)
    return latest_roster(gradebook) if gradebook is not None else None


def call_roll(gathered: Gathered, roster: Roster | None, entries: Mapping[str, Entry]) -> Roll:
    """Return the class: what was gathered, and who is enrolled and not in it.

    `entries` are the entries of the gradebook by submission.
    """
    nothing = [Submission(name=each.id, files=(), student=each.id) for each in gathered.missing]
    without_work = {each.name: each for each in (*gathered.unsure, *nothing)}
    results = {name: entries[name].result for name in without_work if name in entries}
    earlier_results = {name: result for name, result in results.items() if not has_no_work(result)}
    return Roll(
        gathered=gathered,
        roster=roster,
        listed=(
            *gathered.submissions,
            *(each for name, each in without_work.items() if name not in earlier_results),
        ),
        earlier=tuple(earlier_results.values()),
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
    if not submissions.exists():
        raise CalledWrongly(
            f"{submissions} does not exist; give the folder or the zip with the work"
        )
    place = submissions.resolve()
    course_folders = [folder.resolve() for folder in (course.solutions, course.assignments)]
    if place == course.folder.resolve() or any(
        place == folder or folder in place.parents for folder in course_folders
    ):
        raise CalledWrongly(
            f"{submissions} holds the course's own files, not submissions; give the folder of these"
        )
    return gather(
        submissions,
        roster,
        assignment.ceilings,
        deadline=_deadline_finder(assignment, gradebook),
        latest=assignment.policy.attempt == "latest",
        times=times or {},
        task_files=(*(task.file for task in assignment.tasks), f"{assignment.id}.ipynb"),
    )


def last_batch_folder(gradebook: Gradebook, assignment: str) -> str:
    """Return where the last batch that says so read the class's work; "" where none does."""
    batches = gradebook.batches(assignment)
    return next((each.submissions for each in reversed(batches) if each.submissions), "")


def find_in_class(
    path: Path,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    gradebook: Gradebook | None,
) -> Submission | None:
    """Return the submission of the student that a path's last part names, in the folder before it.

    None when that is no folder of submissions, or names nobody who handed in there.
    """
    try:
        gathered = gather_class(path.parent, course, assignment, roster, gradebook=gradebook)
    except CalledWrongly:
        return None
    submissions = _find_submissions(path.name, gathered.submissions, names_by_id(roster))
    return submissions[0] if len(submissions) == 1 else None


def _find_submissions(
    typed_name: str, submissions: Iterable[Submission], names: Mapping[str, str]
) -> list[Submission]:
    """Return the submissions that are meant; `names` are the students' by id."""
    return [
        each
        for each in submissions
        if is_called(typed_name, each.name, each.student, names.get(each.student or ""))
    ]


def _deadline_finder(assignment: Assignment, gradebook: Gradebook | None) -> Deadline:
    """Return until when each student is on time, extensions in the gradebook included."""
    decisions_by_student = (
        group_by_student(gradebook.decisions(assignment.id)) if gradebook is not None else {}
    )

    def deadline(student: str) -> datetime | None:
        extension = latest_extension(
            kept.decision for kept in decisions_by_student.get(student, ())
        )
        return deadline_with_grace(assignment.policy, extension)

    return deadline
