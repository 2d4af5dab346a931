"""nbgrader's AUTOTEST lines as values that a check returns."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases

from grader.importing.autotests import has_autotests, hashed_helper, with_answers


def answers(text: str, **names: Any) -> Any:
    """What a test cell returns, with those names of the notebook."""
    body = "".join(f"    {line}\n" for line in with_answers(text).split("\n"))
    exec(f"def check():\n{body}", names)
    return names["check"]()


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("### AUTOTEST f(1)", True),
        ("# AUTOTEST f(1)", True),
        ("### HASHED AUTOTEST f(1)", True),
        ("    # # AUTOTEST f(1)", True),
        ("AUTOTEST f(1)", False),
        ("x = 1  ### AUTOTEST f(1)", False),
        ("### AUTOTESTS f(1)", False),
        ("", False),
    ],
)
def test_such_a_line_is_known(text: str, there: bool) -> None:
    assert has_autotests(text) is there


@pytest.mark.parametrize(
    ("text", "returned"),
    cases(
        {
            "one": ("### AUTOTEST f(1)", {"f(1)": 2}),
            "several in a line": ("### AUTOTEST f(1); f(2)", {"f(1)": 2, "f(2)": 3}),
            "below other code": ("x = 5\n### AUTOTEST f(x)", {"f(x)": 6}),
            "a name is looked up when its line is reached": (
                "x = 1\n### AUTOTEST x + 0\nx = 2\n### AUTOTEST x",
                {"x + 0": 1, "x": 2},
            ),
            "asked again": (
                "x = 1\n### AUTOTEST x\nx = 2\n### AUTOTEST x",
                {"x": 1, "x  # asked again, 2": 2},
            ),
            "in a block": ("for x in [1, 2]:\n    ### AUTOTEST f(x)", {"f(x)": 3}),
            "indented where nothing may be": ("    ### AUTOTEST f(1)", {"f(1)": 2}),
            "none": ("x = 1", {}),
        }
    ),
)
def test_a_test_cell_returns_what_its_lines_ask_for(text: str, returned: dict[str, Any]) -> None:
    assert answers(text, f=lambda x: x + 1) == returned


@pytest.mark.parametrize(
    "line", ["### AUTOTEST x = 1", "### AUTOTEST f(", "### AUTOTEST import os"]
)
def test_a_line_that_is_no_expression_is_refused(line: str) -> None:
    with pytest.raises(SyntaxError):
        with_answers(line)


def hashed(value: Any, salt: str = "s") -> str:
    names: dict[str, Any] = {}
    exec("from hashlib import sha256\n" + hashed_helper(salt), names)
    digest: str = names["hashed"](value)
    return digest


def test_a_hashed_line_returns_a_digest() -> None:
    (digest,) = answers("### HASHED AUTOTEST f(1)", f=lambda x: x + 1, hashed=hashed).values()
    assert digest == hashed(2) and len(digest) == 64


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (2, 2, True),
        (2, 3, False),
        (2, 2.0, False),
        (0.33, 0.34, False),
        (0.333, 0.334, True),
        ("2", 2, False),
        ([1, 2], [1, 2], True),
    ],
)
def test_a_digest_is_of_the_value_and_its_type(one: Any, other: Any, same: bool) -> None:
    assert (hashed(one) == hashed(other)) is same


def test_another_salt_gives_another_digest() -> None:
    assert hashed(2, "a") != hashed(2, "b")
    assert hashed(2, 'a"\\b作') == hashed(2, 'a"\\b作')
