"""What of a notebook a task needs.

Its own cells, and the statements elsewhere that bind a name they use.

A notebook is a history, not a program: cells above train for minutes, plot, or raise.  A task is
graded from its own cells, whole, and from the imports, definitions and assignments that its names
need, statement by statement.
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass

from grader.sources.names import bound_names, used_names
from grader.sources.notebook import Cell
from grader.sources.text import Source


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of a notebook, to be run on its own.

    `own` when it stands in a cell of the task.
    """

    source: Source
    statement: ast.stmt | None
    own: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    cell: int
    unit: Unit
    binds: frozenset[str]


def needed_units(
    cells: list[tuple[Cell, Source]], own: set[int], defines: tuple[str, ...]
) -> tuple[Unit, ...]:
    """The statements to run for a task, in the order of the notebook.

    A name that nothing above the task's last cell binds may come from below it: students run cells
    in any order.
    """
    last = max(own)
    chosen: dict[tuple[int, int], Unit] = {}
    others: list[tuple[tuple[int, int], _Candidate]] = []
    needed: set[str] = set()
    for cell, source in cells:
        if cell.number in own and source.error:
            chosen[(cell.number, 0)] = Unit(source, None, own=True)
        for place, statement in enumerate(source.statements):
            if cell.number in own:
                chosen[(cell.number, place)] = Unit(source, statement, own=True)
                needed |= used_names(statement)
            else:
                binds = frozenset(bound_names(statement)) - set(defines)
                candidate = _Candidate(cell.number, Unit(source, statement, own=False), binds)
                others.append(((cell.number, place), candidate))
    _close(chosen, others, needed, last)
    return tuple(unit for _, unit in sorted(chosen.items(), key=lambda item: item[0]))


def _close(
    chosen: dict[tuple[int, int], Unit],
    others: list[tuple[tuple[int, int], _Candidate]],
    needed: set[str],
    last: int,
) -> None:
    """Adds to `chosen` until every needed name that can be bound is."""
    ready = {
        name for unit in chosen.values() if unit.statement for name in bound_names(unit.statement)
    }
    above = {name for _, other in others if other.cell < last for name in other.binds}
    grown = True
    while grown:
        grown = False
        missing = needed - above - ready - set(dir(builtins))
        for place, other in others:
            wanted = needed if other.cell < last else missing
            if place in chosen or not (other.binds & wanted or "*" in other.binds):
                continue
            chosen[place] = other.unit
            if other.unit.statement is not None:
                needed |= used_names(other.unit.statement)
            grown = True
