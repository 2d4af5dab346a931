"""Which statements of a notebook a task needs.

Its own cells, and the statements elsewhere that bind a name they use.

A notebook is a history, not a program: cells above train for minutes, plot, or raise.  A task is
graded from its own cells, whole, and from the imports, definitions and assignments that its names
need, statement by statement.
"""

import ast
import builtins
from collections.abc import Collection, Iterable, Sequence

from grader.nouns import frozen

from .names import (
    bound_names,
    changed_names,
    names_filled_by_library,
    names_in,
    names_only_imported,
    rebound_names,
    used_names,
)
from .text import Source

BUILTINS = frozenset(dir(builtins))


@frozen
class Unit:
    """One statement of a notebook, to be run on its own.

    None stands for a cell that is not Python.  `own` when it stands in a cell of the task.
    """

    source: Source
    statement: ast.stmt | None
    own: bool


def statements_in(units: Iterable[Unit]) -> list[ast.stmt]:
    """Return the statements of units, without cells that are not Python."""
    return [unit.statement for unit in units if unit.statement is not None]


@frozen
class _Candidate:
    """A statement outside the task's cells, which is taken when something needs what it binds.

    `adds` when it changes what the task's own cells define, as `@add_to_class(Model)` does: then it
    is always taken.
    """

    unit: Unit
    binds: frozenset[str]
    adds: bool = False

    def is_wanted(self, names: set[str]) -> bool:
        """Return whether it binds one of these names, or may."""
        return self.adds or "*" in self.binds or bool(self.binds & names)


def file_units(source: Source) -> tuple[Unit, ...]:
    """Return a file's statements as units."""
    return tuple(Unit(source, statement, own=True) for statement in source.statements)


def needed_units(
    cells: Sequence[tuple[int, Source]],
    own: set[int],
    defines: tuple[str, ...],
    dropped: Collection[tuple[int, str]] = (),
) -> tuple[Unit, ...]:
    """Return the statements to run for a task, in the order of the notebook.

    A name that nothing above the task's last cell binds may come from below it: students run cells
    in any order.  `dropped` are definitions in its own cells that do not count: (cell, name).
    """
    needed: dict[tuple[int, int], Unit] = {}
    others: dict[tuple[int, int], _Candidate] = {}
    imported = names_only_imported(each for _, source in cells for each in source.statements)
    foreign = {*defines} - _find_rebound(source for number, source in cells if number in own)
    current: set[str] = set()  # of `defines`, those whose latest definition so far is the task's
    for number, source in cells:
        is_own = number in own
        for place, unit in _cell_units(number, source, own=is_own, dropped=dropped).items():
            if is_own:
                needed[place] = unit
            else:
                others[place] = _build_candidate(unit, imported, foreign, current)
            defined = {getattr(unit.statement, "name", "")} & {*defines}
            current = current | defined if is_own else current - defined
    _add_needed(needed, others, last=max(own))
    return tuple(unit for _, unit in sorted(needed.items(), key=lambda item: item[0]))


def _cell_units(
    number: int, source: Source, *, own: bool, dropped: Collection[tuple[int, str]]
) -> dict[tuple[int, int], Unit]:
    """Return a cell's statements by their place: (number of the cell, number in the cell)."""
    if source.error is not None:
        return {(number, 0): Unit(source, None, own)}
    return {
        (number, place): Unit(source, statement, own)
        for place, statement in enumerate(source.statements)
        if (number, getattr(statement, "name", "")) not in dropped
    }


def _find_rebound(sources: Iterable[Source]) -> set[str]:
    """Return the names that a task's cells make from an earlier definition of the same name."""
    return {name for each in sources for node in each.statements for name in rebound_names(node)}


def _build_candidate(
    unit: Unit, imported: frozenset[str], foreign: set[str], current: set[str]
) -> _Candidate:
    """Return a statement with what it binds; another version of a `foreign` name is not wanted."""
    statement = unit.statement
    if statement is None:
        # A cell that cannot be read is told where a task needs what it seems to define.
        return _Candidate(unit, frozenset(names_in(unit.source) - foreign))
    names = bound_names(statement, imported) | names_filled_by_library(statement, imported)
    adds = bool(changed_names(statement) & current)
    return _Candidate(unit, frozenset(names - foreign), adds)


def _add_needed(
    taken: dict[tuple[int, int], Unit], others: dict[tuple[int, int], _Candidate], last: int
) -> None:
    """Add to `taken` until every needed name that can be bound is."""
    needed = _used_names(taken.values())
    bound = BUILTINS.union(
        *map(bound_names, statements_in(taken.values())),
        *(other.binds for (cell, _), other in others.items() if cell < last),
    )
    grown = True
    while grown:
        grown = False
        missing = needed - bound
        for place, other in others.items():
            if place not in taken and other.is_wanted(needed if place[0] < last else missing):
                taken[place] = other.unit
                needed |= _used_names([other.unit])
                grown = True


def _used_names(units: Iterable[Unit]) -> set[str]:
    return set().union(*map(used_names, statements_in(units)))
