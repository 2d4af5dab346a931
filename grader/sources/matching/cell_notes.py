"""Notes on cells of a notebook that were used in another way than they stand there."""

from collections.abc import Iterable, Iterator

from grader.language import tr
from grader.sources.magics import find_switched_off
from grader.sources.names import names_in
from grader.sources.notebook_cells import Notebook
from grader.sources.tasks import TaskSpec

from .task_cells import Block, name_cells


def note_left_out(name: str, blocks: list[Block], used_names: set[str]) -> Iterator[str]:
    """Yield a note on IPython's lines in the cells that are used."""
    magic = [
        block.number
        for block in blocks
        if block.source.name in used_names and block.source.text != block.cell.text
    ]
    if magic:
        yield tr(
            "{name}: lines for IPython (%, !) in {cells} were left out",
            name=name,
            cells=name_cells(magic),
        )


def note_odd_kinds(
    name: str, blocks: list[Block], used_names: set[str], spec: TaskSpec
) -> Iterator[str]:
    """Yield a note on each cell that is used and is no code cell."""
    for block in blocks:
        if block.source.name in used_names and not block.cell.is_code:
            yield tr(
                "{name}: cell {number} is a {kind} cell, not a code cell; it was read as code for"
                " {task}",
                name=name,
                number=block.number,
                kind=block.cell.kind.value,
                task=spec.id,
            )


def note_switched_off(notebooks: Iterable[Notebook], spec: TaskSpec) -> Iterator[str]:
    """Yield a note on each cell that has a task's names in it and is given to another program."""
    for notebook in notebooks:
        for cell in notebook.cells:
            off = find_switched_off(cell)
            if off is not None and names_in(off[1]) & {*spec.defines}:
                yield tr(
                    "{notebook}: cell {number} defines {task} but begins with %%{magic}, so no code"
                    " of it was read; take that line away",
                    notebook=notebook.name,
                    number=cell.number,
                    task=spec.id,
                    magic=off[0],
                )
