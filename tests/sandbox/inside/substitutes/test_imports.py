"""What student code may import, and why it cannot."""

from __future__ import annotations

import ast
import sys

import pytest

from grader.sandbox.inside.substitutes.imports import Imports
from grader.sandbox.inside.substitutes.unavailable import take_out_missing
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


@pytest.mark.parametrize("name", ["json", "os.path", "xml.dom"])
def test_the_standard_library_can_be_imported(name: str) -> None:
    assert IMPORTS.absence(name) is None
