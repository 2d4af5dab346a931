"""What of the notebook around a question its task needs: imports, data, earlier answers."""

import ast
from collections import defaultdict
from collections.abc import Iterable

from msgspec import field

from grader.mutants.splicing import ParsedText, put
from grader.nouns import frozen, mutable
from grader.sources.names import rebound_names, used_names
from grader.sources.slicing import Unit, needed_units, statements_in

from .cell_tests import bound_names
from .cells import (
    Code,
    Import,
    ImportedQuestion,
    Test,
    statement_text,
    statements_of,
)


@frozen
class EarlierTask:
    """A task that was made of an earlier question, and the names that its file has."""

    id: str
    answers: tuple[Code, ...]

    @property
    def last(self) -> int:
        return max(code.number for code in self.answers)

    @property
    def binds(self) -> set[str]:
        return bound_names([node for node in statements_of(self.answers) if not _is_import(node)])


@mutable
class Around:
    """Statements of other cells, each with its cell, and imports of earlier tasks."""

    imports: list[str] = field(default_factory=list)
    used: list[tuple[Code, ast.stmt]] = field(default_factory=list)

    def list_texts(self, answers: list[tuple[Code, str]]) -> list[str]:
        """Return the texts of a task's file: answers and what stands around, as in the notebook."""
        cells: dict[int, dict[str, None]] = defaultdict(dict)  # each text of a cell once
        for code, statement in self.used:
            cells[code.number][statement_text(code.source.text, statement)] = None
        texts = [(number, "\n".join(lines)) for number, lines in cells.items()]
        texts += [(code.number, text) for code, text in answers]
        return [text for _, text in sorted(texts, key=lambda part: part[0])]


def find_surroundings(
    notebook: Import,
    question: ImportedQuestion,
    tests: list[Test],
    asked_names: tuple[str, ...],
    earlier_tasks: list[EarlierTask],
) -> Around:
    """Return what a question's answers and tests need of the rest of the notebook."""
    own_code = [*question.answers, *(test.code for test in tests)]
    latest_tasks = _latest_tasks(earlier_tasks)
    last_number = max(code.number for code in own_code)
    other_cells = [_without_others(code, latest_tasks, last_number) for code in notebook.around]
    other_cells += [_only_imports(code) for task in earlier_tasks for code in task.answers]
    needed = _find_needed(own_code, other_cells, asked_names)
    names = {name for node in statements_in(needed) for name in used_names(node)}
    surroundings = Around(used=_find_used(needed, other_cells))
    bound = _newly_bound_names(question) | bound_names(
        [statement for _, statement in surroundings.used]
    )
    surroundings.imports = _imports_of(earlier_tasks, latest_tasks, names - bound)
    return surroundings


def _find_needed(
    own_code: list[Code], other_cells: list[Code], asked_names: tuple[str, ...]
) -> tuple[Unit, ...]:
    """Return a question's statements and those of other cells that they need."""
    cells = sorted([*other_cells, *own_code], key=lambda code: code.number)
    pairs = [(code.number, code.source) for code in cells]
    return needed_units(pairs, {code.number for code in own_code}, asked_names)


def _find_used(units: Iterable[Unit], cells: list[Code]) -> list[tuple[Code, ast.stmt]]:
    """Return the statements that are not the question's own, each with its cell."""
    places = {id(code.source): code for code in cells}
    others = (unit for unit in units if not unit.own)
    return [(places[id(each.source)], node) for each in others for node in statements_in([each])]


def _imports_of(
    earlier_tasks: list[EarlierTask], latest_tasks: dict[str, EarlierTask], names: set[str]
) -> list[str]:
    """Return imports of names from the earlier tasks that bind them last."""
    lines = []
    for task in earlier_tasks:
        shared = sorted(name for name in task.binds & names if latest_tasks[name] is task)
        lines += [f"from {task.id} import {', '.join(shared)}"] if shared else []
    return lines


def _latest_tasks(earlier_tasks: list[EarlierTask]) -> dict[str, EarlierTask]:
    """Return, of each name that earlier tasks bind, the task that binds it last."""
    return {name: task for task in earlier_tasks for name in task.binds}


def _without_others(code: Code, latest_tasks: dict[str, EarlierTask], last_number: int) -> Code:
    """Return a cell without other versions of names that an earlier task's answer binds.

    Older ones, which that answer binds anew, and those that stand below the `last_number` cell.
    """

    def is_other(name: str) -> bool:
        return name in latest_tasks and not latest_tasks[name].last < code.number < last_number

    source = ParsedText.read(code.source.text)
    other_versions = [
        node
        for node in source.tree.body
        if not getattr(node, "decorator_list", ())
        and (names := bound_names([node]))
        and all(map(is_other, names))
    ]
    return code.with_text(source.with_edits(tuple(put(node, "pass") for node in other_versions)))


def _only_imports(code: Code) -> Code:
    text = code.source.text
    imports = [statement_text(text, node) for node in code.source.statements if _is_import(node)]
    return code.with_text("\n".join(imports))


def _newly_bound_names(question: ImportedQuestion) -> set[str]:
    """Return the names that a question's answers bind without an earlier version of them."""
    statements = statements_of(question.answers)
    remade = {name for node in statements for name in rebound_names(node)}
    return bound_names(statements) - remade


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)
