"""A teacher's asserts: what text is sent to the student process, what comes back is compared."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from support.cases import cases

from grader.checking.asserted import asserts, compare_returned, text_with_helpers
from grader.checking.comparing.comparison import Comparison
from grader.checking.declare import ATTRIBUTE
from grader.checking.mismatch import Mismatch
from grader.model import HintKind, Tolerances

FILE = """
    import math
    import numpy as np
    from grader.checking import asserts

    LIMIT = 3
    OTHER = LIMIT + 1
    unused = 7


    def helper(x):
        return deep(x) + LIMIT


    def deep(x):
        return np.sqrt(x)


    @asserts(points=1, title="One")
    def test_one():
        text = '''
    kept
    '''
        assert f(1) == helper(4)


    @asserts(points=1, title="Two")
    def test_two():
        assert f(2) == OTHER


    @asserts(points=1, title="Three")
    def test_three():
        return {"f(1)": f(1)}


    @asserts(points=1, title="Four")
    def test_four():
        def inner():
            return 3
        assert f(1) == inner()
"""


@pytest.fixture
def checks(tmp_path: Path) -> Any:
    """The check file above, as Python imports it."""
    path = tmp_path / "test_a.py"
    path.write_text(dedent(FILE).lstrip("\n"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("asserted_checks", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def defined(text: str) -> list[str]:
    """The first word behind each line that is not indented."""
    return [
        line for line in text.splitlines() if line and not line.startswith((" ", "kept", "'''"))
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    cases(
        {
            "helpers of helpers": (
                "test_one",
                [
                    "import numpy as np",
                    "LIMIT = 3",
                    "def helper(x):",
                    "def deep(x):",
                    "def test_one():",
                ],
            ),
            "constants of constants": (
                "test_two",
                ["LIMIT = 3", "OTHER = LIMIT + 1", "def test_two():"],
            ),
            "nothing": ("test_three", ["def test_three():"]),
        }
    ),
)
def test_what_a_check_uses_of_its_file_is_sent_with_it(
    name: str, lines: list[str], checks: Any
) -> None:
    assert defined(text_with_helpers(getattr(checks, name))) == lines


def test_strings_of_several_lines_and_their_indentation_stay(checks: Any) -> None:
    assert "text = '''\nkept\n'''" in text_with_helpers(checks.test_one)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("test_one", ("student",)),
        ("test_three", ("student", "reference", "compare")),
        ("test_four", ("student",)),
    ],
)
def test_a_check_that_returns_something_compares_it(
    name: str, parameters: tuple[str, ...], checks: Any
) -> None:
    """What a function within returns is not the check's answer."""
    run: Callable[..., None] = getattr(checks, name)
    assert run.__code__.co_varnames[: run.__code__.co_argcount] == parameters


def test_it_stands_where_the_teacher_wrote_it(checks: Any, tmp_path: Path) -> None:
    assert checks.test_two.__name__ == "test_two"
    assert Path(checks.test_two.__code__.co_filename) == tmp_path / "test_a.py"
    line = (tmp_path / "test_a.py").read_text().splitlines()
    assert "Two" in line[checks.test_two.__code__.co_firstlineno - 1]


def test_it_is_declared_as_of_lower_trust(checks: Any) -> None:
    declaration = getattr(checks.test_one, ATTRIBUTE)
    assert (declaration.asserted, declaration.points, declaration.title) == (True, 1, "One")


def test_hints_and_points_are_those_of_a_check() -> None:
    with pytest.raises(ValueError, match="points='x' is not a number"):
        asserts(points="x", title="One")
    with pytest.raises(ValueError, match="did you mean 'shape'"):
        asserts(points=1, title="One", hints={"shap": "Rows."})
    assert HintKind.SHAPE == "shape"


def returned(got: Any, want: dict[str, Any], decimals: int | None = None) -> str:
    compare = Comparison(Tolerances())
    try:
        compare_returned(got, want, compare, decimals)
    except Mismatch as error:
        return str(error)
    return ""


WANT = {"f(1)": ("int", 3), "g": ("float", 0.5)}


@pytest.mark.parametrize(
    ("got", "sentence"),
    cases(
        {
            "all right": ({"f(1)": ("int", 3), "g": ("float", 0.5)}, ""),
            "another value": ({"f(1)": ("int", 4), "g": ("float", 0.5)}, "f(1): expected 3, got 4"),
            "another type": (
                {"f(1)": ("float", 3.0), "g": ("float", 0.5)},
                "the type of f(1): expected 'int', got 'float'",
            ),
            "another name": (
                {"f(2)": ("int", 3), "g": ("float", 0.5)},
                "what is asked[0]: expected 'f(1)', got 'f(2)'",
            ),
            "too few": (
                {"g": ("float", 0.5)},
                "what is asked: expected a list of 2 items, got a list of 1 item",
            ),
            "nothing": (None, "what is asked: expected a list of 2 items, got a list of 0 items"),
            "what has no type": (
                {"f(1)": 3, "g": ("float", 0.5)},
                "the type of f(1): expected 'int', got ''",
            ),
        }
    ),
)
def test_what_comes_back_is_a_claim_and_is_compared_by_name(got: Any, sentence: str) -> None:
    assert returned(got, WANT) == sentence


@pytest.mark.parametrize(
    ("value", "decimals", "right"),
    [(0.504, 2, True), (0.506, 2, False), (0.504, None, False), (0.504, 3, False), (0.9, 0, True)],
)
def test_floats_are_compared_to_so_many_places(
    value: float, decimals: int | None, right: bool
) -> None:
    said = returned({"g": ("float", value)}, {"g": ("float", 0.5)}, decimals)
    assert (said == "") is right


def test_whole_numbers_are_not_rounded() -> None:
    assert returned({"n": ("int", 4)}, {"n": ("int", 3)}, 0) == "n: expected 3, got 4"
