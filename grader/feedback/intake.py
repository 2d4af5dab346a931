"""Submissions before grading, as text for staff and as JSON of schema `tensorgrade/intake/1`."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from grader.files.json_text import json_text
from grader.intake.gathering import Gathered
from grader.intake.rosters.choosing import HandedIn
from grader.model import Assignment, Form, Roster, names_by_id
from grader.nouns import noun

from . import columns
from .styles import apply_style
from .words import clean, count, line

INTAKE_SCHEMA = "tensorgrade/intake/1"
WIDTH = 80


@noun
class TaskForm:
    """A task's form as it was handed in, and its file.

    `lost` says of one that was not found which broken notebook it may be in.
    """

    id: str
    form: Form
    file: str
    notes: tuple[str, ...]
    lost: str = ""


@noun
class Looked:
    """A submission and what it holds.

    `problem` is a sentence when it could not be read, `told` is for staff only.
    """

    handed_in: HandedIn
    tasks: tuple[TaskForm, ...]
    problem: str | None
    told: tuple[str, ...] = ()


def intake_text(class_: Gathered, contents: Sequence[Looked], roster: Roster | None) -> list[str]:
    """Write one row per submission, with what was repaired below it.

    Then who is not matched, missing, or passed over.
    """
    names = names_by_id(roster)
    labels = [_label(each, names) for each in contents]
    width = max((columns.width(label) for label in labels), default=0)
    lines = [f"{apply_style(class_.kind, 'strong')}: {_counts(class_, contents, roster)}", ""]
    for label, each in zip(labels, contents, strict=True):
        lines.append(f"  {columns.pad(label, width)}  {_row(each, roster)}")
        for note in _notes(each):
            lines += columns.hang("      ", line(note), WIDTH)
    for title, entries in class_ends(class_, roster is not None):
        if entries:
            rows = (line(f"{name}  {about}".rstrip()) for name, about in entries)
            lines += ["", apply_style(f"{title}:", "strong"), *(f"  {row}" for row in rows)]
    return lines


def intake_json(
    class_: Gathered, contents: Sequence[Looked], assignment: Assignment, roster: Roster | None
) -> bytes:
    """Return one JSON object of schema `tensorgrade/intake/1`."""
    content = {
        "schema": INTAKE_SCHEMA,
        "assignment": assignment.id,
        "kind": class_.kind,
        "roster": len(roster.students) if roster is not None else None,
        "submissions": [_as_object(each) for each in contents],
        "missing": [{"id": student.id, "name": student.name} for student in class_.missing],
        "unsure": [{"id": each.student, "problem": each.problem} for each in class_.unsure],
        "passed_over": class_.passed_over,
    }
    return json_text(content)


def _as_object(each: Looked) -> dict[str, Any]:
    submission = each.handed_in.submission
    return {
        "name": submission.name,
        "student": submission.student,
        "source": each.handed_in.source,
        "matched_by": each.handed_in.how or None,
        "doubt": each.handed_in.doubt or None,
        "received": submission.received,
        "digest": submission.digest,
        "files": [file.name for file in submission.files],
        "attempts": 1 + len(each.handed_in.others),
        "other_attempts": each.handed_in.others,
        "problem": each.problem,
        "notes": (*submission.notes, *each.told),
        "tasks": each.tasks,
    }


def _label(each: Looked, names: dict[str, str]) -> str:
    name = each.handed_in.submission.name
    student_name = names.get(each.handed_in.submission.student or "", name)
    return columns.cut(line(name if student_name == name else f"{name}  {student_name}"), 40)


def _counts(class_: Gathered, contents: Sequence[Looked], roster: Roster | None) -> str:
    parts = [count(len(contents), "submission")]
    if roster is not None:
        strangers, doubtful = len(class_.strangers), len(class_.doubtful)
        matches = len(contents) - strangers - doubtful
        parts.append(f"{matches} of {count(len(roster.students), 'student')}")
        parts += [f"{strangers} not in the roster"] if strangers else []
        parts += [f"{doubtful} of whom nobody can say"] if doubtful else []
    problems = sum(each.problem is not None for each in contents)
    if problems:
        parts.append(f"{problems} held")
    return ", ".join(parts)


def _row(each: Looked, roster: Roster | None) -> str:
    submission = each.handed_in.submission
    if each.problem is not None:
        return apply_style("held", "held")
    handed_in = sum(task.form is not Form.NONE for task in each.tasks)
    parts = [f"{handed_in} of {count(len(each.tasks), 'task')}"]
    if submission.received:
        parts.append(submission.received.replace("T", " "))
    if each.handed_in.how:
        parts.append(apply_style(f"by {each.handed_in.how}", "faint"))
    elif roster is not None:
        parts.append(apply_style("whose?" if each.handed_in.doubt else "not in the roster", "held"))
    return "  ".join(parts)


def _notes(each: Looked) -> Iterator[str]:
    """Yield what was repaired or could not be read, and which tasks are missing."""
    if each.problem is not None:
        yield each.problem
    yield from each.told
    notes = [
        *each.handed_in.submission.notes,
        *(note for task in each.tasks for note in task.notes),
    ]
    yield from dict.fromkeys(clean(note) for note in notes if note != each.problem)
    yield from _folder_notes(each.tasks)
    if each.problem is None:
        yield from _missing_notes(each.tasks)


def _folder_notes(tasks: Sequence[TaskForm]) -> Iterator[str]:
    """Yield the folders that the work was in."""
    folders = {str(PurePosixPath(task.file).parent) for task in tasks if task.file} - {"."}
    if folders:
        yield f"found in {', '.join(sorted(clean(folder) for folder in folders))}"


def _missing_notes(tasks: Sequence[TaskForm]) -> Iterator[str]:
    lost = [task.id for task in tasks if task.lost]
    missing = [task.id for task in tasks if task.form is Form.NONE and not task.lost]
    if missing and len(missing) == len(tasks):
        yield "no task's work was found"
    elif missing:
        yield f"missing: {', '.join(missing)}"
    if lost:
        yield f"held, as it may be in what is broken: {', '.join(lost)}"


def class_ends(class_: Gathered, has_roster: bool) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what a person must know of who handed in: titles, and names with a word on each.

    Who is not matched, who is missing, and what is nobody's work.
    """
    if has_roster:
        strangers = [(each.submission.name, "") for each in class_.strangers]
        yield "not in the roster, graded under their own names", strangers
    doubts = [(each.submission.name, each.doubt) for each in class_.doubtful]
    yield "nobody can say whose, graded under their own names", doubts
    yield "held until that is known", [(each.name, "") for each in class_.unsure]
    yield "handed nothing in", [(student.id, student.name) for student in class_.missing]
    yield "passed over, nobody's work", [(name, "") for name in class_.passed_over]
