"""Every command of `grade`: who uses it, its line in the help, and the module that runs it.

The help, the version and completion are answered from this table alone.
A command's module is imported when that command is called; it holds the click command `command`.
"""

from __future__ import annotations

from enum import StrEnum

from grader.nouns import frozen, replace


class Audience(StrEnum):
    """People who use a command, as the help calls them."""

    STUDENTS = "For students"
    TEACHERS = "For teachers, who write assignments"
    STAFF = "For staff, who grade"
    CI = "For CI and tools"


@frozen
class Listed:
    """A command: its name, its line in the help, and who uses it; a group has `commands` instead.

    Its module in `grader.cli.commands` is called as it is, in a group GROUP_NAME.  A group may have
    a `default`: the command that runs where the first word names none of them.
    """

    name: str
    help: str
    audience: Audience | None = None
    commands: tuple[Listed, ...] = ()
    default: str = ""


_GRADEBOOK = (
    Listed("show", "Show the grades of all, or of one STUDENT task by task."),
    Listed("history", "Show all that is kept of a STUDENT."),
    Listed("override", "Replace the points of a STUDENT's task by a person's."),
    Listed("hold", "Hold a STUDENT's grade: nothing of it is exported until it is released."),
    Listed("extend", "Give a STUDENT more time; also before anything was handed in."),
)

_MARKS = (
    Listed("export", "Write a table to mark in: one row per student, one column per criterion."),
    Listed("import", "Take the marks in FILE, all or none."),
)

_CLUSTERS = (
    Listed(
        "list",
        "List who fails alike in assignment NAME: each mistake with the students who made it.",
    ),
    Listed(
        "save", "Keep the code of one of a CLUSTER as the wrong answer MISTAKE of the assignment."
    ),
)

_REQUESTS = (
    Listed("list", "List what students ask to be looked at again, in assignment NAME."),
    Listed("add", "Write down that a STUDENT asks for a second look, and why."),
    Listed("import", "Take the requests in FILE, all or none."),
    Listed("answer", "Answer a STUDENT's open request; points change or stay."),
)

_IMPORT = (
    Listed("nbgrader", "Import nbgrader source notebooks as one assignment."),
    Listed("otter", "Import a notebook in Otter Assign's format."),
)

_BY_AUDIENCE = {
    Audience.STUDENTS: (
        Listed("check", "Check your work: every task, or the TASKs you name."),
        Listed("hint", "Show the next hint for a TASK that does not pass yet."),
        Listed("pack", "Pack your work into one zip to hand in."),
        Listed("reset", "Bring back the stub of each TASK as it was handed out."),
        Listed("doctor", "Say what this machine can do."),
    ),
    Audience.TEACHERS: (
        Listed("new", "Make assignment NAME, which works, to be changed into your own."),
        Listed(
            "import",
            "Make an assignment of a notebook that was written for another autograder.",
            commands=_IMPORT,
        ),
        Listed("build", "Do what an edit of assignment NAME needs: stubs, record, verify."),
        Listed("stubs", "Make what students get of assignment NAME from its solutions."),
        Listed("record", "Record the reference's answers to the checks of assignment NAME."),
        Listed("verify", "Prove assignment NAME before it is released."),
        Listed("seeds", "Draw new secret seeds for assignment NAME."),
        Listed("translate", "Write down every text of assignment NAME that has to be translated."),
        Listed(
            "release",
            "Pack assignment NAME for students: stubs, handout, visible checks, nothing hidden.",
        ),
    ),
    Audience.STAFF: (
        Listed("intake", "Show who handed in what, before anything runs."),
        Listed("batch", "Grade all SUBMISSIONS."),
        Listed("one", "Grade one SUBMISSION."),
        Listed("marks", "Written answers: out to a table, and marks back in.", commands=_MARKS),
        Listed(
            "gradebook",
            "Grades, their history, overrides, holds and extensions.",
            commands=_GRADEBOOK,
        ),
        Listed(
            "requests",
            "Requests for a second look: written down, listed, answered.",
            commands=_REQUESTS,
            default="list",
        ),
        Listed("serve", "Serve the class of assignment NAME to staff: list, marking, decisions."),
        Listed(
            "report", "Show the class of assignment NAME at a glance, and write the same as a page."
        ),
        Listed(
            "clusters",
            "List who fails alike in assignment NAME, and keep a mistake as a wrong answer.",
            commands=_CLUSTERS,
            default="list",
        ),
        Listed("comment", "Say TEXT to everybody in a CLUSTER of those who fail alike."),
        Listed(
            "similarity",
            "Show whose code of assignment NAME is alike, and write a page with both sides.",
        ),
        Listed("rejudge", "Judge the class of assignment NAME again, without running its code."),
        Listed("export", "Write final grades for other systems and for students."),
    ),
    Audience.CI: (
        Listed("ci", "Check in a CI job, and write reports."),
        Listed("schema", "Print the JSON Schema of what tensorgrade writes."),
    ),
}
COMMANDS = tuple(
    replace(entry, audience=audience)
    for audience, entries in _BY_AUDIENCE.items()
    for entry in entries
)

# Commands that were called otherwise once, and what does the same now.
MOVED = {"grade gradebook export": "grade export csv"}
