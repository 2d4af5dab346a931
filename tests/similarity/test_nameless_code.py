"""Code without what says whose it is."""

from __future__ import annotations

import ast

import pytest
from support.cases import cases

from grader.similarity.nameless_code import find_names, join_parts, without_texts
from grader.similarity.task_texts import CodePart


@pytest.mark.parametrize(
    ("code", "kept"),
    cases(
        {
            "a comment": ("x = 1  # by Ada\n# Ada\ny = 2\n", "x = 1\n\ny = 2\n"),
            "a docstring": ('def f():\n    """By Ada."""\n    return 1\n', None),
            "a text that is used": ("x = '# no comment'\n", "x = '# no comment'\n"),
            "a text without end": ('x = """Ada', 'x = """Ada\n'),
            "many empty lines": ("x = 1\n# a\n# b\n# c\n# d\ny = 2\n", "x = 1\n\n\ny = 2\n"),
        }
    ),
)
def test_comments_and_texts_that_stand_alone_go(code: str, kept: str | None) -> None:
    assert without_texts(code) == (kept or 'def f():\n    ""\n    return 1\n')


def test_what_is_left_computes_the_same() -> None:
    code = 'def f(x):\n    "Ada"\n    # Ada\n    return x * 2  # Ada\n'
    left = without_texts(code)
    assert "Ada" not in left
    names: dict[str, object] = {}
    exec(compile(ast.parse(left), "left", "exec"), names)
    assert names["f"](3) == 6  # type: ignore[operator]


def test_imports_of_all_parts_stand_before_the_task_s() -> None:
    own = CodePart("a.py", 5, "def f(x):\n    return np.sin(x)\n")
    first = CodePart("a.py", 1, "import numpy as np\nfrom math import pi\n")
    assert join_parts([own], [first, own]) == (
        "import numpy as np\nfrom math import pi\n\ndef f(x):\n    return np.sin(x)"
    )
    assert join_parts([first, own], [first, own]).startswith("import numpy as np\nfrom math")


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("ada_forward = 1", ["ada"]),
        ("x = lovelace2", []),
        ("Li = 1", []),
        ("x = 'LOVELACE'", ["lovelace"]),
    ],
)
def test_parts_of_names_are_found_as_words(code: str, left: list[str]) -> None:
    assert find_names(code, ["Ada Lovelace", "Li"]) == left
