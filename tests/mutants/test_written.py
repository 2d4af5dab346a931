"""A reference file as it is written: what it imports, what it needs, what students read of it."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases
from support.mutated import written

from grader.mutants.written import parse_running

FILE = '''"""A task."""

from __future__ import annotations

import numpy as np
import torch.nn.functional as F
from os import path


def helper(x):
    return np.abs(x)


def unused(x):
    return x


class Net:
    def forward(self, x):
        return helper(x)


def f(x):
    return Net().forward(x)


if __name__ == "__main__":
    print(unused(1))
'''


def test_a_demo_does_not_run() -> None:
    assert "__main__" not in ast.unparse(parse_running(FILE))
    assert "print(1)" in ast.unparse(parse_running("if name == 1:\n    print(1)\n"))


@pytest.mark.parametrize(
    ("module", "is_imported"),
    [("numpy", True), ("torch", True), ("os", True), ("np", False), ("nn", False), ("path", False)],
)
def test_a_module_is_imported_whole_or_in_part(module: str, is_imported: bool) -> None:
    assert written(FILE, "f").imports(module) is is_imported


def test_an_import_within_a_function_counts_and_a_relative_one_is_nobody_s() -> None:
    file = written("def f():\n    import numpy\n    from . import torch\n", "f")
    assert file.imports("numpy") and not file.imports("torch")


@pytest.mark.parametrize(
    ("names", "needed"),
    cases(
        {
            "by way of another": (("f",), {"f", "Net", "helper"}),
            "alone": (("helper",), {"helper"}),
            "all": (("f", "unused"), {"f", "Net", "helper", "unused"}),
            "one that is not there": (("g",), set()),
        }
    ),
)
def test_what_the_task_s_names_need_is_reached(names: tuple[str, ...], needed: set[str]) -> None:
    file = written(FILE, *names)
    statements = file.list_reached(file.tree)
    assert {getattr(node, "name", None) for node in statements} - {None} == needed


def test_what_runs_at_the_top_is_reached_with_all_that_it_calls() -> None:
    file = written("def table():\n    return 1\n\nTABLE = table()\n", "f")
    assert len(file.list_reached(file.tree)) == 2


@pytest.mark.parametrize(
    ("name", "is_called"), [("helper", True), ("Net", True), ("f", False), ("unused", False)]
)
def test_a_function_is_called_by_what_the_task_asks_for(name: str, is_called: bool) -> None:
    assert written(FILE, "f").is_called(name) is is_called


@pytest.mark.parametrize(
    ("text", "functions"),
    cases(
        {
            "plain": ("def f(x):\n    return x\n", ["f"]),
            "decorated": ("@cache\ndef f(x):\n    return x\n", []),
            "a generator": ("def f(x):\n    yield x\n", []),
            "one that yields from": ("def f(x):\n    yield from x\n", []),
            "asynchronous": ("async def f(x):\n    return x\n", []),
            "a class": ("class f:\n    pass\n", []),
            "another name": ("def g(x):\n    return x\n", []),
            "within another": ("def g():\n    def f(x):\n        return x\n", []),
        }
    ),
)
def test_plain_functions_that_the_task_asks_for(text: str, functions: list[str]) -> None:
    assert [node.name for node in written(text, "f").functions()] == functions


@pytest.mark.parametrize(
    ("told", "name", "is_told"),
    [
        ("use `first` here", "first", True),
        ("first", "first", True),
        ("at_first", "first", False),
        ("firsts", "first", False),
        ("self.first.weight", "first", True),
        ("", "first", False),
        ("a.b", "a+b", False),
        ("第一层first", "first", False),
    ],
)
def test_a_name_is_told_where_it_stands_as_a_word(told: str, name: str, is_told: bool) -> None:
    assert written("", told=told).is_told(name) is is_told


@pytest.mark.parametrize(
    ("regions", "lines"),
    cases(
        {
            "nothing is marked": ((), [1, 2, 3, 4]),
            "a region": (((1, 4),), [2, 3]),
            "two": (((1, 3), (3, 5)), [2, 4]),
            "an empty one": (((2, 3),), []),
        }
    ),
)
def test_students_write_what_stands_between_the_marks(
    regions: tuple[tuple[int, int], ...], lines: list[int]
) -> None:
    file = written("a = 1\nb = 2\nc = 3\nd = 4\n", regions=regions)
    assert [node.lineno for node in file.tree.body if file.is_theirs(node)] == lines


@pytest.mark.parametrize(
    ("text", "head"),
    cases(
        {
            "both": (FILE, '"""A task."""\n\nfrom __future__ import annotations'),
            "a docstring": ('"""One\ntwo."""\nx = 1\n', '"""One\ntwo."""'),
            "neither": ("import os\nx = 1\n", ""),
            "nothing": ("", ""),
        }
    ),
)
def test_the_head_is_what_has_to_stay_on_top(text: str, head: str) -> None:
    file = written(text)
    assert file.head() == head
    assert "\n".join([file.head(), file.below_head()]).lstrip("\n") == text.lstrip("\n")


def test_a_copy_may_be_changed() -> None:
    file = written(FILE, "f")
    file.copy_tree().body.clear()
    assert file.tree.body
