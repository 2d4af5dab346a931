"""Rules of a task: what its functions use, read from the syntax tree.

The static half of rules such as "NumPy only".

Use counts, not import: an import that no function of the task reaches costs nothing.  Annotations
are not use. The other half is at run time, see `grader.sandbox.inside.substitutes.standins`.
"""

import ast
from collections.abc import Iterator

from grader.nouns import frozen

from .names import (
    Definition,
    bound_names,
    dotted_parts,
    kept_names,
    names_only_imported,
    used_names,
)
from .origins import Origins, canonical_name, is_under
from .slicing import Unit, file_units, statements_in
from .text import Source

MAX_STEPS = 5  # from module to module: two may import from each other
Rules = tuple[tuple[str, str], ...]  # (what is forbidden, what is said of it)


@frozen
class Violation:
    """A use of something that the task forbids."""

    say: str
    used: str
    file: str
    line: int


class _Module:
    """Statements of one file, or of a task's part of a notebook, by the names they bind."""

    def __init__(self, name: str, units: tuple[Unit, ...], rules: Rules) -> None:
        self.name = name
        self._rules = rules
        statements = statements_in(units)
        imported = names_only_imported(statements)
        self.binders = _find_binders(units, imported)
        outside = (each for each in statements if not isinstance(each, Definition))
        self.origins = Origins().widen(
            (node for each in outside for node in ast.walk(each)), self._may_stand_for
        )

    def origins_in(self, statement: ast.stmt) -> Origins:
        """Return what names stand for in a statement, by the module's imports and by its own."""
        return self.origins.widen(ast.walk(statement), self._may_stand_for)

    def _may_stand_for(self, origin: str) -> bool:
        """Return whether a name assigned to this is only another name.

        `NET = nn.RNN` is itself the use of what is forbidden; `nn = torch.nn` is not.
        """
        return not any(is_under(origin, forbid) for forbid, _ in self._rules)


def _find_binders(units: tuple[Unit, ...], imported: frozenset[str]) -> dict[str, list[Unit]]:
    """Return the statements that bind each name.

    A definition takes the place of what bound its name above, unless that may live on elsewhere: a
    first try that is written anew below is not what the name stands for.
    """
    binders: dict[str, list[Unit]] = {}
    kept: set[str] = set()
    for unit in units:
        if unit.statement is None:
            continue
        kept |= kept_names(unit.statement)
        if isinstance(unit.statement, Definition) and unit.statement.name not in kept:
            binders.pop(unit.statement.name, None)
        for bound in bound_names(unit.statement, imported):
            binders.setdefault(bound, []).append(unit)
    return binders


class _Beside:
    """Student's modules by import name, each read when it is first asked for.

    Few are ever imported.
    """

    def __init__(self, sources: dict[str, Source], rules: Rules) -> None:
        self._sources = sources
        self._rules = rules
        self._made: dict[str, _Module] = {}

    def get(self, name: str) -> _Module | None:
        if name not in self._made and name in self._sources:
            self._made[name] = _Module(name, file_units(self._sources[name]), self._rules)
        return self._made.get(name)

    def split(self, origin: str) -> tuple[_Module, list[str]] | None:
        """Return the student's module that a dotted name leads into, and the names after it."""
        parts = origin.strip(".").split(".")
        for end in range(len(parts) - 1, 0, -1):
            module = self.get(".".join(parts[:end]))
            if module is not None:
                return module, parts[end:]
        return None

    def find_library_name(self, origin: str) -> str:
        """Return the library name behind a student's own: `helpers.nn.RNN` is `torch.nn.RNN`."""
        for _ in range(MAX_STEPS):
            place = self.split(origin)
            its = place[0].origins.look_up(place[1][0]) if place is not None else None
            if place is None or its is None:
                break
            origin = ".".join((its, *place[1][1:]))
        return canonical_name(origin)


def find_violations(
    code_units: tuple[Unit, ...],
    defines: tuple[str, ...],
    rules: Rules,
    beside: dict[str, Source],
) -> list[Violation]:
    """Return each rule's first violation in what `defines` reach.

    `beside` are the student's modules by import name.
    """
    if not rules:
        return []
    modules = _Beside(beside, rules)
    main = _Module("", code_units, rules)
    first: dict[str, Violation] = {}
    for module, unit in _find_reachable(main, defines, modules):
        for used, line in _find_uses(module, unit, modules):
            for forbid, say in rules:
                if is_under(used, forbid):
                    first.setdefault(forbid, Violation(say, used, unit.source.name, line))
    return list(first.values())


def _find_reachable(
    main: _Module, defines: tuple[str, ...], modules: _Beside
) -> Iterator[tuple[_Module, Unit]]:
    """Yield the statements that the names reach, also in the student's own modules."""
    pending = [(main, name) for name in defines]
    seen: set[tuple[str, str]] = set()
    yielded: set[tuple[str, int]] = set()
    while pending:
        module, name = pending.pop()
        if (module.name, name) in seen:
            continue
        seen.add((module.name, name))
        for unit in module.binders.get(name, ()):
            if unit.statement is None or (module.name, id(unit)) in yielded:
                continue
            yielded.add((module.name, id(unit)))
            yield module, unit
            pending.extend((module, used) for used in _names_used(unit.statement))
            pending.extend(_find_used_elsewhere(module, unit.statement, modules))
        pending.extend((other, name) for other in _find_star_imports(module, modules))


def _names_used(statement: ast.stmt) -> set[str]:
    """Return the global names that a statement uses, those in annotations alone aside."""
    names = {node.id for node in _without_annotations(statement) if isinstance(node, ast.Name)}
    return used_names(statement) & names


def _find_star_imports(module: _Module, modules: _Beside) -> Iterator[_Module]:
    """Yield the student's modules that a module imports with a star."""
    for unit in module.binders.get("*", ()):
        if isinstance(unit.statement, ast.ImportFrom) and unit.statement.module:
            other = modules.get(unit.statement.module)
            if other is not None:
                yield other


def _find_used_elsewhere(
    module: _Module, statement: ast.stmt, modules: _Beside
) -> Iterator[tuple[_Module, str]]:
    """Yield the names of the student's other modules that a statement uses.

    `helpers.mean`, or `mean` imported from there.
    """
    origins = module.origins_in(statement)
    for node in _without_annotations(statement):
        place = modules.split(origins.of(node) or "")
        if place is not None:
            yield place[0], place[1][0]


def _find_uses(module: _Module, unit: Unit, modules: _Beside) -> Iterator[tuple[str, int]]:
    """Yield the dotted library names that a statement uses, with their lines."""
    if unit.statement is None or isinstance(unit.statement, ast.Import | ast.ImportFrom):
        return
    origins = module.origins_in(unit.statement)
    for node in _without_annotations(unit.statement):
        used = origins.of(node)
        if used is not None and isinstance(node, ast.expr):
            yield modules.find_library_name(used), node.lineno
        elif isinstance(node, ast.Name | ast.Attribute):
            yield from _find_star_uses(module, origins, node)


def _find_star_uses(
    module: _Module, origins: Origins, node: ast.Name | ast.Attribute
) -> Iterator[tuple[str, int]]:
    """Yield what a name may be that nothing here binds: part of a module imported with a star."""
    parts = dotted_parts(node)
    if parts is None or parts[0] in module.binders or origins.look_up(parts[0]):
        return
    yield from ((canonical_name(".".join((star, *parts))), node.lineno) for star in origins.stars)


def _without_annotations(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a statement but for the annotations in it."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                yield from _without_annotations(child)
