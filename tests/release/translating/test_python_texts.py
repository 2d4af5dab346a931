"""Only what people read of a stub is translated: its code and its lines stay."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from support.cases import cases

from grader.errors import BadFile
from grader.release.translating.python_texts import python_texts, translate_python

PATH = Path("stub.py")
STUB = dedent(
    '''\
    #!/usr/bin/env python
    """What this is.

    T = steps.
    """

    import numpy as np  # noqa: F401

    # One thing,
    # said in two lines.
    SIZE = 3  # a size
    TEXT = "# no comment"


    class Net:
        """
        A net.
        """

        def step(self, x):
            r"""Take a step."""
            ### BEGIN SOLUTION
            return x  # secret
            ### END SOLUTION

    async def wait(): "Wait a bit."
    '''
)


def texts(source: str) -> list[tuple[int, str]]:
    return [(each.line, each.text) for each in python_texts(PATH, "stub.py", source, frozenset())]


def test_docstrings_and_comments_are_found_with_their_lines() -> None:
    assert texts(STUB) == [
        (2, "What this is.\n\nT = steps."),
        (9, "One thing,\nsaid in two lines."),
        (11, "a size"),
        (16, "A net."),
        (21, "Take a step."),
        (23, "secret"),
        (26, "Wait a bit."),
    ]


def test_lines_that_students_write_are_left_out() -> None:
    left = [each.line for each in python_texts(PATH, "stub.py", STUB, frozenset({22, 23, 24}))]
    assert 23 not in left and 21 in left


def test_each_text_is_said_in_its_place_and_nothing_else_changes() -> None:
    said = translate_python(PATH, STUB, lambda text: text.upper())
    assert said.count("\n") == STUB.count("\n")
    assert [text for _, text in texts(said)] == [text.upper() for _, text in texts(STUB)]
    # Case is all that differs: quotes, prefixes, indentation and the code are the same.
    assert said.lower() == STUB.lower()
    assert "import numpy as np  # noqa: F401" in said and 'TEXT = "# no comment"' in said
    assert "### BEGIN SOLUTION" in said and said.startswith("#!/usr/bin/env python")


def test_wide_characters_before_a_comment_move_nothing() -> None:
    source = 'x = "循环"  # the word\ny = 1  # 已经是中文\n'
    known = {"the word": "这个词"}
    said = translate_python(PATH, source, lambda text: known.get(text, text))
    assert said == 'x = "循环"  # 这个词\ny = 1  # 已经是中文\n'


def test_a_translation_of_another_number_of_lines_is_not_taken() -> None:
    assert translate_python(PATH, STUB, lambda text: text + "\nmore") == STUB


@pytest.mark.parametrize(
    "translation",
    cases(
        {
            "quotes that end the docstring": ('A """ B',),
            "a quote at its end": ('A "',),
            "an open escape": ("A \\",),
            "code after the docstring": ('A"""; import os; """',),
        }
    ),
)
def test_a_translation_never_becomes_code(translation: str) -> None:
    source = 'def f():\n    """One."""\n    return 1\n'
    with pytest.raises(BadFile, match=r"stub\.py"):
        translate_python(PATH, source, lambda text: translation)


def test_code_that_is_none_is_told() -> None:
    with pytest.raises(BadFile, match="not valid Python"):
        texts("def f(:\n")


def test_a_string_that_is_no_docstring_stays() -> None:
    source = 'def f():\n    x = 1\n    "not a docstring"\n    return x\n'
    assert texts(source) == []
