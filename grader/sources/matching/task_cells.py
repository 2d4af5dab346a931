"""Which cells of a notebook are a task's, and which of several definitions counts."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import field

from grader.language import join_items, tr, tr_n
from grader.nouns import frozen
from grader.sources.magics import cell_source
from grader.sources.names import names_in
from grader.sources.notebook_cells import Cell, CellKind, Notebook
from grader.sources.stubs import unfilled_names
from grader.sources.tasks import TaskSpec
from grader.sources.text import Source

Claimed = set[tuple[str, int, str]]  # (notebook, cell, name) that an earlier task took


@frozen
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

    @property
    def names(self) -> frozenset[str]:
        return self.written | self.stubs

    def defines(self, name: str) -> bool:
        return name in self.names


@frozen
class OwnCells:
    """A task's cells of one notebook.

    `written` are the names that they define with more than a stub.  `dropped` are definitions in
    them that do not count, because another cell's do: (cell, name).
    """

    cells: set[int]
    written: set[str] = field(default_factory=set)
    dropped: set[tuple[int, str]] = field(default_factory=set)
    notes: tuple[str, ...] = ()


def notebook_blocks(notebook: Notebook, coding: Iterable[TaskSpec]) -> list[Block]:
    """Return the blocks of a notebook: its code cells, and code in cells of another kind.

    A labelled cell turns raw or Markdown by a slip of the keyboard; it is still somebody's work.
    """
    defines = {name for spec in coding for name in spec.defines}
    blocks = [read_block(cell, cell_source(notebook, cell)) for cell in notebook.cells]
    in_code = {name for block in blocks if block.cell.is_code for name in block.names}

    def may_be_code(block: Block) -> bool:
        is_new = block.cell.kind is CellKind.RAW and not block.names <= in_code
        return not block.is_broken and bool(is_new or block.written & defines)

    return [block for block in blocks if block.cell.is_code or may_be_code(block)]


def read_block(cell: Cell, source: Source) -> Block:
    """Return the block of a cell, or of a part of a file that stands for one."""
    names = names_in(source)
    stubs = names & unfilled_names(source.statements)
    return Block(cell, source, frozenset(names - stubs), frozenset(stubs))


def find_own_cells(
    blocks: Sequence[Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    name: str,
    claimed: Claimed,
) -> OwnCells | None:
    """Return a task's cells in the notebook `name`; None when nothing there is the task's.

    They are the cells that metadata gives to the task, and for each name that it asks for the cell
    whose definition counts.  `claimed` are the definitions that earlier tasks took; this task adds
    its own.
    """
    candidates = [block for block in blocks if block.cell.task in (None, spec.id)]
    labelled = [block for block in candidates if block.cell.task == spec.id]
    definitions = _choose_definitions(candidates, spec, specs, name, claimed)
    own = list(dict.fromkeys([*labelled, *definitions.values()]))
    if not own:
        return None
    choices = tuple(_describe_choices(candidates, definitions, spec, specs, name))
    return OwnCells(
        cells={block.number for block in own},
        written={each for each, block in definitions.items() if each in block.written},
        dropped=_find_dropped(own, definitions),
        notes=choices,
    )


def _find_dropped(own: list[Block], definitions: dict[str, Block]) -> set[tuple[int, str]]:
    """Return the stubs in a task's cells that give way to what another cell defines."""
    return {
        (block.number, each)
        for block in own
        for each in block.stubs
        if definitions.get(each) not in (None, block)
    }


def _choose_definitions(
    candidates: list[Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    name: str,
    claimed: Claimed,
) -> dict[str, Block]:
    """Return the block whose definition counts, for each name that is there.

    A name that this task alone has tells where the task stands. A name that two tasks share may be
    there twice. Then each task takes the nearest one: at or above the place where its own names
    end, else below. What an earlier task took is left out.
    """
    alone, shared = _split_names(spec, specs)
    kinds = {each: _choose_best_kind(candidates, each, spec.id) for each in spec.defines}
    definitions = {each: kinds[each][-1] for each in alone if kinds[each]}
    if not definitions:
        return {}
    end = max(block.number for block in definitions.values())
    for each in shared:
        if kinds[each]:
            taken = {number for notebook, number, by in claimed if (notebook, by) == (name, each)}
            definitions[each] = _choose_nearest(kinds[each], end, taken)
            claimed.add((name, definitions[each].number, each))
    return definitions


def _split_names(spec: TaskSpec, specs: Sequence[TaskSpec]) -> tuple[list[str], list[str]]:
    """Return the names that this task alone asks for, and those that another task asks for too."""
    others = {each for other in specs if other.id != spec.id for each in other.defines}
    alone = [each for each in spec.defines if each not in others]
    if not alone:
        return list(spec.defines), []
    return alone, [each for each in spec.defines if each in others]


def _choose_nearest(blocks: list[Block], end: int, taken: set[int]) -> Block:
    """Return the last block up to the cell `end`, else the first below it.

    Those that are taken only where there is no other.
    """
    free = [block for block in blocks if block.number not in taken] or blocks
    above = [block for block in free if block.number <= end]
    return above[-1] if above else free[0]


def _choose_best_kind(candidates: list[Block], name: str, task: str) -> list[Block]:
    """Return the blocks that define a name, of the best kind that there is.

    What was written counts over a stub that nobody has touched, and a code cell over one of another
    kind.  Then the task's own cell counts over what stands elsewhere, even where it cannot be read.
    The handout says to write there, and nothing is ever picked because it earns more.
    """

    def rank(block: Block) -> tuple[bool, ...]:
        is_own = block.cell.task == task
        return (name in block.stubs, not block.cell.is_code, not is_own, block.is_broken)

    places = [block for block in candidates if block.defines(name)]
    best = min(map(rank, places), default=None)
    return [block for block in places if rank(block) == best]


def _describe_choices(
    candidates: list[Block],
    definitions: dict[str, Block],
    spec: TaskSpec,
    specs: Sequence[TaskSpec],
    notebook: str,
) -> Iterator[str]:
    """Yield a sentence for each choice between definitions of a name."""
    for name, chosen in definitions.items():
        places = [block for block in candidates if block.defines(name)]
        # Where each task that asks for the name has one place, each takes its own: no choice.
        sharing = sum(name in other.defines for other in specs)
        if len(places) > sharing or (len(places) > 1 and _has_odd_cell(places)):
            cells = name_cells([block.number for block in places])
            sentence = tr(
                "{notebook}: {name} is defined in {cells}; the one in cell {number} counts for"
                " {task}",
                notebook=notebook,
                name=name,
                cells=cells,
                number=chosen.number,
                task=spec.id,
            )
            why = _explain_choice(places, chosen, name)
            yield tr("{said} ({why})", said=sentence, why=why) if why else sentence


def _has_odd_cell(places: list[Block]) -> bool:
    return any(block.is_broken or block.stubs or block.cell.task for block in places)


def _explain_choice(places: list[Block], chosen: Block, name: str) -> str:
    """Return why the other places do not count, where that is to be seen."""
    reasons = []
    for block in places:
        if block is chosen:
            continue
        if block.source.error is not None:
            reasons.append(
                tr(
                    "cell {number} is not Python ({error})",
                    number=block.number,
                    error=block.source.error.text,
                )
            )
        elif name in block.stubs and name in chosen.written:
            reasons.append(tr("cell {number} is still the stub", number=block.number))
    return tr("; ").join(reasons)


def name_cells(numbers: list[int]) -> str:
    """Return `cell 2`, `cells 2, 4`."""
    cells = join_items(str(number) for number in sorted(numbers))
    return tr_n("cell {cells}", "cells {cells}", len(numbers), cells=cells)
