"""Every command of `grade`: who uses it, its line in the help, and the module that runs it.

The help, the version and completion are answered from this table alone.
A command's module is imported when that command is called; it holds the click command `command`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """People who use a command, as the help calls them."""

    STUDENTS = "For students"
    TEACHERS = "For teachers, who write assignments"
    STAFF = "For staff, who grade"
    CI = "For CI and tools"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A command: its name, its line in the help, and its module in `grader.cli.commands`.

    A group has `commands` instead of a module.
    """

    name: str
    help: str
    module: str = ""
    audience: Audience | None = None
    commands: tuple[Listed, ...] = ()


_GRADEBOOK = (
    Listed(
        name="show",
        module="gradebook_show",
        help="Show the grades of all, or of one STUDENT task by task.",
    ),
    Listed(
        name="history",
        module="gradebook_history",
        help="Show all that is kept of a STUDENT.",
    ),
    Listed(
        name="override",
        module="gradebook_override",
        help="Replace the points of a STUDENT's task by a person's.",
    ),
    Listed(
        name="extend",
        module="gradebook_extend",
        help="Give a STUDENT more time; also before anything was handed in.",
    ),
)

_MARKS = (
    Listed(
        name="export",
        module="marks_export",
        help="Write a table to mark in: one row per student, one column per criterion.",
    ),
    Listed(name="import", module="marks_import", help="Take the marks in FILE, all or none."),
)

_IMPORT = (
    Listed(
        name="nbgrader",
        module="import_nbgrader",
        help="Import nbgrader source notebooks as one assignment.",
    ),
    Listed(name="otter", module="import_otter", help="Import a notebook in Otter Assign's format."),
)

COMMANDS = (
    Listed(
        name="check",
        module="check",
        audience=Audience.STUDENTS,
        help="Check your work: every task, or the TASKs you name.",
    ),
    Listed(
        name="hint",
        module="hint",
        audience=Audience.STUDENTS,
        help="Show the next hint for a TASK that does not pass yet.",
    ),
    Listed(
        name="pack",
        module="pack",
        audience=Audience.STUDENTS,
        help="Pack your work into one zip to hand in.",
    ),
    Listed(
        name="reset",
        module="reset",
        audience=Audience.STUDENTS,
        help="Bring back the stub of each TASK as it was handed out.",
    ),
    Listed(
        name="doctor",
        module="doctor",
        audience=Audience.STUDENTS,
        help="Say what this machine can do.",
    ),
    Listed(
        name="new",
        module="new",
        audience=Audience.TEACHERS,
        help="Make assignment NAME, which works, to be changed into your own.",
    ),
    Listed(
        name="import",
        commands=_IMPORT,
        audience=Audience.TEACHERS,
        help="Make an assignment of a notebook that was written for another autograder.",
    ),
    Listed(
        name="build",
        module="build",
        audience=Audience.TEACHERS,
        help="Do what an edit of assignment NAME needs: stubs, record, verify.",
    ),
    Listed(
        name="stubs",
        module="stubs",
        audience=Audience.TEACHERS,
        help="Make what students get of assignment NAME from its solutions.",
    ),
    Listed(
        name="record",
        module="record",
        audience=Audience.TEACHERS,
        help="Record the reference's answers to the checks of assignment NAME.",
    ),
    Listed(
        name="verify",
        module="verify",
        audience=Audience.TEACHERS,
        help="Prove assignment NAME before it is released.",
    ),
    Listed(
        name="seeds",
        module="seeds",
        audience=Audience.TEACHERS,
        help="Draw new secret seeds for assignment NAME.",
    ),
    Listed(
        name="translate",
        module="translate",
        audience=Audience.TEACHERS,
        help="Write down every text of assignment NAME that has to be translated.",
    ),
    Listed(
        name="release",
        module="release",
        audience=Audience.TEACHERS,
        help="Pack assignment NAME for students: stubs, handout, visible checks, nothing hidden.",
    ),
    Listed(
        name="intake",
        module="intake",
        audience=Audience.STAFF,
        help="Show who handed in what, before anything runs.",
    ),
    Listed(name="batch", module="batch", audience=Audience.STAFF, help="Grade all SUBMISSIONS."),
    Listed(name="one", module="one", audience=Audience.STAFF, help="Grade one SUBMISSION."),
    Listed(
        name="marks",
        commands=_MARKS,
        audience=Audience.STAFF,
        help="Written answers: out to a table, and marks back in.",
    ),
    Listed(
        name="gradebook",
        commands=_GRADEBOOK,
        audience=Audience.STAFF,
        help="Grades, their history, overrides and extensions.",
    ),
    Listed(
        name="report",
        module="report",
        audience=Audience.STAFF,
        help="Show the class of assignment NAME at a glance, and write the same as a page.",
    ),
    Listed(
        name="export",
        module="export",
        audience=Audience.STAFF,
        help="Write final grades for other systems and for students.",
    ),
    Listed(
        name="ci", module="ci", audience=Audience.CI, help="Check in a CI job, and write reports."
    ),
    Listed(
        name="schema",
        module="schema",
        audience=Audience.CI,
        help="Print the JSON Schema of what tensorgrade writes.",
    ),
)

# Commands that were called otherwise once, and what does the same now.
MOVED = {"grade gradebook export": "grade export csv"}
