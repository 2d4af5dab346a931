"""Whose code is alike: copies in disguise are, work of one's own and common code is not."""

from __future__ import annotations

import json
import re

import pytest
from support.cases import cases
from support.courses import tiny

from grader.model import SubmittedFile
from grader.similarity.documents import Author, Document, build_document
from grader.similarity.similarity_report import TaskSimilarity
from grader.similarity.task_texts import task_texts
from grader.similarity.who_is_alike import task_similarity

STUB = '''
import numpy as np

def running_mean(values):
    """The mean of all values so far."""
    if not isinstance(values, np.ndarray):
        raise TypeError("values must be an array of floats with one axis")
    raise NotImplementedError
'''
ORIGINAL = '''
import numpy as np

def helper(numbers, start):
    """Sums numbers from a start on."""
    total = start
    sums = []
    for number in numbers:
        total = total + number          # the sum so far
        sums.append(total)
    return sums

def running_mean(values):
    sums = helper(values, 0.0)
    means = np.zeros(len(values))
    for step, value in enumerate(sums):
        means[step] = value / (step + 1)
    return means
'''
OTHER = """
import numpy

def running_mean(values):
    count = numpy.arange(1, values.shape[0] + 1, dtype=values.dtype)
    summed = numpy.add.accumulate(values)
    return numpy.divide(summed, count, out=numpy.empty_like(summed), where=count > 0)
"""
RENAMED = ORIGINAL
for _old, _new in {
    "helper": "acc", "numbers": "xs", "start": "s0", "total": "t", "sums": "cums",
    "number": "x", "values": "data", "means": "out", "step": "i", "value": "c",
}.items():  # fmt: skip
    RENAMED = re.sub(rf"\b{_old}\b", _new, RENAMED)
_HEAD, _HELPER, _TASK = re.split(r"(?=^def )", ORIGINAL, flags=re.M)
REORDERED = _HEAD + _TASK + "\n" + _HELPER


def notebook(*cells: str) -> str:
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def code(name: str, text: str, file: str = "running_mean.py", **more: str) -> Document:
    submitted = SubmittedFile(name=file, content=text.encode())
    texts = task_texts([submitted], tiny().coding_tasks)
    return build_document(Author(submission=name, name=name, **more), texts.get("running_mean", ()))


def compare(
    *class_: Document, earlier: tuple[Document, ...] = (), at_least: float = 0.5
) -> TaskSimilarity:
    return task_similarity("running_mean", class_, earlier, [code("stub", STUB)], at_least)


def alike(similarity: TaskSimilarity) -> list[tuple[str, str]]:
    return [(pair.left.name, pair.right.name) for pair in similarity.pairs]


@pytest.mark.parametrize(
    "copy",
    cases(
        {
            "as it was": (code("bob", ORIGINAL),),
            "other names": (code("bob", RENAMED),),
            "another order of functions": (code("bob", REORDERED),),
            "without comments and docstrings": (
                code("bob", re.sub(r'#.*|""".*?"""', "", ORIGINAL)),
            ),
            "other layout": (
                code(
                    "bob", ORIGINAL.replace("    ", "\t").replace(" = ", "=").replace("\n", "\r\n")
                ),
            ),
            "other text around": (code("bob", f"{ORIGINAL}\nprint(running_mean(np.ones(3)))\n"),),
            "a notebook": (code("bob", notebook("import numpy as np", _HELPER, _TASK), "a.ipynb"),),
            "renamed in a notebook": (code("bob", notebook(RENAMED), "a.ipynb"),),
            "another file's name": (code("bob", RENAMED, "homework.py"),),
            "code that is not Python any more": (code("bob", RENAMED + "\ndef broken(:\n  '''"),),
        }
    ),
)
def test_a_copy_is_found(copy: Document) -> None:
    (pair,) = compare(code("ada", ORIGINAL), copy, code("cyn", OTHER)).pairs
    assert (pair.left.name, pair.right.name) == ("ada", "bob") and pair.share > 0.8


def test_work_of_one_s_own_is_not_alike() -> None:
    assert alike(compare(code("ada", ORIGINAL), code("cyn", OTHER))) == []


def test_what_the_stub_has_does_not_count() -> None:
    assert alike(compare(code("ada", STUB), code("bob", STUB))) == []
    longer = STUB.replace("raise NotImplementedError", "return values.cumsum() / 3")
    assert alike(compare(code("ada", longer), code("bob", STUB))) == []


def test_what_most_of_a_class_writes_does_not_count_and_a_copy_still_does() -> None:
    common = [code(f"s{at}", ORIGINAL + f"\nA_{at} = {at}\n") for at in range(12)]
    told = compare(*common)
    assert told.pairs == () and told.common > 0
    copies = code("x", OTHER), code("y", OTHER.replace("count", "n"))
    assert alike(compare(*common, *copies)) == [("x", "y")]


def test_earlier_years_are_compared_with_the_class_and_not_with_each_other() -> None:
    old = code("old", RENAMED, source="2025"), code("older", ORIGINAL, source="2024")
    told = compare(code("ada", ORIGINAL), code("cyn", OTHER), earlier=old)
    assert alike(told) == [("ada", "old"), ("ada", "older")]
    assert (told.compared, told.earlier) == (2, 2)


def test_who_handed_in_together_is_not_listed() -> None:
    together = [code(name, ORIGINAL, group="7") for name in ("ada", "bob")]
    assert alike(compare(*together, code("cyn", RENAMED, group="8"))) == [
        ("ada", "cyn"),
        ("bob", "cyn"),
    ]


def test_three_linked_by_pairs_are_a_group_and_two_are_none() -> None:
    told = compare(*(code(name, ORIGINAL) for name in ("ada", "bob", "cyn")), code("dan", OTHER))
    assert [{author.name for author in group} for group in told.groups] == [{"ada", "bob", "cyn"}]
    assert compare(code("ada", ORIGINAL), code("bob", ORIGINAL)).groups == ()


def test_passages_say_where_both_sides_have_them() -> None:
    (pair,) = compare(code("ada", ORIGINAL), code("bob", REORDERED)).pairs
    lines = ORIGINAL.split("\n")
    passage = next(each for each in pair.passages if each.left.first == lines.index(
        "def helper(numbers, start):") + 1)  # fmt: skip
    other = REORDERED.split("\n").index("def helper(numbers, start):") + 1
    assert (passage.right.place, passage.right.first) == ("running_mean.py", other)
    assert passage.left.last - passage.left.first == passage.right.last - passage.right.first


def test_the_share_from_which_pairs_are_told_can_be_chosen() -> None:
    half = ORIGINAL[: ORIGINAL.index("def running_mean")] + OTHER
    assert alike(compare(code("ada", ORIGINAL), code("bob", half), at_least=0.95)) == []
    assert alike(compare(code("ada", ORIGINAL), code("bob", half), at_least=0.2)) == [
        ("ada", "bob")
    ]
