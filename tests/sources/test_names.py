"""Which names a statement binds, changes and looks up."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases

from grader.sources.names import (
    bound_names,
    defined_names,
    dotted_parts,
    imported_names,
    names_filled_by_library,
    names_in,
    names_only_imported,
    used_names,
)
from grader.sources.text import Source

LIBRARIES = frozenset(("np", "torch", "nn", "random"))


def statement(text: str) -> ast.stmt:
    (only,) = ast.parse(text).body
    return only


@pytest.mark.parametrize(
    ("text", "bound"),
    cases(
        {
            "a name": ("x = 1", {"x"}),
            "two names": ("x, (y, *z) = f()", {"x", "y", "z"}),
            "a sum": ("x += 1", {"x"}),
            "an annotation with a value": ("x: int = 1", {"x"}),
            "a loop": ("for i in r:\n    y = i", {"i", "y"}),
            "a with": ("with open(p) as f:\n    y = f", {"f", "y"}),
            "a function": ("def f(a):\n    b = 1", {"f"}),
            "a class": ("class A:\n    b = 1", {"A"}),
            "an import": ("import numpy as np, os.path", {"np", "os"}),
            "an import of names": ("from a import b, c as d", {"b", "d"}),
            "a walrus": ("print(y := 1)", {"y"}),
            "names inside a lambda": ("f = lambda y: (z := y)", {"f"}),
            "an item": ("x[0] = 1", {"x"}),
            "an attribute": ("x.a = 1", {"x"}),
            "a deep attribute": ("x.a[0].b = 1", {"x"}),
            "a method that may change": ("x.append(1)", {"x"}),
            "setattr": ("setattr(x, 'a', 1)", {"x"}),
            "a decorator that registers": ("@run.register\ndef g(): ...", {"g", "run"}),
            "a decorator with a class": ("@add_to(Model)\ndef g(): ...", {"g", "Model"}),
            "a deletion": ("del x", {"x"}),
            "a library that only does": ("np.save(p, x)", set()),
            "a library's setting": ("torch.manual_seed(0)", {"torch"}),
            "a library's attribute": ("torch.backends.cudnn.benchmark = False", {"torch"}),
            "a printed value": ("print(x)", set()),
            "an expression": ("x + 1", set()),
        }
    ),
)
def test_what_a_statement_binds(text: str, bound: set[str]) -> None:
    assert bound_names(statement(text), LIBRARIES) == bound


@pytest.mark.parametrize(
    ("text", "used"),
    cases(
        {
            "names on the right": ("x = y + z", {"y", "z"}),
            "globals of a function": ("def f(a):\n    return a + b", {"b"}),
            "a local is none": ("def f():\n    a = 1\n    return a", set()),
            "a default": ("def f(a=b):\n    return a", {"b"}),
            "a method": ("class A(B):\n    def f(self):\n        return c", {"B", "c"}),
            "a comprehension": ("x = [i + n for i in r]", {"n", "r"}),
            "a decorator": ("@d\ndef f(): ...", {"d"}),
            "inside a lambda": ("f = lambda x: x + y", {"y"}),
        }
    ),
)
def test_what_a_statement_looks_up(text: str, used: set[str]) -> None:
    assert used <= used_names(statement(text))
    assert not {"self", "i"} & used_names(statement(text))


@pytest.mark.parametrize(
    ("text", "filled"),
    cases(
        {
            "weights that are initialised": ("nn.init.ones_(w)", {"w"}),
            "a list that is shuffled": ("random.shuffle(items)", {"items"}),
            "an attribute's owner": ("nn.init.zeros_(model.bias)", {"model"}),
            "a method of one's own": ("model.train()", set()),
            "a value that is kept": ("x = np.sort(y)", set()),
        }
    ),
)
def test_what_a_library_may_fill(text: str, filled: set[str]) -> None:
    assert names_filled_by_library(statement(text), LIBRARIES) == filled


def test_names_that_only_imports_bind() -> None:
    text = "import numpy as np\nimport torch\nfrom torch import nn\ntorch = fake()\n"
    assert names_only_imported(ast.parse(text).body) == {"np", "nn"}


def test_an_import_without_a_name_binds_its_first_part() -> None:
    first, second = ast.parse("import os.path\nfrom a.b import c as d").body
    assert isinstance(first, ast.Import) and imported_names(first) == {"os"}
    assert isinstance(second, ast.ImportFrom) and imported_names(second) == {"d"}


def test_the_line_of_the_last_binding_counts_and_a_change_only_where_there_is_no_other() -> None:
    lines = defined_names(ast.parse("x = 1\ny = []\nx = 2\ny.append(1)\nz.a = 3\n").body)
    assert lines == {"x": 3, "y": 2, "z": 5}


@pytest.mark.parametrize(
    ("text", "parts"),
    cases(
        {
            "a name": ("a", ("a",)),
            "attributes": ("a.b.c", ("a", "b", "c")),
            "a call": ("a().b", None),
            "an item": ("a[0].b", None),
        }
    ),
)
def test_a_dotted_name_is_its_parts(text: str, parts: tuple[str, ...] | None) -> None:
    expression = statement(text)
    assert isinstance(expression, ast.Expr) and dotted_parts(expression.value) == parts


def test_a_text_that_is_no_python_has_the_names_that_it_seems_to_define() -> None:
    broken = Source("a.py", "def f(x:\n    return\nclass Net(nn.Module:\n")
    assert {"f", "Net"} <= names_in(broken)
    whole = Source("a.py", "import os\ndef f(): ...\nclass A: ...\nx = 1\n")
    assert {"f", "A", "x"} <= names_in(whole)
