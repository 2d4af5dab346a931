"""A written answer in a notebook: by its cells' metadata, else under its heading."""

from __future__ import annotations

from typing import Any

import pytest
from support.cases import cases
from support.notebooks import cell, code, markdown, notebook

from grader.sources.matching.written_answers import find_written_answer
from grader.sources.notebook_cells import read_notebook


def answer(*cells: Any, heading: str = "essay") -> str | None:
    return find_written_answer(read_notebook("a.ipynb", notebook(*cells)), "essay", heading)


ANSWER = (
    markdown("# My homework"),
    markdown("## 3. Essay\nfirst"),
    code("x = 1"),
    markdown("second"),
)


@pytest.mark.parametrize(
    ("cells", "text"),
    cases(
        {
            "by metadata": ((markdown("mine", "essay"), *ANSWER), "mine"),
            "by its heading": (ANSWER, "## 3. Essay\nfirst\n\nsecond"),
            "up to the next heading": (
                (*ANSWER, markdown("## 4. Other"), markdown("no")),
                "## 3. Essay\nfirst\n\nsecond",
            ),
            "with deeper headings": (
                (*ANSWER, markdown("### (b)\nthird")),
                "## 3. Essay\nfirst\n\nsecond\n\n### (b)\nthird",
            ),
            "without one": ((markdown("# My essays"), markdown("text")), None),
            "in code only": ((code("# Essay"),), None),
        }
    ),
)
def test_a_written_answer_is_found(cells: Any, text: str | None) -> None:
    assert answer(*cells) == text


def test_all_labelled_cells_are_the_answer_whatever_their_kind() -> None:
    cells = (
        markdown("a", "essay"),
        markdown("# essay"),
        code("b", "essay"),
        cell("raw", "c", "essay"),
    )
    assert answer(*cells) == "a\n\nb\n\nc"


def test_a_heading_of_the_same_level_inside_the_cell_is_read_with_it() -> None:
    assert answer(markdown("# essay\ntext\n# more"), markdown("below")) == (
        "# essay\ntext\n# more\n\nbelow"
    )


def test_a_higher_heading_ends_the_answer_and_the_task_s_own_begins_it_again() -> None:
    cells = (markdown("## Essay"), markdown("# Part 2"), markdown("no"), markdown("## Essay (b)"))
    assert answer(*cells) == "## Essay\n\n## Essay (b)"


@pytest.mark.parametrize(
    ("heading", "line", "answers"),
    cases(
        {
            "capitals aside": ("essay", "# ESSAY", True),
            "with a number": ("essay", "## Task 3: Essay (5 points)", True),
            "a longer word": ("essay", "# essays", False),
            "the end of a word": ("essay", "# an_essay", False),
            "no heading": ("essay", "essay", False),
            "marks of a pattern": ("Why? (a+b)", "# 1. Why? (a+b)", True),
            "a pattern is no pattern": ("W.y", "# Why", False),
            "Chinese": ("为什么", "# 为什么", True),
        }
    ),
)
def test_a_heading_is_the_task_s_when_it_has_its_words(
    heading: str, line: str, answers: bool
) -> None:
    assert (answer(markdown(line), heading=heading) is not None) is answers
