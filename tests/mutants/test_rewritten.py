"""Ways to write the same function that change nothing but its looks."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from support.cases import cases
from support.mutated import rewritten, written

from grader.mutants.rewritten import WAYS, call_by_keyword, import_unused, list_rewritings


def run(text: str) -> dict[str, Any]:
    """The names of a file that we wrote ourselves."""
    names: dict[str, Any] = {}
    exec(compile(text, "rewritten.py", "exec"), names)
    return names


@pytest.mark.parametrize(
    ("text", "torch", "said"),
    cases(
        {
            "NumPy": ("import numpy as np\n\ndef f(x):\n    return x\n", False, "import torch"),
            "torch": ("import torch\n\ndef f(x):\n    return x\n", True, "import numpy as np"),
            "nothing": ("def f(x):\n    return x\n", True, "import numpy as np"),
        }
    ),
)
def test_the_other_library_is_imported_and_nothing_done_with_it(
    text: str, torch: bool, said: str
) -> None:
    assert rewritten(import_unused, text, "f", torch=torch) == (said, f"\n{said}\n{text}")


@pytest.mark.parametrize("line", ["import torch", "from torch import nn", "import torch.nn as nn"])
def test_a_library_that_is_there_is_not_imported_again(line: str) -> None:
    assert rewritten(import_unused, f"{line}\n\ndef f(x):\n    return x\n", "f") is None


def test_an_import_stands_below_the_docstring_and_the_future() -> None:
    text = '"""Words."""\nfrom __future__ import annotations\n\nx = 1\n'
    _, changed = rewritten(import_unused, text, "f") or ("", "")
    assert changed.splitlines()[:3] == [*text.splitlines()[:2], "import torch"]
    assert run(changed.replace("torch", "math"))["x"] == 1


OWN = "def g(a, b=2, *, c=3):\n    return a, b, c\n\ndef f(x, y):\n    return {call}\n"


@pytest.mark.parametrize(
    ("call", "becomes"),
    cases(
        {
            "one": ("g(x)", "g(a=x)"),
            "two": ("g(x, y)", "g(a=x, b=y)"),
            "with a keyword": ("g(x, c=y)", "g(a=x, c=y)"),
            "within another": ("g(g(x), y)", "g(a=g(a=x), b=y)"),
        }
    ),
)
def test_the_file_s_own_functions_are_called_by_keyword(call: str, becomes: str) -> None:
    said, text = rewritten(call_by_keyword, OWN.format(call=call), "f") or ("", "")
    assert said == "g called by keyword" and f"return {becomes}" in text
    assert run(text)["f"](1, 5) == run(OWN.format(call=call))["f"](1, 5)


@pytest.mark.parametrize(
    "text",
    cases(
        {
            "no arguments": OWN.format(call="g(a=x)"),
            "starred": OWN.format(call="g(*x)"),
            "too many for the names": OWN.format(call="g(1, 2, 3)"),
            "somebody else's": OWN.format(call="len(x)"),
            "a method": OWN.format(call="x.g(y)"),
            "names that no keyword has": (
                "def g(a, /):\n    return a\n\ndef f(x):\n    return g(x)\n"
            ),
            "any number": "def g(*a):\n    return a\n\ndef f(x):\n    return g(x)\n",
            "decorated": "@cache\ndef g(a):\n    return a\n\ndef f(x):\n    return g(x)\n",
            "a call that nobody reaches": (
                "def g(a):\n    return a\n\ndef h(x):\n    return g(x)\n\ndef f(x):\n    return x\n"
            ),
        }
    ),
)
def test_a_call_that_cannot_be_by_keyword_stays(text: str) -> None:
    assert rewritten(call_by_keyword, text, "f") is None


def test_a_file_to_which_nothing_applies_is_written_in_no_other_way() -> None:
    assert list_rewritings(written("import torch, numpy\nx = 1\n", "x")) == []


@pytest.mark.parametrize("torch", [False, True], ids=["NumPy", "torch"])
def test_whatever_is_made_is_python_and_says_what_was_done(torch: bool) -> None:
    text = "def g(a):\n    return a, a\n\ndef f(x):\n    one, two = g(x)\n    return one, two\n"
    made = list_rewritings(written(text, "f", torch=torch))
    assert {each.kind for each in made} <= set(WAYS)
    for each in made:
        ast.parse(each.text)
        assert each.said and each.text != text
