"""Showing a grade after a decision, and what to know before all grades go out."""

import click

from grader.cli.desk import Desk, read_stored_class
from grader.feedback.grades import grades_text
from grader.feedback.words import count
from grader.gradebook.grades import waiting_extensions
from grader.model import TaskStatus
from grader.runs.people.records import KeptClass

from .telling import tell

NO_NUMBER = {
    TaskStatus.AWAITING: "not complete, marks or tasks are missing",
    TaskStatus.HELD: "held",
}


def warn(desk: Desk, class_: KeptClass) -> None:
    """Say what a person should know before the grades go out, on standard error."""
    judged_states = (TaskStatus.GRADED, TaskStatus.AWAITING)
    timeless = sum(
        grade.status in judged_states and grade.received is None for grade in class_.grades
    )
    if timeless and desk.assignment.policy.due is not None:
        tell(
            f"{count(timeless, 'submission')} counted as on time: when they came is not known;"
            " see --received"
        )
    for status, words in NO_NUMBER.items():
        number = sum(grade.status is status for grade in class_.grades)
        if number:
            tell(f"{count(number, 'grade')} {words}: no number is exported")
    for extension in waiting_extensions(desk.gradebook, desk.assignment):
        tell(
            f"an extension for {extension.student!r} concerns nobody who handed in; is the name"
            " right?"
        )


def show_grade(desk: Desk, student: str) -> None:
    """Show one student's grade as it is now, with its reasons."""
    record = read_stored_class(desk).find(student)
    for text in grades_text([record.grade])[:-2]:
        click.echo(text)
