"""What is known of a function before it is mutated."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases
from support.mutated import TORCH, scope_of

from grader.mutants.scope import Scope, read_scope
from grader.mutants.splicing import ParsedText
from grader.sources.trees import names_in


def statement(text: str) -> ast.stmt:
    (node,) = ast.parse(text).body
    return node


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("x = y + z", {"x"}, {"y", "z"}),
        ("x, (y, *z) = a", {"x", "y", "z"}, {"a"}),
        ("x[i] = y", set(), {"x", "i", "y"}),
        ("x.w = y", set(), {"x", "y"}),
        ("x += y", {"x"}, {"y"}),
        ("for i in x:\n    y = i", {"i", "y"}, {"x", "i"}),
        ("del x", set(), set()),
        ("pass", set(), set()),
    ],
)
def test_which_names_a_statement_binds_and_which_it_reads(
    text: str, written: set[str], read: set[str]
) -> None:
    assert names_in(statement(text), ast.Store) == written
    assert names_in(statement(text), ast.Load) == read


@pytest.mark.parametrize(
    ("signature", "parameters", "defaults"),
    cases(
        {
            "none": ("", (), {}),
            "plain": ("a, b", ("a", "b"), {}),
            "a method": ("self, a, n=3", ("a", "n"), {"n": "3"}),
            "by position only": ("a, /, b=(1, 2)", ("a", "b"), {"b": "(1, 2)"}),
            "by keyword only": ("a, *, n=3, m", ("a",), {"n": "3"}),
            "the last two": ("a, b=1, c='学'", ("a", "b", "c"), {"b": "1", "c": "'学'"}),
            "stars": ("a, *args, **more", ("a",), {}),
        }
    ),
)
def test_parameters_and_the_texts_of_their_defaults(
    signature: str, parameters: tuple[str, ...], defaults: dict[str, str]
) -> None:
    scope = scope_of(f"def f({signature}):\n    pass")
    assert (scope.parameters, scope.defaults) == (parameters, defaults)


@pytest.mark.parametrize(
    ("head", "modules", "torch"),
    cases(
        {
            "nothing": ("", set(), False),
            "NumPy": ("import numpy as np\n", {"np"}, False),
            "torch": ("import torch\n", {"torch"}, True),
            "a part of torch": ("from torch import nn\n", {"nn"}, True),
            "a part under another name": ("import torch.nn.functional as F\n", {"F"}, True),
            "a part under its own": ("import torch.nn.functional\n", {"torch"}, True),
            "one that only sounds like it": ("import torchvision\n", {"torchvision"}, False),
        }
    ),
)
def test_imports_say_whether_there_are_gradients(head: str, modules: set[str], torch: bool) -> None:
    scope = scope_of("def f(x):\n    pass", head)
    assert (scope.modules, scope.torch) == (modules, torch)


@pytest.mark.parametrize(
    ("head", "attached"),
    [(TORCH, {"self", "model"}), ("import numpy as np\n", set())],
    ids=["torch", "NumPy"],
)
def test_an_argument_that_is_called_may_be_a_module(head: str, attached: set[str]) -> None:
    assert scope_of("def f(model, x):\n    return model(x)", head).attached == attached


def flow_of(scope: Scope, text: str) -> tuple[set[str], set[str], str]:
    """What is known where the statement of that text begins."""
    nodes = (node for node in ast.walk(scope.function) if isinstance(node, ast.stmt))
    node = next(each for each in nodes if scope.segment(each) == text)
    flow = scope.flows[id(node)]
    after = scope.segment(flow.after) if flow.after is not None else ""
    return set(flow.bound), set(flow.aliases), after


FLOW = """def f(x):
    a = x
    b = x.copy()
    if a:
        c = b
        d = a if c else 1
    return d"""


@pytest.mark.parametrize(
    ("at", "bound", "aliases", "after"),
    [
        ("a = x", {"x"}, {"x"}, "b = x.copy()"),
        ("return d", {"x", "a", "b", "c", "d"}, {"x", "a"}, ""),
        ("c = b", {"x", "a", "b", "c", "d"}, {"x", "a"}, "d = a if c else 1"),
    ],
)
def test_what_has_a_value_and_what_may_be_the_caller_s_own_array(
    at: str, bound: set[str], aliases: set[str], after: str
) -> None:
    """A block's inside is read after the whole block around it: bound means "somewhere before"."""
    assert flow_of(scope_of(FLOW), at) == (bound, aliases, after)


def test_what_stands_under_no_grad_is_cut_off_already() -> None:
    scope = scope_of("def f(x):\n    with torch.no_grad():\n        y = 1\n    z = 2", TORCH)
    cut = [
        node.value
        for node in scope.nodes()
        if isinstance(node, ast.Constant) and id(node) in scope.cut_off
    ]
    assert cut == [1]


def test_a_method_is_named_by_its_class_too() -> None:
    source = ParsedText.read("class Net:\n    def f(self):\n        pass")
    (owner,) = source.tree.body
    assert isinstance(owner, ast.ClassDef) and isinstance(owner.body[0], ast.FunctionDef)
    assert read_scope(source, owner.body[0], "Net.").name == "Net.f"
