"""Marks that staff filled in, taken from the table; a newer mark is never overwritten silently."""

import re
from collections.abc import Iterator, Mapping

from grader.files.tables import Row, Table, escaped, safe_cell
from grader.gradebook.grades import by_student
from grader.model import Criterion, Result, Rubric, RubricEntry
from grader.nouns import noun
from grader.policy import student_key

from .layout import COMMENT, NOT_MARKED, STUDENT, has_answer
from .marked_row import MarkedRow, Marking, Refused


@noun
class Sheet:
    """Marks of a filled-in table.

    The marks to add, `replaced` of them in place of earlier ones, the cells refused, and how many
    cells say what is known already.
    """

    entries: tuple[RubricEntry, ...]
    replaced: int
    refused: tuple[Refused, ...]
    unchanged: int


def read_marks(table: Table, marking: Marking) -> Sheet:
    """Return what a table of marks says.

    A cell left empty says nothing; `-` takes a mark back.
    """
    columns, refused = _columns(table, marking.rubric)
    entries: list[RubricEntry] = []
    unchanged = replaced = 0
    for row in _rows(table, marking, refused):
        for column, criterion in columns.items():
            mark = row.cell(column, criterion)
            if isinstance(mark, Refused):
                refused.append(mark)
            elif isinstance(mark, RubricEntry):
                entries.append(mark)
                replaced += row.has(criterion)
            else:
                unchanged += mark
    return Sheet(
        entries=tuple(entries), replaced=replaced, refused=tuple(refused), unchanged=unchanged
    )


def _rows(table: Table, marking: Marking, refused: list[Refused]) -> Iterator[MarkedRow]:
    """Yield the rows that are about an answer; why others are not goes to `refused`."""
    by_cell = _results_by_cell(marking.results, marking.hidden_names)
    decided = by_student(marking.kept)
    numbers: dict[str, int] = {}
    for row in table.rows:
        result, why = _to_mark(row, by_cell, numbers, marking.task)
        if result is not None:
            numbers[result.submission.name] = row.number
            names = {student_key(result), result.submission.name}
            kept = [each for name in names for each in decided.get(name, ())]
            yield MarkedRow(row, result, marking, kept)
        elif why:
            refused.append(Refused(row.number, STUDENT, why))


def _to_mark(
    row: Row, by_cell: Mapping[str, list[Result]], numbers: Mapping[str, int], task: str
) -> tuple[Result | None, str]:
    """Return the result with the answer that a row marks; or None, and why, if that is a fault.

    `numbers` are the rows of the submissions that were marked before.
    """
    result, why = _whose(row, by_cell)
    if result is None:
        return None, why
    earlier = numbers.get(result.submission.name)
    if earlier is not None:
        cell = row[STUDENT]
        return None, f"{cell!r} stands in row {earlier} already; remove one"
    if not has_answer(result, task):
        return None, _nothing_to_mark(row, task)
    return result, ""


def _columns(table: Table, rubric: Rubric) -> tuple[dict[str, Criterion | None], list[Refused]]:
    """Return the columns that hold marks and comments, and those that cannot be told."""
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    columns: dict[str, Criterion | None] = {}
    refused = []
    for column in table.columns:
        criterion = by_id.get(re.sub(r"\s*\(.*\)$", "", column))
        if criterion is not None and criterion in columns.values():
            why = f"another column is {criterion.id} too; remove one"
            refused.append(Refused(row=1, column=column, why=why))
        elif criterion is not None or column == COMMENT:
            columns[column] = criterion
        elif column and column not in NOT_MARKED:
            why = f"there is no such criterion; there are {', '.join(by_id)}; rename or remove it"
            refused.append(Refused(row=1, column=column, why=why))
    return columns, refused


def _results_by_cell(
    results: Mapping[str, Result], hidden_names: Mapping[str, str]
) -> dict[str, list[Result]]:
    """Return results by what the column `student` may say of them.

    The id, else the submission's name, or the hidden one, as exported.
    """
    by_cell: dict[str, list[Result]] = {}
    for name, result in results.items():
        called = (student_key(result), name, hidden_names.get(name, name))
        for cell in {form(text).strip() for text in called for form in (str, escaped, safe_cell)}:
            by_cell.setdefault(cell, []).append(result)
    return by_cell


def _whose(row: Row, by_cell: Mapping[str, list[Result]]) -> tuple[Result | None, str]:
    """Return the result that a row is about, or why it is about none."""
    cell = row[STUDENT]
    results = by_cell.get(cell, [])
    if not cell:
        return None, "it names no student; fill in the student or remove the row"
    if not results:
        return None, f"there is no submission of {cell!r}; {_hint(cell, by_cell)}"
    if len(results) > 1:
        return None, f"{len(results)} submissions go by {cell!r}; give the submission's own name"
    return results[0], ""


def _hint(cell: str, by_cell: Mapping[str, list[Result]]) -> str:
    """Return what may be wrong with a name that nobody has."""
    short = cell.lstrip("0")
    near = [name for name in by_cell if short and name.lstrip("0") == short]
    if near:
        return f"is it {near[0]}? A spreadsheet drops zeros unless the column is text"
    return "look for a mistyped name"


def _nothing_to_mark(row: Row, task: str) -> str:
    """Return why a row without an answer is refused; nothing when it has no marks either."""
    if not any(text for column, text in row.cells.items() if column not in NOT_MARKED):
        return ""
    return (
        f"{row[STUDENT]!r} has no answer to {task} that could be marked; empty the"
        " row's marks, or give points with `grade gradebook override`"
    )
