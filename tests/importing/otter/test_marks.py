"""The marks that Otter Assign reads in cells."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.importing.otter.marks import (
    answer_text,
    is_ignored,
    raw_text,
    read_yaml_settings,
    with_our_markers,
    without_ignored,
)

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@pytest.mark.parametrize(
    ("kind", "source", "text"),
    cases(
        {
            "a raw cell": ("raw", "# BEGIN QUESTION\nname: q1", "# BEGIN QUESTION\nname: q1"),
            "shown as in Otter's pages": ("raw", "<pre>\n# BEGIN TESTS\n</pre>", "# BEGIN TESTS"),
            "a fence in a text cell": ("markdown", "```otter\n# END TESTS\n```", "# END TESTS"),
            "an empty fence": ("markdown", "```otter\n```", ""),
            "a text cell": ("markdown", "# A title", None),
            "another fence": ("markdown", "```python\nx = 1\n```", None),
            "a code cell": ("code", "x = 1", None),
        }
    ),
)
def test_a_raw_cell_or_a_fence_in_its_place_says_something(
    kind: str, source: str, text: str | None
) -> None:
    assert raw_text(SimpleNamespace(cell_type=kind, source=source)) == text


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("# IGNORE\nx = 1", True),
        ("#ignore", True),
        ("x = 1\n# IGNORE", False),
        ("# IGNORED", False),
        ("", False),
    ],
)
def test_a_cell_is_the_author_s_alone_where_its_first_line_says_so(
    text: str, ignored: bool
) -> None:
    assert is_ignored(text) is ignored


@pytest.mark.parametrize(
    ("text", "kept"),
    cases(
        {
            "a line": ("x = 1\ny = 2  # IGNORE\nz = 3", "x = 1\nz = 3"),
            "a block": ("x = 1\n# BEGIN IGNORE\ny = 2\n# END IGNORE\nz = 3", "x = 1\nz = 3"),
            "two blocks": (
                "# BEGIN IGNORE\na\n# END IGNORE\nx = 1\n# BEGIN IGNORE\nb\n# END IGNORE",
                "x = 1\n",
            ),
            "an indented block": (
                "def f():\n    # begin ignore\n    y\n    # end ignore\n    return 1",
                "def f():\n    return 1",
            ),
            "a block that never ends": ("# BEGIN IGNORE\ny = 2", "# BEGIN IGNORE\ny = 2"),
            "nothing": ("x = 1", "x = 1"),
        }
    ),
)
def test_the_author_s_own_lines_are_left_out(text: str, kept: str) -> None:
    assert without_ignored(text) == kept


PROMPT = '""" # BEGIN PROMPT\nx = ...\n""" # END PROMPT\n'


@pytest.mark.parametrize(
    ("text", "answer", "marked"),
    cases(
        {
            "a line": ("x = 1 # SOLUTION", "x = 1", f"{BEGIN}\nx = 1\n{END}"),
            "no prompt": ("x = 1 # SOLUTION NO PROMPT", "x = 1", f"{BEGIN}\nx = 1\n{END}"),
            "lines together": (
                "x = 1 # SOLUTION\ny = 2 # SOLUTION\nz = 3",
                "x = 1\ny = 2\nz = 3",
                f"{BEGIN}\nx = 1\ny = 2\n{END}\nz = 3",
            ),
            "in a function": (
                "def f():\n    return 1 # SOLUTION",
                "def f():\n    return 1",
                f"def f():\n    {BEGIN}\n    return 1\n    {END}",
            ),
            "a region": (
                "a = 0\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION",
                "a = 0\nx = 1",
                f"a = 0\n{BEGIN}\nx = 1\n{END}",
            ),
            "a line in a region": (
                "# BEGIN SOLUTION NO PROMPT\nx = 1 # SOLUTION\n# END SOLUTION",
                "x = 1",
                f"{BEGIN}\nx = 1\n{END}",
            ),
            "a prompt": (
                f"{PROMPT}x = 1 # SOLUTION",
                "x = 1",
                f"{BEGIN}\nx = 1\n{END}",
            ),
            "a seed": ("rng = make(42) # SEED", "rng = make(42)", "rng = make(42)"),
            "nothing": ("x = 1\n", "x = 1\n", "x = 1\n"),
        }
    ),
)
def test_marks_go_and_ours_say_what_is_the_student_s(text: str, answer: str, marked: str) -> None:
    assert answer_text(text) == answer
    assert with_our_markers(text) == marked


def test_settings_of_a_cell_are_read() -> None:
    path = Path("a.ipynb")
    assert read_yaml_settings(path, 3, "name: q1\npoints: [1, 2]\n7: x") == {
        "name": "q1",
        "points": [1, 2],
        "7": "x",
    }
    assert read_yaml_settings(path, 3, "  \n") == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name: [", "a.ipynb: cell 3: it is not valid YAML ("),
        ("- a", "a.ipynb: cell 3: below its first line stand settings (key: value), not ['a']"),
        ("q1", "not 'q1'"),
        ("!!python/object/apply:os.getcwd []", "it is not valid YAML"),
    ],
)
def test_settings_that_are_none_are_told_with_their_cell(text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_yaml_settings(Path("a.ipynb"), 3, text)
    assert sentence in str(caught.value) and "\n" not in str(caught.value)


def test_otters_marks_are_kept_by_line_and_ignored_lines_go() -> None:
    text = "def f(x):\n    y = x * 2 # SOLUTION\n    # a note\n    return y # SOLUTION\n\nk = f(3)"
    begin, end = "    ### BEGIN SOLUTION\n", "\n    ### END SOLUTION\n"
    assert with_our_markers(text) == (
        f"def f(x):\n{begin}    y = x * 2{end}    # a note\n{begin}    return y{end}\nk = f(3)"
    )
    assert with_our_markers("np.random.seed(1) # SEED\nx = 1 # SOLUTION") == (
        "np.random.seed(1)\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    )
    ignored = "a = 1\n# BEGIN IGNORE\nb = 2\n# END IGNORE\nc = 3 # IGNORE\nd = 4"
    assert without_ignored(ignored) == "a = 1\nd = 4"
