"""Arguments that are made anew over there: generators, slices, classes, tables of pandas."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest
from support.cases import cases

from grader.checking import generator, series, table
from grader.checking.handles.sending import as_made
from grader.model import Made


def test_a_generator_is_sent_with_its_state_and_is_not_moved_by_it() -> None:
    mine = np.random.default_rng(5)
    made = as_made(mine)
    assert made is not None and made.kind == "numpy.Generator"
    name, state = made.parts
    theirs = getattr(np.random, name)()
    theirs.state = state
    assert np.random.Generator(theirs).random(3).tolist() == mine.random(3).tolist()


@pytest.mark.parametrize(
    ("value", "made"),
    cases(
        {
            "a slice": (slice(1, 9, 2), Made("slice", (1, 9, 2))),
            "an open slice": (slice(None), Made("slice", (None, None, None))),
            "an ellipsis": (..., Made("ellipsis", None)),
            "a class of Python's": (ValueError, Made("type", "builtins.ValueError")),
            "a class of NumPy's": (np.float64, Made("type", "numpy.float64")),
            "a class of a module": (
                collections.OrderedDict,
                Made("type", "collections.OrderedDict"),
            ),
            "a number": (3, None),
            "an array": (np.ones(1), None),
            "nothing": (None, None),
            "a function": (len, None),
        }
    ),
)
def test_what_is_no_plain_data_is_sent_by_its_parts(value: Any, made: Made | None) -> None:
    assert as_made(value) == made


@pytest.mark.parametrize(
    ("items", "dtype"),
    [
        ([1, 2], "int64"),
        ([1.0, 2.0], "float64"),
        (["a", "bc"], "<U2"),
        ([True, False], "bool"),
        ([1, 2.0], "object"),
        ([1.0, None], "object"),
        ([], "object"),
        ([[1], [2, 3]], "object"),
    ],
    ids=["ints", "floats", "words", "truth", "mixed", "missing", "empty", "lists"],
)
def test_a_column_has_the_type_of_its_items_if_they_have_one(items: list[Any], dtype: str) -> None:
    column = series(items).columns[0]
    assert str(column.dtype) == dtype and column.tolist() == items


def test_an_array_is_a_column_as_it_is() -> None:
    array = np.arange(3, dtype="f4")
    assert series(array).columns[0] is array


@pytest.mark.parametrize(
    ("made", "index"),
    [
        (table({"a": [1, 2]}), [0, 1]),
        (table({"a": [1, 2]}, index=["x", "y"]), ["x", "y"]),
        (table({}), []),
        (table({}, index=[7]), [7]),
        (series([1, 2, 3]), [0, 1, 2]),
    ],
    ids=["counted", "given", "no columns", "an index alone", "a series"],
)
def test_an_index_is_counted_where_none_is_given(made: Any, index: list[Any]) -> None:
    assert made.index.tolist() == index


def test_columns_and_a_series_have_names() -> None:
    frame = table({"age": [3], "name": ["a"]})
    assert (frame.kind, frame.names) == ("DataFrame", ("age", "name"))
    assert (series([1], name="loss").names, series([1]).names) == (("loss",), (None,))


def test_a_generator_of_pytorch_s_is_its_seed() -> None:
    assert generator(7) == Made("torch.Generator", 7)
