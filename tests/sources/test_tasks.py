"""A task as it is asked for, and whether a student has begun it."""

from __future__ import annotations

import pytest
from support.cases import cases

from grader.model.submission import Form
from grader.nouns import replace
from grader.sources.slicing import Unit, file_units
from grader.sources.stubs import digest_of
from grader.sources.tasks import TaskCode, TaskSpec
from grader.sources.text import Source

STUB = "GIVEN = 3\n\ndef mean(x):\n    raise NotImplementedError\n"
MEAN = TaskSpec("mean", "mean.py", "Mean", ("mean",), (), True, (digest_of(STUB),))


def code_of(text: str, *, own: bool = True) -> TaskCode:
    """The task in cells of a notebook."""
    units = tuple(Unit(unit.source, unit.statement, own) for unit in file_units(Source("a", text)))
    return TaskCode("mean", Form.NOTEBOOK, "a.ipynb", units=units)


@pytest.mark.parametrize(
    ("file", "by_hand"), [("mean.py", False), ("essay.md", True), ("py", True), ("a/b.py", False)]
)
def test_a_task_whose_file_is_no_python_is_marked_by_hand(file: str, by_hand: bool) -> None:
    assert replace(MEAN, file=file).by_hand is by_hand


@pytest.mark.parametrize(
    ("text", "template"),
    cases(
        {
            "as it was handed out": (STUB, True),
            "blank lines around it": (f"\n\n{STUB}\n\n", True),
            "a changed line": (STUB.replace("3", "4"), False),
            "nothing": ("", False),
        }
    ),
)
def test_a_file_as_it_was_handed_out_is_known(text: str, template: bool) -> None:
    assert MEAN.is_template(text) is template


def test_without_a_digest_nothing_is_the_template() -> None:
    assert not replace(MEAN, templates=()).is_template(STUB)
    assert not replace(MEAN, templates=()).is_template("")


@pytest.mark.parametrize(
    ("text", "unwritten"),
    cases(
        {
            "as it was handed out": (STUB, True),
            "a stub with a comment": ("def mean(x):\n    raise NotImplementedError  # todo", True),
            "written": ("def mean(x): return 1", False),
            "no definition at all": ("x = 1", False),
            "nothing": ("", False),
        }
    ),
)
def test_a_task_is_unwritten_while_its_own_statements_are_the_stub(
    text: str, unwritten: bool
) -> None:
    file = TaskCode("mean", Form.FILE, "mean.py", source=Source("mean.py", text))
    assert file.is_unwritten(MEAN) is unwritten
    assert code_of(text).is_unwritten(MEAN) is unwritten


def test_what_is_taken_from_other_cells_does_not_make_a_task_written() -> None:
    own = code_of("def mean(x): raise NotImplementedError")
    helper = code_of("def add(x): return sum(x)", own=False)
    assert replace(own, units=(*helper.units, *own.units)).is_unwritten(MEAN)


def test_a_file_is_all_the_task_s_own() -> None:
    source = Source("mean.py", "import os\nx = 1\n")
    file = TaskCode("mean", Form.FILE, "mean.py", source=source)
    assert [(unit.own, unit.source) for unit in file.units_to_run()] == [(True, source)] * 2


def test_a_written_answer_has_no_statements() -> None:
    assert TaskCode("essay", Form.WRITTEN, "essay.md", text="Because.").units_to_run() == ()
