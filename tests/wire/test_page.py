"""docs/wire.md repeats the specification word for word."""

from __future__ import annotations

import inspect
from pathlib import Path

import grader.wire

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "wire.md"


def test_the_page_is_the_docstring() -> None:
    assert grader.wire.__doc__
    assert inspect.cleandoc(grader.wire.__doc__) in PAGE.read_text(encoding="utf-8")
