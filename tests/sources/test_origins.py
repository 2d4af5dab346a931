"""Which name of which library an expression stands for, whatever it is called here."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases

from grader.sources.origins import Origins, canonical_name, is_under, other_names


def origins_of(text: str) -> Origins:
    return Origins().widen(ast.parse(text).body)


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("imports", "used", "name"),
    cases(
        {
            "a module": ("import torch", "torch", "torch"),
            "a part of it": ("import torch", "torch.nn.RNN", "torch.nn.RNN"),
            "a module of a module": ("import torch.nn", "torch.nn.RNN", "torch.nn.RNN"),
            "an alias": ("import torch.nn as nn", "nn.RNN", "torch.nn.RNN"),
            "from": ("from torch import nn", "nn.RNN", "torch.nn.RNN"),
            "from, by an alias": ("from torch.nn import RNN as R", "R", "torch.nn.RNN"),
            "assigned": ("import torch\nnn = torch.nn", "nn.RNN", "torch.nn.RNN"),
            "assigned together": (
                "import torch\nnn, np = torch.nn, 1",
                "nn.RNN",
                "torch.nn.RNN",
            ),
            "assigned twice in a row": (
                "import torch\na = b = torch.nn",
                "b.RNN",
                "torch.nn.RNN",
            ),
            "getattr": ("import torch.nn as nn", 'getattr(nn, "RNN")', "torch.nn.RNN"),
            "getattr with a default": (
                "from torch import nn",
                'getattr(nn, "RNN", None)',
                "torch.nn.RNN",
            ),
            "vars": ("from torch import nn", 'vars(nn)["RNN"]', "torch.nn.RNN"),
            "its table": ("from torch import nn", 'nn.__dict__["RNN"]', "torch.nn.RNN"),
            "import_module": (
                "import importlib",
                'importlib.import_module("torch.nn").RNN',
                "torch.nn.RNN",
            ),
            "import_module by itself": (
                "from importlib import import_module",
                'import_module("torch").nn',
                "torch.nn",
            ),
            "__import__ gives the first part": ("", '__import__("torch.nn").nn', "torch.nn"),
            "where PyTorch defines it": (
                "from torch.nn.modules.rnn import RNN",
                "RNN",
                "torch.nn.RNN",
            ),
            "the compiled one": ("import torch", "torch._VF.lstm", "torch.lstm"),
            "the student's own module": ("from .net import f", "f", ".net.f"),
            "the student's own folder": ("from . import net", "net.f", ".net.f"),
        }
    ),
)
def test_an_expression_stands_for_a_library_s_name(imports: str, used: str, name: str) -> None:
    assert origins_of(imports).of(expression(used)) == name


@pytest.mark.parametrize(
    ("imports", "used"),
    cases(
        {
            "a name that nothing imports": ("import torch", "nn"),
            "a literal": ("import torch", "'torch.nn.RNN'"),
            "what a call gives": ("import torch", "torch.zeros(1)"),
            "a part of what a call gives": ("import torch", "torch.zeros(1).T"),
            "getattr of a name that is made": ("import torch", 'getattr(torch, "n" + "n")'),
            "getattr of no module": ("", 'getattr(x, "RNN")'),
            "getattr without a name": ("import torch", "getattr(torch)"),
            "an item of a list": ("import torch", "[torch][0]"),
            "vars without a module": ("import torch", 'vars()["torch"]'),
            "vars with a number": ("import torch", "vars(torch)[0]"),
            "__import__ of a name that is made": ("", "__import__(name)"),
            "a call of nothing": ("", "f()"),
            "a call with text": ("", 'f("torch")'),
        }
    ),
)
def test_anything_else_stands_for_nothing(imports: str, used: str) -> None:
    assert origins_of(imports).of(expression(used)) is None


def test_an_import_counts_over_an_assignment_of_the_same_name() -> None:
    text = "import torch, numpy\nnn = torch.nn\nnn = numpy\nfrom torch import fft as nn"
    assert origins_of(text).look_up("nn") == "torch.fft"
    assert origins_of("import torch, numpy\nnn = torch.nn\nnn = numpy").look_up("nn") == "torch.nn"


def test_what_is_widened_leaves_the_first_as_it_was() -> None:
    outer = origins_of("import torch")
    inner = outer.widen(ast.parse("from torch import nn\nfrom numpy import *").body)
    assert (outer.look_up("nn"), outer.stars) == (None, [])
    assert (inner.look_up("nn"), inner.stars) == ("torch.nn", ["numpy"])
    assert inner.look_up("torch") == "torch"


def test_an_assigned_name_is_kept_only_where_it_may_be() -> None:
    body = ast.parse("import torch\nnn = torch.nn\nNET = torch.nn.RNN").body
    origins = Origins().widen(body, keep=lambda origin: not origin.endswith("RNN"))
    assert (origins.look_up("nn"), origins.look_up("NET")) == ("torch.nn", None)


def test_stars_are_kept_in_order_with_a_dot_before_the_student_s_own() -> None:
    text = "from torch.nn import *\nfrom .net import *\nfrom . import *"
    assert origins_of(text).stars == ["torch.nn", ".net", "."]


@pytest.mark.parametrize(
    ("defined", "documented"),
    [
        ("torch.nn.modules.rnn.RNN", "torch.nn.RNN"),
        ("torch.nn.modules.RNN", "torch.nn.RNN"),
        ("torch.nn.modules.rnn", "torch.nn.modules.rnn"),
        ("torch._C._nn.linear", "torch.linear"),
        ("torch.ops.aten.lstm", "torch.lstm"),
        ("torch._C._VariableFunctions.gru", "torch.gru"),
        ("torch.nn.RNN", "torch.nn.RNN"),
        ("mytorch.nn.modules.rnn.RNN", "mytorch.nn.modules.rnn.RNN"),
        ("numpy.linalg.solve", "numpy.linalg.solve"),
    ],
)
def test_a_name_is_told_as_the_documentation_has_it(defined: str, documented: str) -> None:
    assert canonical_name(defined) == documented
    assert canonical_name(documented) == documented


@pytest.mark.parametrize(
    ("used", "forbidden", "under"),
    cases(
        {
            "itself": ("torch.nn.RNN", "torch.nn.RNN", True),
            "a part of it": ("tensorflow.keras.Model", "tensorflow", True),
            "a longer name": ("torch.nn.RNNCell", "torch.nn.RNN", False),
            "what it is a part of": ("torch.nn", "torch.nn.RNN", False),
            "the function that does the same": ("torch.rnn_tanh", "torch.nn.RNN", True),
            "its base": ("torch.nn.RNNBase", "torch.nn.RNN", True),
            "a functional": ("torch.nn.functional.softmax", "torch.nn.Softmax", True),
            "a functional in torch itself": ("torch.conv2d", "torch.nn.Conv2d", True),
            "a forbidden functional in torch itself": (
                "torch.softmax",
                "torch.nn.functional.softmax",
                True,
            ),
            "a layer, where only the function is forbidden": (
                "torch.nn.Softmax",
                "torch.nn.functional.softmax",
                False,
            ),
        }
    ),
)
def test_a_use_is_under_what_is_forbidden(used: str, forbidden: str, under: bool) -> None:
    assert is_under(used, forbidden) is under


def test_other_names_are_told_for_layers_and_functionals_only() -> None:
    assert other_names("torch.nn.Conv1d")[:2] == ("torch.nn.functional.conv1d", "torch.conv1d")
    assert other_names("torch.nn.functional.relu") == ("torch.relu",)
    assert other_names("numpy.dot") == ()
