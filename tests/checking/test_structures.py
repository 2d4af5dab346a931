"""Going through an answer: what stands in it changes, what it is made of stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.cases import cases
from support.values import same, values

from grader.checking.structures import rebuild
from grader.model import DataTable, Fields, Record, Tensor


def marked(value: Any) -> Any:
    return ("seen", value)


@pytest.mark.parametrize(
    ("value", "becomes"),
    cases(
        {
            "a number": (1, ("seen", 1)),
            "a list": ([1, 2], [("seen", 1), ("seen", 2)]),
            "a tuple in a dict": ({"a": (1,)}, {"a": (("seen", 1),)}),
            "nothing": ([], []),
            "a set is one item": ({1}, ("seen", {1})),
            "a word is one item": ("ab", ("seen", "ab")),
        }
    ),
)
def test_items_that_hold_no_others_are_changed(value: Any, becomes: Any) -> None:
    assert rebuild(value, marked) == becomes


def test_a_named_tuple_keeps_its_names() -> None:
    record = rebuild(Record("P", ("x", "y"), (1, [2])), lambda item: item + 1)
    assert (record.kind, record.x, record.y) == ("P", 2, [3])


def test_a_dataclass_keeps_its_class() -> None:
    fields = rebuild(Fields("Step", {"h": 1, "all": [2]}), lambda item: -item)
    assert (fields.kind, fields.values) == ("Step", {"h": -1, "all": [-2]})


def test_of_a_table_only_the_columns_are_changed() -> None:
    table = DataTable("Series", ("x",), (np.arange(3),), np.arange(3))
    changed = rebuild(table, lambda column: column * 2)
    assert changed.columns[0].tolist() == [0, 2, 4] and changed.index is table.index


def test_arrays_and_tensors_are_one_item() -> None:
    seen: list[Any] = []
    array, tensor = np.ones((2, 2)), Tensor(np.ones(2))
    rebuild([array, {"t": tensor}], seen.append)
    assert seen[0] is array and seen[1] is tensor and len(seen) == 2


@settings(max_examples=12)
@given(values)
def test_a_change_that_changes_nothing_gives_the_same_value(value: Any) -> None:
    assert same(rebuild(value, lambda item: item), value)
