"""Tables and texts that a person marks by.

A table with one row per student and one column per criterion, the answers beside it, the rubric.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from grader.files.tables import csv_text, escape_formula, safe_cell
from grader.files.writing import file_names
from grader.gradebook.grades import decisions_on, group_by_student, last_number
from grader.model import Kept, Result, Rubric, Task, TaskResult
from grader.nouns import noun
from grader.points import UNCHANGED, points_text
from grader.policy import (
    comment_of_marks,
    marked_digest,
    marks_on,
    points_of_marks,
    student_key,
)

from .layout import (
    ANSWER,
    COMMENT,
    NAME,
    NOTE,
    STAMP,
    STUDENT,
    has_answer,
    heading,
    write_stamp,
)


@noun
class MarksFiles:
    """Files of an export by their name in its folder, the tables last.

    How many rows, how many without a text.
    """

    files: dict[str, bytes]
    rows: int
    without_text: int


@noun
class _Answer:
    """A written answer to be marked, and the points and the comment that it has.

    `file` is where its text lies, empty where there is no text.  `hidden` is the name that says
    nothing of who wrote it, empty where names are shown.
    """

    result: Result
    task: TaskResult
    file: str
    points: tuple[Decimal | None, ...]
    comment: str
    hidden: str


def marks_files(
    task: Task,
    rubric: Rubric,
    results: Iterable[Result],
    kept_decisions: Sequence[Kept],
    now: datetime,
    *,
    names: Mapping[str, str] | None = None,
    hidden_names: Mapping[str, str] | None = None,
    markers: Sequence[str] = (),
    semicolons: bool = False,
    only_unmarked: bool = False,
) -> MarksFiles:
    """Return the table, or one for each of the `markers`, and what belongs beside it.

    Marks that are there are filled in.  `names` are the roster's by student id.  With
    `hidden_names`, by submission, these stand in place of all that says who wrote an answer, and
    give the order.

    The table begins with a byte order mark, so that Excel reads names right.  `semicolons` is for
    spreadsheets that write a comma in numbers: they would take 2.5 for a date.
    """
    answers = list(_answers(task, rubric, results, kept_decisions, hidden_names or {}))
    if only_unmarked:
        answers = [answer for answer in answers if None in answer.points]
    highest = last_number(kept_decisions)
    rows = [
        [
            *_name_cells(answer, names or {}),
            *map(escape_formula, _cells(answer, semicolons)),
            write_stamp(highest, now, marked_digest(answer.result, task.id)),
        ]
        for answer in answers
    ]
    tables = {
        table_name(task, marker): _table(rubric, share, semicolons=semicolons)
        for marker, share in _shares(rows, markers)
    }
    return _with_texts(task, rubric, answers, tables)


def _table(rubric: Rubric, rows: list[list[str]], *, semicolons: bool) -> str:
    """Return rows below their headings."""
    headings = [_localise(heading(criterion), semicolons) for criterion in rubric.criteria]
    head = [STUDENT, NAME, *headings, COMMENT, ANSWER, NOTE, STAMP]
    return csv_text([head, *rows], separator=";" if semicolons else ",")


def _shares(rows: list[list[str]], markers: Sequence[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each marker with every so many-th row; nobody in particular with all of them."""
    people = markers or [""]
    for at, marker in enumerate(people):
        yield marker, rows[at :: len(people)]


def table_name(task: Task, marker: str = "") -> str:
    """Return the name of a table's file: of the only one, or of a marker's."""
    return f"{task.id}-{marker}.csv" if marker else f"{task.id}.csv"


def _name_cells(answer: _Answer, names: Mapping[str, str]) -> list[str]:
    """Return the two cells that say whose answer it is."""
    if answer.hidden:
        return [answer.hidden, ""]
    result = answer.result
    name = names.get(result.student or "", result.submission.name)
    return [safe_cell(student_key(result)), safe_cell(name)]


def _with_texts(
    task: Task, rubric: Rubric, answers: list[_Answer], tables: Mapping[str, str]
) -> MarksFiles:
    """Return the tables with the rubric and the answers' texts beside them."""
    texts = {each.file: each.task.answer for each in answers if each.task.answer is not None}
    return MarksFiles(
        files={
            f"{task.id}-rubric.md": _rubric_text(task, rubric).encode("utf-8", "replace"),
            **{name: text.encode("utf-8", "replace") for name, text in texts.items()},
            **{name: text.encode("utf-8-sig", "replace") for name, text in tables.items()},
        },
        rows=len(answers),
        without_text=len(answers) - len(texts),
    )


def _cells(answer: _Answer, semicolons: bool) -> list[str]:
    """Return the marks that an answer has, the comment, its file, and what was noted of it."""
    marks = [
        "" if each is None else _localise(points_text(each), semicolons) for each in answer.points
    ]
    note = UNCHANGED if answer.task.unchanged else "; ".join(answer.task.notes)
    return [*marks, answer.comment, answer.file, note]


def _answers(
    task: Task,
    rubric: Rubric,
    results: Iterable[Result],
    kept_decisions: Sequence[Kept],
    hidden_names: Mapping[str, str],
) -> Iterator[_Answer]:
    """Yield the answers that a person marks, by the submission's name or the hidden one."""
    by_student = group_by_student(kept_decisions)
    by_name = {
        hidden_names.get(each.submission.name, each.submission.name): each
        for each in results
        if has_answer(each, task.id)
    }
    files = file_names(by_name)
    for name, result in sorted(by_name.items()):
        task_result = result.task(task.id)
        assert task_result is not None, "only answers that were handed in are marked"
        marks = marks_on(result, task.id, decisions_on(result, by_student))
        yield _Answer(
            result=result,
            task=task_result,
            file="" if task_result.answer is None else f"{task.id}/{files[name]}.md",
            points=tuple(points_of_marks(marks, rubric).values()),
            comment=comment_of_marks(marks),
            hidden=name if hidden_names else "",
        )


def _localise(cell: str, semicolons: bool) -> str:
    return cell.replace(".", ",") if semicolons else cell


def _rubric_text(task: Task, rubric: Rubric) -> str:
    lines = [
        f"# {task.title}",
        "",
        f"{points_text(task.points)} points.  Each criterion from 0 to its points.",
        "",
    ]
    for criterion in rubric.criteria:
        question = f"({criterion.question}) " if criterion.question else ""
        lines += [f"## {heading(criterion)}", "", f"{question}{criterion.title}", ""]
        lines += [criterion.look_for, ""] if criterion.look_for else []
    return "\n".join(lines)
