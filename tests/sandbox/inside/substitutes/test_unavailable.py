"""An import at the top of a file that fails costs nothing until what it names is used."""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Callable
from typing import Any

import pytest
from support.cases import cases

from grader.sandbox.inside.substitutes.imports import Imports
from grader.sandbox.inside.substitutes.unavailable import Missing, take_out_missing
from grader.sandbox.packages import Allowed

IMPORTS = Imports(Allowed(), (), with_torch=False)


@pytest.mark.parametrize(
    "line", ["import turtle", "from turtle import forward", "import turtle as t, math"]
)
def test_an_unused_import_that_needs_a_missing_system_library_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setitem(sys.modules, "turtle", None)  # as where Tk is missing
    kept, missing = take_out_missing(ast.parse(line).body, IMPORTS.absence)
    (stand_in,) = missing.values()
    assert all("turtle" not in ast.unparse(statement) for statement in kept)
    with pytest.raises(ModuleNotFoundError, match="turtle cannot be imported here"):
        stand_in(3)


def absence(name: str) -> str | None:
    """Return why a module cannot be imported: of these two everything that begins with "no"."""
    return f"{name} is not there" if name.startswith("no") else None


IMPORTS_TAKEN_OUT = cases(
    {
        "one of two": ("import nope, math", "import math", {"nope": "nope"}),
        "under another name": ("import nope.part as part", "", {"part": "nope.part"}),
        "a part of a package": ("import nope.part", "", {"nope": "nope.part"}),
        "names of it": ("from nope import a, b as c", "", {"a": "nope", "c": "nope"}),
        "what is there": (
            "import math\nfrom os import path",
            "import math\nfrom os import path",
            {},
        ),
        "beside it": ("from . import nope", "from . import nope", {}),
        "its author knows what to do": (
            "try:\n    import nope\nexcept ImportError:\n    nope = None",
            "try:\n    import nope\nexcept ImportError:\n    nope = None",
            {},
        ),
    }
)


@pytest.mark.parametrize(("text", "left", "named"), IMPORTS_TAKEN_OUT)
def test_only_imports_that_fail_are_taken_out(text: str, left: str, named: dict[str, str]) -> None:
    statements, missing = take_out_missing(ast.parse(text).body, absence)
    assert "\n".join(map(ast.unparse, statements)) == left
    assert missing.keys() == named.keys()
    for name, module in named.items():
        with pytest.raises(ModuleNotFoundError, match=f"{module} is not there") as caught:
            missing[name]()
        assert caught.value.name == module


USES: tuple[Callable[[Any], Any], ...] = (
    lambda missing: missing.part,
    lambda missing: missing["part"],
    lambda missing: missing + 1,
    lambda missing: 2 * missing,
    lambda missing: bool(missing),
    lambda missing: len(missing),
    lambda missing: list(missing),
    lambda missing: isinstance(1, missing),
    lambda missing: types.new_class("Mine", (missing,)),
    lambda missing: missing.__enter__(),
    lambda missing: float(missing),
)


@pytest.mark.parametrize("use", USES)
def test_any_use_of_what_is_missing_raises_the_sentence(use: Callable[[Any], Any]) -> None:
    missing = Missing("nope", "nope is not there")
    with pytest.raises(ModuleNotFoundError, match="nope is not there"):
        use(missing)


def test_looking_at_what_is_missing_is_no_use_of_it() -> None:
    missing = Missing("nope", "nope is not there")
    assert repr(missing) == "<nope: not available here>"
    assert not hasattr(missing, "__wrapped__") and not hasattr(missing, "__fspath__")
