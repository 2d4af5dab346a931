"""What of the notebook around a question its task needs: imports, data, earlier answers."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from grader.importing.cell_tests import bound_names
from grader.importing.cells import Code, Import, ImportedQuestion, Test
from grader.mutants.splicing import ParsedText, put
from grader.sources.names import rebound_names, used_names
from grader.sources.slicing import needed_units


@dataclass(frozen=True, slots=True)
class EarlierTask:
    """A task that was made of an earlier question, and the names that its file has."""

    id: str
    answers: tuple[Code, ...]

    @property
    def last(self) -> int:
        return max(code.number for code in self.answers)

    @property
    def binds(self) -> set[str]:
        statements = [node for code in self.answers for node in code.source.statements]
        return bound_names([node for node in statements if not _is_import(node)])


@dataclass(slots=True)
class Surroundings:
    """Statements of other cells, imports of earlier tasks, and the cells that were used."""

    lines: list[str] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    used: list[tuple[Code, ast.stmt]] = field(default_factory=list)


def needed_surroundings(
    found: Import,
    question: ImportedQuestion,
    tests: list[Test],
    asked: tuple[str, ...],
    earlier: list[EarlierTask],
) -> Surroundings:
    """Return what a question's answers and tests need of the rest of the notebook."""
    own = [*question.answers, *(test.code for test in tests)]
    latest = _latest(earlier)
    around = [_without_older(code, latest) for code in found.around]
    around += [_only_imports(code) for task in earlier for code in task.answers]
    places = {id(code.source): code for code in around}
    cells = sorted([*around, *own], key=lambda code: code.number)
    numbers = {code.number for code in own}
    needed = Surroundings()
    names: set[str] = set()
    for unit in needed_units([(code.cell, code.source) for code in cells], numbers, asked):
        if unit.statement is None:
            continue
        names |= used_names(unit.statement)
        if not unit.own:
            text = statement_text(unit.source.text, unit.statement)
            if text not in needed.lines:
                needed.lines.append(text)
            needed.used.append((places[id(unit.source)], unit.statement))
    names -= _bound_by(question) | {
        name for _, statement in needed.used for name in bound_names([statement])
    }
    needed.imports = [
        f"from {task.id} import {', '.join(shared)}"
        for task in earlier
        if (shared := sorted(name for name in task.binds & names if latest[name] is task))
    ]
    return needed


def statement_text(text: str, statement: ast.stmt) -> str:
    """Return the lines of a statement, with its decorators."""
    first = min(
        [statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))]
    )
    return "\n".join(text.split("\n")[first - 1 : statement.end_lineno])


def _latest(earlier: list[EarlierTask]) -> dict[str, EarlierTask]:
    """Return, of each name that earlier tasks bind, the task that binds it last."""
    return {name: task for task in earlier for name in task.binds}


def _without_older(code: Code, latest: dict[str, EarlierTask]) -> Code:
    """Return a cell without statements whose names an answer below it binds anew."""
    source = ParsedText.read(code.source.text)
    older = [
        node
        for node in source.tree.body
        if not getattr(node, "decorator_list", ())
        and (names := bound_names([node]))
        and all(name in latest and latest[name].last > code.number for name in names)
    ]
    return code.with_text(source.changed(tuple(put(node, "pass") for node in older)))


def _only_imports(code: Code) -> Code:
    text = code.source.text
    imports = [statement_text(text, node) for node in code.source.statements if _is_import(node)]
    return code.with_text("\n".join(imports))


def _bound_by(question: ImportedQuestion) -> set[str]:
    """Return the names that a question's answers bind without an earlier version of them."""
    statements = [node for code in question.answers for node in code.source.statements]
    remade = {name for node in statements for name in rebound_names(node)}
    return bound_names(statements) - remade


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)
