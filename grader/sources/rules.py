"""What a task's functions use, read from the syntax tree.

The static half of rules such as "NumPy only".

Use counts, not import: an import that no function of the task reaches costs nothing.  Annotations
are not use. The other half is at run time, see `grader.sandbox.inside.standins`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.sources.names import bound_names, dotted, used_names
from grader.sources.slicing import Unit, file_units
from grader.sources.text import Source


@dataclass(frozen=True, slots=True)
class Violation:
    """A use of something that the task forbids."""

    say: str
    used: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class _Module:
    """The statements of one file, or of a task's part of a notebook, by the names they bind."""

    name: str
    units: tuple[Unit, ...]
    binders: dict[str, list[Unit]] = field(default_factory=dict)
    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)

    def __post_init__(self) -> None:
        for unit in self.units:
            if unit.statement is None:
                continue
            for name in bound_names(unit.statement):
                self.binders.setdefault(name, []).append(unit)
            self.imports.extend(_imports(unit.statement, inside=False))


class _Beside:
    """The student's modules by import name, each read when it is first asked for.

    Few are ever imported.
    """

    def __init__(self, sources: dict[str, Source]) -> None:
        self._sources = sources
        self._made: dict[str, _Module] = {}

    def get(self, name: str) -> _Module | None:
        if name not in self._made and name in self._sources:
            self._made[name] = _Module(name, file_units(self._sources[name]))
        return self._made.get(name)


def violations(
    code_units: tuple[Unit, ...],
    defines: tuple[str, ...],
    rules: tuple[tuple[str, str], ...],
    beside: dict[str, Source],
) -> list[Violation]:
    """Each rule's first violation in what `defines` reach.

    `beside` are the student's modules by import name.
    """
    if not rules:
        return []
    modules = _Beside(beside)
    main = _Module("", code_units)
    found: dict[str, Violation] = {}
    for module, unit in _reachable(main, defines, modules):
        for used, line in _uses(module, unit):
            for forbid, say in rules:
                if used == forbid or used.startswith(forbid + "."):
                    found.setdefault(forbid, Violation(say, used, unit.source.name, line))
    return list(found.values())


def _reachable(
    main: _Module, defines: tuple[str, ...], modules: _Beside
) -> Iterator[tuple[_Module, Unit]]:
    """Statements that the names reach, following imports of the student's own modules."""
    pending = [(main, name) for name in defines]
    seen: set[tuple[str, str]] = set()
    given: set[tuple[str, int]] = set()
    while pending:
        module, name = pending.pop()
        if (module.name, name) in seen:
            continue
        seen.add((module.name, name))
        for unit in module.binders.get(name, ()):
            statement = unit.statement
            if statement is None or (module.name, id(unit)) in given:
                continue
            given.add((module.name, id(unit)))
            yield module, unit
            pending.extend((module, used) for used in used_names(statement))
            pending.extend(_used_elsewhere(module, statement, modules))
        for unit in module.binders.get("*", ()):
            if isinstance(unit.statement, ast.ImportFrom) and unit.statement.module:
                other = modules.get(unit.statement.module)
                pending.extend([(other, name)] if other is not None else [])


def _used_elsewhere(
    module: _Module, statement: ast.stmt, modules: _Beside
) -> Iterator[tuple[_Module, str]]:
    """Names of the student's other modules that a statement uses:

    `helpers.mean`, or `mean` imported from there.
    """
    aliases, _ = _aliases(module, statement)
    for node in ast.walk(statement):
        parts = dotted(node) if isinstance(node, ast.Name | ast.Attribute) else None
        if parts is None or parts[0] not in aliases:
            continue
        whole = (*aliases[parts[0]].strip(".").split("."), *parts[1:])
        for end in range(len(whole) - 1, 0, -1):
            other = modules.get(".".join(whole[:end]))
            if other is not None:
                yield other, whole[end]
                break


def _uses(module: _Module, unit: Unit) -> Iterator[tuple[str, int]]:
    """Dotted library names that a statement uses, its imports resolved, with their lines."""
    if unit.statement is None or isinstance(unit.statement, ast.Import | ast.ImportFrom):
        return
    aliases, stars = _aliases(module, unit.statement)
    for node in _without_annotations(unit.statement):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        parts = dotted(node)
        if parts is None:
            continue
        if parts[0] in aliases:
            yield ".".join((aliases[parts[0]], *parts[1:])), node.lineno
        elif parts[0] not in module.binders:
            yield from ((".".join((star, *parts)), node.lineno) for star in stars)


def _aliases(module: _Module, statement: ast.stmt) -> tuple[dict[str, str], list[str]]:
    """What names stand for by the module's imports and the statement's own, and the modules
    imported with a star.
    """
    aliases: dict[str, str] = {}
    stars: list[str] = []
    for node in (*module.imports, *_imports(statement, inside=True)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                aliases[alias.asname or root] = alias.name if alias.asname else root
        elif node.module or node.level:
            origin = (
                f".{node.module}" if node.level and node.module else node.module or ""
            )  # a dot: the student's own
            for alias in node.names:
                if alias.name == "*":
                    stars.append(origin)
                else:
                    aliases[alias.asname or alias.name] = f"{origin}.{alias.name}"
    return aliases, stars


def _imports(statement: ast.stmt, *, inside: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not inside:
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def _without_annotations(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                yield from _without_annotations(child)
