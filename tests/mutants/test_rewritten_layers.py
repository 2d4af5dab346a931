"""Modules of PyTorch whose layers are kept otherwise: only text is read here, no torch."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest
from support.cases import cases
from support.mutated import rewritten

from grader.mutants.rewritten import Way
from grader.mutants.rewritten_layers import (
    keep_in_list,
    rename_layers,
    reverse_layers,
    wrap_in_sequential,
)

NET = """
    from torch import nn


    class Net(nn.Module):
        def __init__(self, size):
            super().__init__()
            self.size = size
            self.first = nn.Linear(size, 4)
            self.second = nn.Linear(4, 2)

        def forward(self, x):
            return self.second(self.first(x))
"""


def net(*changes: tuple[str, str]) -> str:
    text = dedent(NET).lstrip("\n")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    return text


def lines(way: Way, text: str, **more: object) -> tuple[str, list[str]]:
    """What a way says, and the lines that it made which were not there."""
    changed = rewritten(way, text, "Net", **{"torch": True, **more})
    if changed is None:
        return "", []
    before = ast.unparse(ast.parse(text)).splitlines()
    return changed[0], [line.strip() for line in changed[1].splitlines() if line not in before]


def test_layers_get_other_names_where_they_are_made_and_where_they_are_used() -> None:
    said, new = lines(rename_layers, net())
    assert said == "the layers first, second have other names"
    assert new == [
        "self.my_first = nn.Linear(size, 4)",
        "self.my_second = nn.Linear(4, 2)",
        "return self.my_second(self.my_first(x))",
    ]


def test_layers_are_kept_in_one_list() -> None:
    said, new = lines(keep_in_list, net())
    assert said == "the layers first, second are in a ModuleList"
    assert new == [
        "self.all_of_them = nn.ModuleList()",
        "self.all_of_them.append(nn.Linear(size, 4))",
        "self.all_of_them.append(nn.Linear(4, 2))",
        "return self.all_of_them[1](self.all_of_them[0](x))",
    ]


def test_each_layer_is_wrapped() -> None:
    said, new = lines(wrap_in_sequential, net())
    assert said == "the layers first, second are in a Sequential"
    assert new == [
        "self.first = nn.Sequential(nn.Linear(size, 4))",
        "self.second = nn.Sequential(nn.Linear(4, 2))",
    ]


def test_layers_are_made_in_the_opposite_order() -> None:
    said, new = lines(reverse_layers, net())
    assert said == "the layers first, second are made in the opposite order" and new == []
    text = (rewritten(reverse_layers, net(), "Net", torch=True) or ("", ""))[1]
    assert text.index("self.second = ") < text.index("self.first = ")


FIRST_ONLY = "the layers first have other names"


@pytest.mark.parametrize(
    ("way", "change", "said"),
    cases(
        {
            "a weight is no layer": (
                rename_layers,
                ("nn.Linear(4, 2)", "nn.Parameter(size)"),
                FIRST_ONLY,
            ),
            "a function is no layer": (
                rename_layers,
                ("nn.Linear(4, 2)", "nn.init.zeros_(size)"),
                FIRST_ONLY,
            ),
            "a number is no layer": (rename_layers, ("nn.Linear(4, 2)", "2"), FIRST_ONLY),
            "of another object": (rename_layers, ("self.second = ", "size.second = "), FIRST_ONLY),
            "two names at once": (
                rename_layers,
                ("self.second = ", "self.second = self.x = "),
                FIRST_ONLY,
            ),
            "a name that stands in a text": (
                rename_layers,
                ("(x))", '(x), "second.weight")'),
                FIRST_ONLY,
            ),
            "a name that only begins like it": (
                rename_layers,
                ("(x))", '(x), "seconds")'),
                "the layers first, second have other names",
            ),
            "a layer called with two arguments": (
                wrap_in_sequential,
                ("self.first(x)", "self.first(x, x)"),
                "the layers second are in a Sequential",
            ),
            "a layer whose weight is read": (
                wrap_in_sequential,
                ("self.first(x)", "self.first(x) @ self.first.weight"),
                "the layers second are in a Sequential",
            ),
            "a layer called by keyword": (
                wrap_in_sequential,
                ("self.first(x)", "self.first(input=x)"),
                "the layers second are in a Sequential",
            ),
            "a layer called with a star": (
                wrap_in_sequential,
                ("self.first(x)", "self.first(*x)"),
                "the layers second are in a Sequential",
            ),
            "one layer makes no list": (
                keep_in_list,
                ("self.second = nn.Linear(4, 2)", "pass"),
                "",
            ),
            "one layer has no order": (
                reverse_layers,
                ("self.second = nn.Linear(4, 2)", "pass"),
                "",
            ),
            "no call of the base": (keep_in_list, ("super().__init__()", "pass"), ""),
            "something between them": (
                reverse_layers,
                ("self.second = ", "x = 1\n        self.second = "),
                "",
            ),
            "one made of another": (
                reverse_layers,
                ("nn.Linear(4, 2)", "nn.Linear(self.first.out_features, 2)"),
                "",
            ),
            "no __init__": (rename_layers, ("def __init__", "def build"), ""),
        }
    ),
)
def test_what_could_change_more_than_the_layers_is_left_alone(
    way: Way, change: tuple[str, str], said: str
) -> None:
    assert lines(way, net(change))[0] == said


WAYS = [rename_layers, keep_in_list, wrap_in_sequential, reverse_layers]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize(
    "more",
    [{"torch": False}, {"told": "`first` and `second`"}, {"regions": ((1, 4),)}],
    ids=["a NumPy task", "told to students", "given by the course"],
)
def test_names_that_others_know_stay(way: Way, more: dict[str, object]) -> None:
    assert lines(way, net(), **more) == ("", [])


def test_the_library_is_called_as_the_file_calls_it() -> None:
    whole = net(("from torch import nn", "import torch"), ("nn.", "torch.nn."))
    assert "torch.nn.Sequential(torch.nn.Linear(size, 4))" in lines(wrap_in_sequential, whole)[1][0]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_class_that_nothing_reaches_stays(way: Way) -> None:
    demo = net().replace("class Net", "class Demo") + "\n\nclass Net:\n    pass\n"
    assert lines(way, demo) == ("", [])
