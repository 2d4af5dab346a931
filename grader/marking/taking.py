"""Marks that staff filled in, taken from the table; a newer mark is never overwritten silently."""

import re
from collections.abc import Iterator, Mapping

from grader.files.tables import Row, Table, escape_formula, safe_cell
from grader.gradebook.grades import group_by_student, kept_decisions_on
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
    columns, refusals = _read_columns(table, marking.rubric)
    entries: list[RubricEntry] = []
    unchanged = replaced = 0
    for row in _read_rows(table, marking, refusals):
        for column, criterion in columns.items():
            mark = row.cell(column, criterion)
            if isinstance(mark, Refused):
                refusals.append(mark)
            elif isinstance(mark, RubricEntry):
                entries.append(mark)
                replaced += row.has(criterion)
            else:
                unchanged += mark
    return Sheet(
        entries=tuple(entries), replaced=replaced, refused=tuple(refusals), unchanged=unchanged
    )


def _read_rows(table: Table, marking: Marking, refusals: list[Refused]) -> Iterator[MarkedRow]:
    """Yield the rows that are about an answer; why others are not goes to `refusals`."""
    by_cell = _results_by_cell(marking.results, marking.hidden_names)
    by_name = group_by_student(marking.kept)
    numbers: dict[str, int] = {}
    for row in table.rows:
        result, why = _find_answer(row, by_cell, numbers, marking.task)
        if result is not None:
            numbers[result.submission.name] = row.number
            yield MarkedRow(row, result, marking, kept_decisions_on(result, by_name))
        elif why:
            refusals.append(Refused(row.number, STUDENT, why))


def _find_answer(
    row: Row, by_cell: Mapping[str, list[Result]], numbers: Mapping[str, int], task: str
) -> tuple[Result | None, str]:
    """Return the result with the answer that a row marks; or None, and why, if that is a fault.

    `numbers` are the rows of the submissions that were marked before.
    """
    result, why = _find_result(row, by_cell)
    if result is None:
        return None, why
    earlier = numbers.get(result.submission.name)
    if earlier is not None:
        cell = row[STUDENT]
        return None, f"{cell!r} stands in row {earlier} already; remove one"
    if not has_answer(result, task):
        return None, _explain_nothing(row, task)
    return result, ""


def _read_columns(
    table: Table, rubric: Rubric
) -> tuple[dict[str, Criterion | None], list[Refused]]:
    """Return the columns that hold marks and comments, and those that cannot be told."""
    by_id = {criterion.id: criterion for criterion in rubric.criteria}
    columns: dict[str, Criterion | None] = {}
    refusals = []
    for column in table.columns:
        criterion = by_id.get(re.sub(r"\s*\(.*\)$", "", column))
        if criterion is not None and criterion in columns.values():
            why = f"another column is {criterion.id} too; remove one"
            refusals.append(Refused(row=1, column=column, why=why))
        elif criterion is not None or column == COMMENT:
            columns[column] = criterion
        elif column and column not in NOT_MARKED:
            why = f"there is no such criterion; there are {', '.join(by_id)}; rename or remove it"
            refusals.append(Refused(row=1, column=column, why=why))
    return columns, refusals


def _results_by_cell(
    results: Mapping[str, Result], hidden_names: Mapping[str, str]
) -> dict[str, list[Result]]:
    """Return results by what the column `student` may say of them.

    The id, else the submission's name, or the hidden one, as exported.
    """
    by_cell: dict[str, list[Result]] = {}
    for name, result in results.items():
        names = (student_key(result), name, hidden_names.get(name, name))
        for cell in {
            form(text).strip() for text in names for form in (str, escape_formula, safe_cell)
        }:
            by_cell.setdefault(cell, []).append(result)
    return by_cell


def _find_result(row: Row, by_cell: Mapping[str, list[Result]]) -> tuple[Result | None, str]:
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
    names = [name for name in by_cell if short and name.lstrip("0") == short]
    if names:
        return f"is it {names[0]}? A spreadsheet drops zeros unless the column is text"
    return "look for a mistyped name"


def _explain_nothing(row: Row, task: str) -> str:
    """Return why a row without an answer is refused; nothing when it has no marks either."""
    if not any(text for column, text in row.cells.items() if column not in NOT_MARKED):
        return ""
    return (
        f"{row[STUDENT]!r} has no answer to {task} that could be marked; empty the"
        " row's marks, or give points with `grade gradebook override`"
    )
