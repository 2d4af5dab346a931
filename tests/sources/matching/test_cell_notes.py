"""Notes on cells that were used in another way than they stand in the notebook."""

from __future__ import annotations

import pytest
from support.notebooks import cell, code, markdown, notebook

from grader.sources.matching.cell_notes import note_left_out, note_odd_kinds, note_switched_off
from grader.sources.matching.task_cells import notebook_blocks
from grader.sources.notebook_cells import read_notebook
from grader.sources.tasks import TaskSpec

SPEC = TaskSpec("a", "a.py", "a", ("f",), (), True)
DEFINES = "def f(x):\n    return 2 * x\n"
BOOK = read_notebook(
    "lab.ipynb",
    notebook(
        code("%matplotlib inline\nimport numpy as np\n"),
        code("x = 1\n"),
        cell("raw", DEFINES, None),
        code("!pip install torch\ny = 2\n"),
    ),
)
BLOCKS = notebook_blocks(BOOK, [SPEC])
EVERY = {block.source.name for block in BLOCKS}


def test_lines_for_ipython_are_told_once_for_all_cells_that_are_used() -> None:
    assert list(note_left_out("lab.ipynb", BLOCKS, EVERY)) == [
        "lab.ipynb: lines for IPython (%, !) in cells 1, 4 were left out"
    ]
    assert list(note_left_out("lab.ipynb", BLOCKS, {BLOCKS[1].source.name})) == []


def test_code_in_a_cell_of_another_kind_is_told() -> None:
    assert list(note_odd_kinds("lab.ipynb", BLOCKS, EVERY, SPEC)) == [
        "lab.ipynb: cell 3 is a raw cell, not a code cell; it was read as code for a"
    ]
    assert list(note_odd_kinds("lab.ipynb", BLOCKS, set(), SPEC)) == []


@pytest.mark.parametrize(("magic", "told"), [("%%bash", 1), ("%%script false", 1), ("%%time", 0)])
def test_a_task_s_cell_that_is_given_to_another_program_is_told(magic: str, told: int) -> None:
    book = read_notebook("lab.ipynb", notebook(code(f"{magic}\n{DEFINES}"), markdown("f")))
    notes = list(note_switched_off([book], SPEC))
    assert len(notes) == told
    assert all(f"cell 1 defines a but begins with {magic.split()[0]}" in each for each in notes)


def test_another_s_cell_for_another_program_is_no_concern() -> None:
    book = read_notebook("lab.ipynb", notebook(code("%%bash\ndef g(x):\n    return x\n")))
    assert list(note_switched_off([book], SPEC)) == []
