"""What the name of a student's file says."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.sources.matching.file_names import (
    attempt_number,
    base_name,
    find_named_id,
    is_aside,
    is_copy,
    is_litter,
    plain_name,
)


@pytest.mark.parametrize(
    ("name", "plain"),
    cases(
        {
            "as handed out": ("srn.py", "srn"),
            "in a folder": ("hw/srn.py", "srn"),
            "in capitals": ("SRN.py", "srn"),
            "a browser's number": ("srn (1).py", "srn"),
            "a copy of Windows": ("srn - Copy.py", "srn"),
            "a copy of macOS": ("srn copy 2.py", "srn"),
            "a copy of before": ("Copy of srn.py", "srn"),
            "a copy in Chinese": ("srn副本.py", "srn"),
            "blanks and dashes": ("my srn-final.py", "my_srn_final"),
        }
    ),
)
def test_a_plain_name_is_without_what_browsers_and_people_add(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "copy", "aside"),
    cases(
        {
            "a file": ("srn.py", False, False),
            "a copy": ("srn (2).py", True, True),
            "a backup": ("srn_backup.py", False, True),
            "an old folder": ("old/srn.py", False, True),
            "a folder of drafts": ("drafts/srn.py", False, True),
            "older in the middle of a word": ("golden.py", False, False),
            "a template": ("template.py", False, False),
            "a bold name": ("bold_srn.py", False, False),
            "a backup in Chinese": ("备份/srn.py", False, True),
        }
    ),
)
def test_copies_and_what_was_put_aside(name: str, copy: bool, aside: bool) -> None:
    assert (is_copy(name), is_aside(name)) == (copy, aside)


@pytest.mark.parametrize(
    ("name", "number"),
    cases(
        {
            "none": ("srn.py", None),
            "a version": ("srn_v2.py", 2),
            "a folder": ("attempt3/srn.py", 3),
            "the innermost": ("attempt1/v4/srn.py", 4),
            "a trial": ("trial 12/srn.py", 12),
            "a number of another kind": ("hw2/srn.py", None),
            "a very long number": (f"v{'9' * 40}/srn.py", 999_999_999),
        }
    ),
)
def test_the_number_of_an_attempt(name: str, number: int | None) -> None:
    assert attempt_number(name) == number


@pytest.mark.parametrize(
    ("name", "litter"),
    cases(
        {
            "work": ("hw/srn.py", False),
            "what macOS leaves": ("__MACOSX/hw/._srn.py", True),
            "a cache": ("__pycache__/srn.pyc", True),
            "a checkpoint of Jupyter": (".ipynb_checkpoints/a.ipynb", True),
            "a hidden file": (".srn.py", True),
        }
    ),
)
def test_litter(name: str, litter: bool) -> None:
    assert is_litter(name) is litter
    assert base_name(name) == name.split("/")[-1]


def test_the_longest_id_between_separators_is_meant() -> None:
    ids = ["mean", "mean_square", "srn"]
    assert find_named_id("zhang_mean_square_final", ids) == "mean_square"
    assert find_named_id("zhang_mean_final", ids) == "mean"
    assert find_named_id("meaning", ids) is None
