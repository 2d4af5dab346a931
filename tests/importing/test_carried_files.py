"""Modules and files beside a notebook that its code names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.cases import cases

from grader.files.syntax import imported_modules
from grader.importing.carried_files import (
    carry_file,
    carry_imports,
    carry_named_files,
)
from grader.importing.cells import Code, Import
from grader.sources.text import Source


@pytest.fixture
def beside(tmp_path: Path) -> Import:
    """An import whose notebook has modules, a package and data beside it."""
    folder = tmp_path / "week"
    files = {
        "helpers.py": "import numpy\nfrom deeper import y\n",
        "deeper.py": "import helpers\n",
        "lib/__init__.py": "",
        "lib/sums.py": "from . import more\nfrom .other import z\n",
        "lib/more.py": "x = 1\n",
        "lib/other.py": "x = (\n",
        "data/a.csv": "1",
        "data/in/b.csv": "2",
        "notes.md": "x",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    return Import(folders=(folder,))


def carry(found: Import, text: str) -> list[str]:
    (statement,) = ast.parse(text).body
    carry_imports(found, Code(1, "week.ipynb cell 2", Source("a", text)), statement)
    carry_named_files(found, statement)
    return sorted(found.attached)


@pytest.mark.parametrize(
    ("text", "names"),
    cases(
        {
            "a module, with what it imports": ("import helpers", ["deeper.py", "helpers.py"]),
            "a name of a module": ("from deeper import y", ["deeper.py", "helpers.py"]),
            "a module of a package": (
                "import lib.sums",
                ["lib/__init__.py", "lib/more.py", "lib/other.py", "lib/sums.py"],
            ),
            "from a package": ("from lib import more", ["lib/__init__.py", "lib/more.py"]),
            "the standard library": ("import os.path, json", []),
            "NumPy": ("import numpy as np", []),
            "data": ("open('data/a.csv')", ["data/a.csv"]),
            "a folder": ("load('./data')", ["data/a.csv", "data/in/b.csv"]),
            "data from inside a folder": ("f(['data/in/b.csv', 'x'])", ["data/in/b.csv"]),
            "a file outside": ("open('../secret.csv')", []),
            "a file that is not there": ("open('gone.csv')", []),
            "a word without a dot": ("f('data')", []),
            "a very long text": (f"f('{'x.' * 200}')", []),
            "a name that is none": ("open('a\\0.csv')", []),
        }
    ),
)
def test_what_code_names_comes_along(beside: Import, text: str, names: list[str]) -> None:
    assert carry(beside, text) == names
    assert beside.lost == []


def test_a_package_that_is_not_there_must_be_allowed_and_is_told_once(beside: Import) -> None:
    carry(beside, "import pandas.io")
    carry(beside, "from pandas import DataFrame")
    assert beside.packages == {"pandas"}
    assert beside.lost == [
        "week.ipynb cell 2: it imports pandas: `packages` in assignment.toml allows it, and it must"
        " be installed where you grade"
    ]


def test_a_file_is_carried_or_not(beside: Import) -> None:
    assert carry_file(beside, "notes.md") and not carry_file(beside, "nothing.md")
    assert not carry_file(beside, ".") and not carry_file(beside, "../week/../secret.csv")
    assert list(beside.attached) == ["notes.md"]


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("import a, b.c as d", ["a", "b.c"]),
        ("from a.b import c, d", ["a.b", "a.b.c", "a.b.d"]),
        ("from . import x", []),
        ("def f():\n    import a", ["a"]),
        ("x = 1", []),
    ],
)
def test_modules_that_a_statement_imports(text: str, modules: list[str]) -> None:
    assert list(imported_modules(ast.parse(text))) == modules
