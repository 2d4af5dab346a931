"""Which files and cells are a task's."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from support.cases import cases
from support.notebooks import code, markdown, notebook

from grader.sources.matching import Sources
from grader.sources.tasks import TaskSpec

MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean",), (), True)
SQUARE = TaskSpec("mean_square", "mean_square.py", "Mean square", ("mean_square",), (), True)
ONE = TaskSpec("one_layer", "one_layer.py", "One layer", ("build", "run_one"), (), False)
TWO = TaskSpec("two_layers", "two_layers.py", "Two layers", ("build", "run_two"), (), False)
ESSAY = TaskSpec("essay", "essay.md", "Essay", (), (), False)

BODY = b"def mean(x):\n    return sum(x) / len(x)\n"
STUB = b'def mean(x):\n    """Mean."""\n    raise NotImplementedError("mean is not written yet")\n'
ABOVE = b"def mean_square(x):\n    return 0\n"


def find(files: dict[str, Any], *specs: Any) -> Any:
    return Sources(list(files.items())).find(list(specs))


@pytest.mark.parametrize(
    ("files", "name"),
    cases(
        {
            "its own name": ({"mean.py": BODY}, "mean.py"),
            "in a folder": ({"hand in/week 1/mean.py": BODY}, "hand in/week 1/mean.py"),
            "the nearest of two": ({"old/mean.py": b"", "mean.py": BODY}, "mean.py"),
            "another case": ({"Mean.PY": BODY}, "Mean.PY"),
            "a second download": ({"mean (1).py": BODY}, "mean (1).py"),
            "a copy": ({"mean - Copy.py": BODY}, "mean - Copy.py"),
            "a copy of": ({"Copy of mean.py": BODY}, "Copy of mean.py"),
            "a name around it": ({"zhang_mean_final.py": BODY}, "zhang_mean_final.py"),
            "another name, by what it defines": (
                {"homework.py": b"import os\n" + BODY},
                "homework.py",
            ),
            "defined by an assignment": (
                {"homework.py": b"mean = lambda x: sum(x)\n"},
                "homework.py",
            ),
        }
    ),
)
def test_a_file_is_found(files: Any, name: str) -> None:
    (found,) = find(files, MEAN)
    assert (found.form, found.name) == ("file", name)
    taken = any(f"{name} was taken for mean.py" in note for note in found.notes)
    assert taken is (name.rpartition("/")[2] != "mean.py")


@pytest.mark.parametrize(
    "files",
    cases(
        {
            "nothing": {},
            "another task's": {"mean_square.py": ABOVE},
            "a file that lacks its name": {"homework.py": b"def average(x): ...\n"},
            "litter of macOS": {"__MACOSX/._mean.py": BODY, "._mean.py": BODY},
            "a checkpoint": {
                ".ipynb_checkpoints/mean-checkpoint.py": BODY,
                "__pycache__/mean.py": BODY,
            },
            "text": {"mean.txt": BODY},
            "a notebook without it": {"a.ipynb": notebook(code("x = 1"), markdown("mean"))},
        }
    ),
)
def test_what_is_not_there_was_not_handed_in(files: Any) -> None:
    assert find(files, MEAN)[0].form == "none"


def test_a_broken_notebook_is_told_when_nothing_else_is_there() -> None:
    (found,) = find({"a.ipynb": b'{"cells": ['}, MEAN)
    assert found.form == "none" and "not valid JSON" in found.notes[0]


def test_two_tasks_with_like_names_get_a_file_each() -> None:
    files = {"zhang_mean_square.py": ABOVE + BODY, "zhang_mean.py": BODY + ABOVE}
    assert [found.name for found in find(files, MEAN, SQUARE)] == [
        "zhang_mean.py",
        "zhang_mean_square.py",
    ]


def test_one_file_of_its_own_name_is_not_taken_for_another_task_too() -> None:
    mean, square = find({"mean.py": BODY + ABOVE}, MEAN, SQUARE)
    assert (mean.form, square.form) == ("file", "none")


def names(found: Any) -> list[str]:
    return [unit.source.name.rpartition(" ")[2] for unit in found.units if unit.own]


def test_a_notebook_s_cells_are_found_by_metadata() -> None:
    book = notebook(code("def mean(x): return 0"), code("def mean(x): return 1", "mean"))
    (found,) = find({"a.ipynb": book}, MEAN)
    assert (found.form, found.name, names(found)) == ("notebook", "a.ipynb", ["2"])


def test_without_metadata_the_last_cell_that_defines_the_name_counts() -> None:
    book = notebook(
        code("def mean(x): return 0"),
        code("mean([1])"),
        code("def mean(x): return 1"),
        code("mean([2])"),
    )
    assert names(find({"a.ipynb": book}, MEAN)[0]) == ["3"]


def test_a_name_that_two_tasks_share_comes_from_each_task_s_own_cells() -> None:
    """One cell a function and no metadata: `build` stands there twice, once for each task."""
    book = notebook(
        code("def build(): return 1"),
        code("def run_one(): return build()"),
        code("def build(): return 2"),
        code("def run_two(): return build()"),
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["3", "4"])


def test_a_shared_name_that_stands_below_its_task_is_found() -> None:
    book = notebook(
        code("def run_one(): return build()"),
        code("def build(): return 1"),
        code("def run_two(): return build()"),
        code("def build(): return 2"),
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["3", "4"])


def test_a_shared_name_defined_once_serves_both_tasks() -> None:
    book = notebook(
        code("def build(): return 1"), code("def run_one(): ..."), code("def run_two(): ...")
    )
    one, two = find({"a.ipynb": book}, ONE, TWO)
    assert (names(one), names(two)) == (["1", "2"], ["1", "3"])


def test_half_a_task_in_a_notebook_was_handed_in() -> None:
    (found,) = find({"a.ipynb": notebook(code("def run_one(): ..."))}, ONE)
    assert (found.form, names(found)) == ("notebook", ["1"])


def test_a_file_counts_before_a_notebook() -> None:
    (found,) = find({"mean.py": BODY, "a.ipynb": notebook(code("def mean(x): ..."))}, MEAN)
    assert found.form == "file" and "the file counts" in found.notes[-1]


def test_an_unfilled_stub_gives_way_to_a_notebook() -> None:
    (found,) = find({"mean.py": STUB, "a.ipynb": notebook(code("def mean(x): return 1"))}, MEAN)
    assert found.form == "notebook" and "mean.py is still the stub" in found.notes[-1]


def test_an_unfilled_stub_alone_was_handed_in() -> None:
    assert find({"mean.py": STUB}, MEAN)[0].form == "file"


@pytest.mark.parametrize(
    ("files", "text"),
    cases(
        {
            "its file": ({"essay.md": "你好".encode()}, "你好"),
            "as text": ({"Essay (1).txt": b"mine"}, "mine"),
            "in GBK": ({"essay.md": "你好".encode("gbk")}, "你好"),
            "in a notebook": ({"a.ipynb": notebook(markdown("## Essay\nmine"))}, "## Essay\nmine"),
        }
    ),
)
def test_a_written_answer_is_found(files: Any, text: str) -> None:
    (found,) = find(files, ESSAY)
    assert (found.form, found.text) == ("written", text)


def test_a_written_answer_is_not_python() -> None:
    assert find({"essay.py": b"'mine'"}, ESSAY)[0].form == "none"


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_a_file_that_lies_there_as_handed_out_gives_way_to_the_notebook_without_a_word() -> None:
    stub = (
        "GIVEN = 1\n\ndef mean(x):\n    y = x\n    raise NotImplementedError('mean is not written"
        " yet')\n"
    )
    spec = replace(MEAN, template=digest(stub))
    written = notebook(code("def mean(x):\n    return 1\n", "mean"))
    untouched = notebook(code(stub.strip(), "mean"))
    found = Sources([("mean.py", stub.encode()), ("n.ipynb", written)]).find([spec])[0]
    assert (found.form, found.notes) == ("notebook", ())
    found = Sources([("mean.py", b"def mean(x):\n    return 2\n"), ("n.ipynb", untouched)]).find(
        [spec]
    )[0]
    assert (found.form, found.notes) == ("file", ())
    found = Sources([("mean.py", stub.encode()), ("n.ipynb", untouched)]).find([spec])[0]
    assert (found.form, found.notes) == ("file", ())
