"""What the commands that read a whole class share.

The roster, each student's deadline, what was gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.intake import Gathered
    from grader.intake.gathering import Deadline
    from grader.model import Assignment, Course, Roster, Submission

ROSTER_FILE = "roster.csv"


def roster_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names the roster."""
    return click.option(
        "--roster",
        "roster_path",
        type=click.Path(path_type=Path, dir_okay=False),
        help=(
            f"Who is enrolled: id and name, or an LMS's gradebook export. By default {ROSTER_FILE}"
            " in the course."
        ),
    )(command)


def find_roster(roster_path: Path | None, course: Course | None) -> Roster | None:
    """The roster that was named, or the course's own; None where there is none.  Raises BadFile."""
    from grader.intake import read_roster

    own = course.folder / ROSTER_FILE if course is not None else None
    path = roster_path or (own if own is not None and own.is_file() else None)
    return read_roster(path) if path is not None else None


def gathered(
    submissions: Path,
    course: Course,
    assignment: Assignment,
    roster: Roster | None,
    gradebook: Gradebook | None = None,
    times: Mapping[str, datetime] | None = None,
) -> Gathered:
    """The class's submissions, the attempt chosen by the assignment's policy.

    Raises CalledWrongly and BadFile.
    """
    from grader.errors import CalledWrongly
    from grader.intake import gather

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
        deadline=deadlines(assignment, gradebook),
        latest=assignment.policy.attempt == "latest",
        times=times or {},
    )


def deadlines(assignment: Assignment, gradebook: Gradebook | None) -> Deadline:
    """Until when each student is on time, extensions in the gradebook included."""
    from grader.gradebook.grades import by_student
    from grader.policy import latest_extension, on_time_until

    decided = by_student(gradebook.decisions(assignment.id)) if gradebook is not None else {}

    def of(student: str) -> datetime | None:
        extension = latest_extension(kept.decision for kept in decided.get(student, ()))
        return on_time_until(assignment.policy, extension)

    return of


def copies_of_reference(submission: Submission, assignment: Assignment) -> list[str]:
    """The names of submitted files that are a file of the reference, byte for byte."""
    if assignment.solutions is None:
        return []
    reference = {path.read_bytes() for path in assignment.solutions.glob("*.py")}
    return [file.name for file in submission.files if file.content in reference]


def last_lines(class_: Gathered, roster: Roster | None) -> list[str]:
    """What a person must know of who handed in, after the table.

    Who is not matched, who is missing.
    """
    from grader.feedback.words import line

    lines = []
    strangers = [
        each.submission.name for each in class_.handed_in if each.submission.student is None
    ]
    if strangers and roster is not None:
        lines.append(f"not in the roster, graded under their own names: {', '.join(strangers)}")
    if class_.missing:
        lines.append(
            "handed nothing in: " + ", ".join(f"{each.id} ({each.name})" for each in class_.missing)
        )
    if class_.passed_over:
        lines.append(f"passed over, nobody's work: {', '.join(class_.passed_over)}")
    return [line(text) for text in lines]


def attempt_times(received: Path | None) -> dict[str, datetime]:
    """When attempts came, by the name in a table of times.

    What is wrong in it is told when its times are recorded.
    """
    from grader.files.tables import moment, read_table
    from grader.gradebook.receipts import NAMES

    if received is None:
        return {}
    table = read_table(received, NAMES)
    column = next(name for name in NAMES if name in table.columns)
    times = {row.cells.get(column, ""): moment(row.cells.get("received", "")) for row in table.rows}
    return {name: time for name, time in times.items() if name and time is not None}
