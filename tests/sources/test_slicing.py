"""What of a notebook a task needs: its own cells, and what binds the names that they use."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from support.cases import cases
from support.notebooks import code, notebook

from grader.sources.magics import cell_source
from grader.sources.notebook_cells import read_notebook
from grader.sources.slicing import needed_units

OWN = "def mean(x): return add(x) / len(x)"


def needed(*texts: str, own: str = OWN, defines: tuple[str, ...] = ("mean",)) -> list[str]:
    """The statements that a task needs, one line each, of a notebook with these cells.

    `own` is the task's.
    """
    book = read_notebook("a.ipynb", notebook(*map(code, texts)))
    cells = [(cell.number, cell_source(book, cell)) for cell in book.cells]
    units = needed_units(
        cells, {number for number, text in enumerate(texts, 1) if text == own}, defines
    )
    return [
        unit.source.text.splitlines()[first_line(unit.statement) - 1].strip()
        for unit in units
        if unit.statement
    ]


def first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


@pytest.mark.parametrize(
    ("texts", "found"),
    cases(
        {
            "what its names need": (
                ("def add(x): return sum(x)", OWN),
                ["def add(x): return sum(x)", OWN],
            ),
            "and what those need": (
                ("import numpy as np", "def add(x): return np.sum(x)", OWN),
                ["import numpy as np", "def add(x): return np.sum(x)", OWN],
            ),
            "nothing that only runs": (
                ("add = sum", "mean([1])", "print(add)", OWN),
                ["add = sum", OWN],
            ),
            "nothing unused": (("import torch", "table = 3", "add = sum", OWN), ["add = sum", OWN]),
            "each statement by itself": (("train()\nadd = sum\nplot()", OWN), ["add = sum", OWN]),
            "every binding of a name, in order": (
                ("add = None", "add = sum", OWN),
                ["add = None", "add = sum", OWN],
            ),
            "changes of an object": (
                ("add = []", "add.append(sum)", "add[0] = max", OWN),
                ["add = []", "add.append(sum)", "add[0] = max", OWN],
            ),
            "a star import": (("from helpers import *", OWN), ["from helpers import *", OWN]),
            "a binding below, when nothing above binds it": (
                (OWN, "add = sum"),
                [OWN, "add = sum"],
            ),
            "no binding below, when one above does": (
                ("add = sum", OWN, "add = max"),
                ["add = sum", OWN],
            ),
            "no other version of its own names": (
                ("def mean(x): return 0", "add = sum", OWN),
                ["add = sum", OWN],
            ),
            "a name bound in a block": (("if True:\n    add = sum", OWN), ["if True:", OWN]),
            "a name bound by a loop": (
                ("for add in [sum]: pass", OWN),
                ["for add in [sum]: pass", OWN],
            ),
            "a name bound by with": (
                ("with open() as add: pass", OWN),
                ["with open() as add: pass", OWN],
            ),
            "what a library fills": (
                ("import numpy as np", "add = [0]", "np.put(add, 0, 1)", OWN),
                ["import numpy as np", "add = [0]", "np.put(add, 0, 1)", OWN],
            ),
            "no call of a library that it uses": (
                ("import numpy as np", "np.save('a', 1)", "def add(x): return np.sum(x)", OWN),
                ["import numpy as np", "def add(x): return np.sum(x)", OWN],
            ),
            "a setting of a library that it uses": (
                ("import numpy as np", "np.random.seed(0)", "def add(x): return np.sum(x)", OWN),
                ["import numpy as np", "np.random.seed(0)", "def add(x): return np.sum(x)", OWN],
            ),
            "a case that a decorator adds": (
                ("add = Table()", "@add.register(int)\ndef _(x): pass", OWN),
                ["add = Table()", "@add.register(int)", OWN],
            ),
            "nothing for a builtin": (
                ("len = 3\nsum = 4", "def add(x): return 1", OWN),
                ["len = 3", "def add(x): return 1", OWN],
            ),
        }
    ),
)
def test_a_task_needs(texts: Any, found: Any) -> None:
    assert needed(*texts) == found


def test_its_own_cell_is_taken_whole() -> None:
    own = "import os\nprint(1)\ndef mean(x): return 1\nmean([1])"
    assert needed("x = 1", own, own=own) == own.splitlines()


def test_a_name_of_a_method_or_a_comprehension_is_a_name_it_uses() -> None:
    own = "class Mean:\n    def run(self, x):\n        return [scale * y for y in x if keep(y)]"
    found = needed("scale = 2", "def keep(y): return y", "y = 9", own, own=own, defines=("Mean",))
    assert found == ["scale = 2", "def keep(y): return y", "class Mean:"]


def test_a_cell_of_its_own_that_is_broken_is_kept_to_be_told() -> None:
    book = read_notebook("a.ipynb", notebook(code("def mean(x)"), code("x = 1")))
    units = needed_units(
        [(cell.number, cell_source(book, cell)) for cell in book.cells], {1}, ("mean",)
    )
    assert [(unit.own, unit.statement, unit.source.error.line) for unit in units] == [
        (True, None, 1)
    ]


MODEL = "class Model: pass"


@pytest.mark.parametrize(
    "later",
    cases(
        {
            "by a decorator": "@add_to_class(Model)\ndef forward(self): pass",
            "by an attribute": "Model.forward = forward",
            "by setattr": "setattr(Model, 'forward', forward)",
        }
    ),
)
def test_what_later_cells_add_to_its_class_is_taken(later: str) -> None:
    texts = ("def add_to_class(cls): pass", "forward = print", MODEL, "Model()", later)
    assert later.split("\n")[0] in needed(*texts, own=MODEL, defines=("Model",))


@pytest.mark.parametrize(
    ("own", "defines"),
    [("class Model(Model): pass", "Model"), ("mean = cache(mean)", "mean")],
)
def test_a_name_that_is_made_from_its_earlier_version_keeps_that(own: str, defines: str) -> None:
    first = f"class {defines}: pass" if defines == "Model" else f"def {defines}(x): pass"
    assert needed("from functools import cache", first, own, own=own, defines=(defines,))[-2:] == [
        first,
        own,
    ]


def test_what_is_added_to_another_version_of_its_class_is_not_taken() -> None:
    other = "class Model: x = 1"
    texts = (other, "Model.a = 1", MODEL, "Model.b = 2", other, "Model.c = 3")
    assert needed(*texts, own=MODEL, defines=("Model",)) == [MODEL, "Model.b = 2"]


def test_a_cell_that_is_not_python_is_kept_where_a_name_of_it_is_needed() -> None:
    book = read_notebook("a.ipynb", notebook(code("def add(x) return 1"), code("y = ("), code(OWN)))
    cells = [(cell.number, cell_source(book, cell)) for cell in book.cells]
    units = needed_units(cells, {3}, ("mean",))
    assert [(unit.source.name, unit.own) for unit in units if unit.statement is None] == [
        ("a.ipynb cell 1", False)
    ]
