"""Which cells of a notebook are a task's, and which of several definitions counts."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.notebooks import cell, code, markdown, notebook

from grader.sources.matching.task_cells import (
    Claimed,
    OwnCells,
    find_own_cells,
    name_cells,
    notebook_blocks,
)
from grader.sources.notebook_cells import read_notebook
from grader.sources.tasks import TaskSpec

STUB = "def {}(x):\n    raise NotImplementedError"
WORK = "def {}(x):\n    return {}"
MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean",), (), True)
ONE = TaskSpec("one", "one.py", "One", ("build", "run_one"), (), True)
TWO = TaskSpec("two", "two.py", "Two", ("build", "run_two"), (), True)


def blocks_of(*cells: Any, specs: tuple[TaskSpec, ...] = (MEAN,)) -> list[int]:
    book = read_notebook("a.ipynb", notebook(*cells))
    return [block.number for block in notebook_blocks(book, specs)]


def own(
    *cells: Any,
    spec: TaskSpec = MEAN,
    specs: tuple[TaskSpec, ...] = (),
    claimed: Claimed | None = None,
) -> OwnCells | None:
    specs = specs or (spec,)
    book = read_notebook("a.ipynb", notebook(*cells))
    claimed = set() if claimed is None else claimed
    return find_own_cells(notebook_blocks(book, specs), spec, specs, "a.ipynb", claimed)


def taken(*cells: Any) -> OwnCells:
    found = own(*cells)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("cells", "numbers"),
    cases(
        {
            "none": ((), []),
            "every code cell": ((code("x = 1"), code("x ="), code("")), [1, 2, 3]),
            "a text that is only text": ((markdown("mean"), code("x = 1")), [2]),
            "a text that is the task's code": ((markdown(WORK.format("mean", 1)),), [1]),
            "a text that is other code": ((markdown("add = 1"), code("x = 1")), [2]),
            "a raw cell with what no code cell has": ((cell("raw", "add = 1", None),), [1]),
            "a raw cell with what a code cell has": (
                (cell("raw", "add = 1", None), code("add = 2")),
                [2],
            ),
            "a raw cell that is the stub": (
                (cell("raw", STUB.format("mean"), None), code(WORK.format("mean", 1))),
                [2],
            ),
            "a raw cell that is no Python": ((cell("raw", "def mean(x)", None),), []),
        }
    ),
)
def test_code_in_a_cell_of_another_kind_is_still_somebody_s_work(
    cells: tuple[Any, ...], numbers: list[int]
) -> None:
    assert blocks_of(*cells) == numbers


@pytest.mark.parametrize(
    ("cells", "numbers"),
    cases(
        {
            "the cell that defines it": ((code("x = 1"), code(WORK.format("mean", 1))), {2}),
            "the last of two": ((code("mean = len"), code("mean = max")), {2}),
            "a labelled cell beside it": (
                (code("K = 2", "mean"), code(WORK.format("mean", "K"))),
                {1, 2},
            ),
            "the labelled one of two": ((code("mean = len", "mean"), code("mean = max")), {1}),
            "what is written over a stub": (
                (code("mean = len"), code(STUB.format("mean"))),
                {1},
            ),
            "what can be read over what cannot": ((code("mean = len"), code("mean = (")), {1}),
            "what cannot be read in the task's own cell": (
                (code("mean = (", "mean"), code("mean = len")),
                {1},
            ),
            "a code cell over a raw one": (
                (code("mean = len"), cell("raw", "mean = max", None)),
                {1},
            ),
        }
    ),
)
def test_the_cell_whose_definition_counts_is_the_task_s(
    cells: tuple[Any, ...], numbers: set[int]
) -> None:
    assert taken(*cells).cells == numbers


@pytest.mark.parametrize(
    "cells",
    cases(
        {
            "no cells": [],
            "no definition": [code("x = 1"), markdown("# mean")],
            "a cell of another task": [code("mean = len", "other")],
        }
    ),
)
def test_a_notebook_without_the_task_has_no_cells_of_it(cells: list[Any]) -> None:
    assert own(*cells) is None


def test_a_label_alone_makes_a_cell_the_task_s() -> None:
    found = taken(code("# nothing yet", "mean"))
    assert (found.cells, found.written) == ({1}, set())


def test_a_stub_in_the_task_s_cell_gives_way_and_the_rest_of_the_cell_stays() -> None:
    labelled = code("K = 2\n" + STUB.format("mean"), "mean")
    found = taken(labelled, code(WORK.format("mean", "K")))
    assert (found.cells, found.written, found.dropped) == ({1, 2}, {"mean"}, {(1, "mean")})
    assert found.notes == (
        "a.ipynb: mean is defined in cells 1, 2; the one in cell 2 counts for mean"
        " (cell 1 is still the stub)",
    )


def test_a_definition_that_cannot_be_read_is_told_as_the_reason() -> None:
    (note,) = taken(code("mean = len"), code("mean = (")).notes
    assert note.startswith("a.ipynb: mean is defined in cells 1, 2; the one in cell 1 counts")
    assert "(cell 2 is not Python (SyntaxError: '(' was never closed" in note


def test_one_definition_is_no_choice() -> None:
    assert taken(code("x = 1"), code("mean = len")).notes == ()


SHARED = (
    code("def build(): return 1"),
    code("def run_one(): return build()"),
    code("def build(): return 2"),
    code("def run_two(): return build()"),
)


@pytest.mark.parametrize(
    ("order", "one", "two"),
    cases(
        {
            "each above its own": ((0, 1, 2, 3), {1, 2}, {3, 4}),
            "each below its own": ((1, 0, 3, 2), {1, 2}, {3, 4}),
            "both first": ((0, 2, 1, 3), {2, 3}, {1, 4}),
            "both last": ((1, 3, 0, 2), {1, 3}, {2, 4}),
            "one for both": ((0, 1, 3), {1, 2}, {1, 3}),
        }
    ),
)
def test_a_name_that_two_tasks_share_is_each_task_s_nearest(
    order: tuple[int, ...], one: set[int], two: set[int]
) -> None:
    claimed: Claimed = set()
    cells = [SHARED[place] for place in order]
    found = [own(*cells, spec=spec, specs=(ONE, TWO), claimed=claimed) for spec in (ONE, TWO)]
    assert [each.cells for each in found if each is not None] == [one, two]
    assert [each.notes for each in found if each is not None] == [(), ()]


def test_three_definitions_of_a_name_for_two_tasks_are_a_choice() -> None:
    found = own(code("build = 0"), *SHARED, spec=ONE, specs=(ONE, TWO))
    assert found is not None
    assert found.notes == (
        "a.ipynb: build is defined in cells 1, 2, 4; the one in cell 2 counts for one",
    )


def test_a_shared_name_alone_does_not_say_which_task_it_is() -> None:
    assert own(code("build = 1"), spec=ONE, specs=(ONE, TWO)) is None
    twin = TaskSpec("twin", "twin.py", "Twin", ONE.defines, (), True)
    # Where a task has no name of its own, what is there is taken for each.
    found = own(code("build = 1"), spec=ONE, specs=(ONE, twin))
    assert found is not None and found.cells == {1}


@pytest.mark.parametrize(
    ("numbers", "text"), [([2], "cell 2"), ([4, 2], "cells 2, 4"), ([10, 9, 1], "cells 1, 9, 10")]
)
def test_cells_are_named_in_order(numbers: list[int], text: str) -> None:
    assert name_cells(numbers) == text
