"""Which cells of a notebook are a task's, and which of several definitions counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.sources.magics import cell_source
from grader.sources.names import names_in
from grader.sources.notebook import Cell, Notebook
from grader.sources.stubs import unfilled_names
from grader.sources.tasks import TaskSpec
from grader.sources.text import Source

Claimed = set[tuple[str, int, str]]  # (notebook, cell, name) that an earlier task took


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of code that may be a task's: a cell of a notebook, or a statement of a file.

    `written` are the names that it defines, `stubs` those of them that nobody has written yet.
    """

    cell: Cell
    source: Source
    written: frozenset[str]
    stubs: frozenset[str]

    @property
    def number(self) -> int:
        return self.cell.number

    @property
    def is_broken(self) -> bool:
        return self.source.error is not None

    def defines(self, name: str) -> bool:
        return name in self.written or name in self.stubs


@dataclass(frozen=True, slots=True)
class OwnCells:
    """A task's cells of one notebook.

    `written` are the names that they define with more than a stub.  `dropped` are definitions in them
    that do not count, because another cell's do: (cell, name).
    """

    cells: set[int]
    written: set[str] = field(default_factory=set)
    dropped: set[tuple[int, str]] = field(default_factory=set)
    notes: tuple[str, ...] = ()


def notebook_blocks(notebook: Notebook, coding: Iterable[TaskSpec]) -> list[Block]:
    """Return the blocks of a notebook: its code cells, and code that stands in another kind of cell.

    A labelled cell turns raw or Markdown by a slip of the keyboard; it is still somebody's work.
    """
    defines = {name for spec in coding for name in spec.defines}
    blocks = []
    for cell in notebook.cells:
        block = make_block(cell, cell_source(notebook, cell))
        if cell.is_code or (not block.is_broken and block.written & defines):
            blocks.append(block)
    return blocks


def make_block(cell: Cell, source: Source) -> Block:
    """Return the block of a cell, or of a part of a file that stands for one."""
    names = names_in(source)
    stubs = names & unfilled_names(source.statements)
    return Block(cell, source, frozenset(names - stubs), frozenset(stubs))


def own_cells(
    blocks: Sequence[Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    name: str = "",
    claimed: Claimed | None = None,
) -> OwnCells | None:
    """Return a task's cells in the notebook `name`; None when nothing there is the task's.

    They are the cells that metadata gives to the task, and for each name that it asks for the cell
    whose definition counts.  `claimed` are the definitions that earlier tasks took; this task adds its
    own.
    """
    claimed = set() if claimed is None else claimed
    candidates = [block for block in blocks if block.cell.task in (None, spec.id)]
    labelled = [block for block in candidates if block.cell.task == spec.id]
    counting = _counting(candidates, spec, specs, name, claimed)
    if not counting and not labelled:
        return None
    own = {block.number for block in (*labelled, *counting.values())}
    return OwnCells(
        cells=own,
        written={each for each, block in counting.items() if each in block.written},
        dropped={
            (block.number, each)
            for each, counts in counting.items()
            for block in candidates
            if block.number in own and block is not counts and each in block.stubs
        },
        notes=tuple(_notes(candidates, counting, spec, specs, name)),
    )


def _counting(
    candidates: list[Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    name: str,
    claimed: Claimed,
) -> dict[str, Block]:
    """Return the block whose definition counts, for each name that is there.

    A name that this task alone has tells where the task stands.  A name that two tasks share may be
    there twice: each task takes the nearest one, at or above the place where its own names end, else
    below, leaving out what an earlier task took.
    """
    shared = {each for other in specs if other.id != spec.id for each in other.defines}
    alone = [each for each in spec.defines if each not in shared] or list(spec.defines)
    counting: dict[str, Block] = {}
    for each in alone:
        places = _best_kind(candidates, each, spec.id)
        if places:
            counting[each] = places[-1]
    if not counting:
        return {}
    end = max(block.number for block in counting.values())
    for each in spec.defines:
        places = [] if each in alone else _best_kind(candidates, each, spec.id)
        free = [block for block in places if (name, block.number, each) not in claimed] or places
        if free:
            above = [block for block in free if block.number <= end]
            counting[each] = above[-1] if above else free[0]
            claimed.add((name, counting[each].number, each))
    return counting


def _best_kind(candidates: list[Block], name: str, task: str) -> list[Block]:
    """Return the blocks that define a name, of the best kind that there is.

    What was written in the task's own cell counts over what stands elsewhere: the handout says to
    write there, and what counts is never picked by what earns more.  A stub that nobody has touched
    counts last.  Code in a cell of another kind counts only where no code cell has the name.
    """
    there = [block for block in candidates if block.defines(name)]
    for pool in ([block for block in there if block.cell.is_code], there):
        written = [block for block in pool if name in block.written]
        labelled = [block for block in written if block.cell.task == task]
        for kind in (labelled, written):
            whole = [block for block in kind if not block.is_broken]
            if kind:
                return whole or kind
    return there


def _notes(
    candidates: list[Block],
    counting: dict[str, Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    notebook: str,
) -> Iterator[str]:
    """Yield a sentence for each choice between definitions, and for code outside code cells."""
    for name, counts in counting.items():
        places = [block for block in candidates if block.defines(name)]
        sharing = sum(name in other.defines for other in specs)
        if len(places) > sharing or (len(places) > 1 and _is_odd(places)):
            numbers = numbered([block.number for block in places])
            yield (
                f"{notebook}: {name} is defined in {numbers}; the one in cell {counts.number} counts"
                f" for {spec.id}{_why_not(places, counts, name)}"
            )
    for block in dict.fromkeys(counting.values()):
        if not block.cell.is_code:
            yield (
                f"{notebook}: cell {block.number} is a {block.cell.kind.value} cell, not a code cell;"
                f" it was read as code for {spec.id}"
            )


def _is_odd(places: list[Block]) -> bool:
    return any(block.is_broken or block.stubs or block.cell.task for block in places)


def _why_not(places: list[Block], counts: Block, name: str) -> str:
    """Return why the other places do not count, where that is to be seen."""
    reasons = []
    for block in places:
        if block is counts:
            continue
        if block.source.error is not None:
            reasons.append(f"cell {block.number} is not Python ({block.source.error.text})")
        elif name in block.stubs and name in counts.written:
            reasons.append(f"cell {block.number} is still the stub")
    return f" ({'; '.join(reasons)})" if reasons else ""


def numbered(numbers: list[int]) -> str:
    """Return `cell 2`, `cells 2, 4`."""
    listed = ", ".join(str(number) for number in sorted(numbers))
    return f"cell {listed}" if len(numbers) == 1 else f"cells {listed}"
