"""Values that stand for what a check cannot import: tensors, named tuples, tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from support.values import arrays

from grader.model import DataTable, Handle, Made, Record, Tensor

TABLE = DataTable(
    "DataFrame", ("age", "name"), (np.array([3, 4]), np.array(["a", "b"])), np.array([10, 20])
)
SERIES = DataTable("Series", ("loss",), (np.array([0.5, 0.25]),), np.array(["first", "second"]))


@settings(max_examples=40)
@given(arrays)
def test_a_tensor_has_the_shape_and_the_dtype_of_its_array(array: Any) -> None:
    tensor = Tensor(array)
    assert tensor.shape == array.shape and tensor.dtype == array.dtype.name
    assert all(type(size) is int for size in tensor.shape)


@settings(max_examples=40)
@given(of_numpy.arrays("f4", of_numpy.array_shapes(min_dims=1, max_dims=3, min_side=1)))
def test_what_is_taken_out_of_a_tensor_is_a_tensor_of_the_same_dtype(array: Any) -> None:
    tensor = Tensor(array, "bfloat16")
    rows = [tensor[at] for at in range(len(tensor))]
    assert all(isinstance(row, Tensor) and row.dtype == "bfloat16" for row in rows)
    assert np.array_equal(np.stack([row.array for row in rows]), array, equal_nan=True)


def test_a_number_taken_out_of_a_tensor_is_a_tensor_without_axes() -> None:
    item = Tensor(np.array([[1.0, 2.0]], "f4"))[0, 1]
    assert item.shape == () and isinstance(item.array, np.ndarray) and item.array == 2.0


def test_a_tensor_without_axes_has_no_length() -> None:
    with pytest.raises(TypeError):
        len(Tensor(np.array(1.0)))


def test_two_tensors_are_never_equal_by_accident() -> None:
    """`==` on arrays gives an array; a check has to compare, it cannot ask."""
    assert Tensor(np.ones(1)) != Tensor(np.ones(1))


def test_a_tensor_shows_its_numbers() -> None:
    assert repr(Tensor(np.array([1.5]))) == "Tensor(array([1.5]))"


class TestRecord:
    PAIR: Any = Record("Pair", ("x", "y"), (1, "b"))

    def test_it_is_the_tuple_of_its_items(self) -> None:
        assert self.PAIR == (1, "b")
        assert [*self.PAIR] == [self.PAIR.x, self.PAIR.y]

    def test_a_field_that_a_tuple_has_a_method_for_is_the_field(self) -> None:
        counted = Record("Counter", ("index", "count"), (7, 9))
        assert (counted.index, counted.count) == (7, 9)

    def test_the_methods_of_a_tuple_stay_where_no_field_has_their_name(self) -> None:
        assert self.PAIR.index("b") == 1 and self.PAIR.count(1) == 1

    @pytest.mark.parametrize("name", ["z", "X", "fields", "__len", "_x"])
    def test_a_field_that_is_not_there_is_named_with_the_class(self, name: str) -> None:
        with pytest.raises(AttributeError, match=f"a Pair has no field {name}"):
            getattr(self.PAIR, name)

    def test_names_that_begin_with_an_underscore_are_never_fields(self) -> None:
        """Else a student's process could name a field `__class__` or `_make`."""
        sly = Record("Sly", ("_asdict", "__deepcopy__"), (1, 2))
        for name in sly.names:
            with pytest.raises(AttributeError):
                getattr(sly, name)

    def test_other_items_under_the_same_names(self) -> None:
        other = self.PAIR._make([3, 4])
        assert (other.kind, other.names, other.x, other.y) == ("Pair", ("x", "y"), 3, 4)

    @given(st.lists(st.integers(), max_size=5))
    def test_as_many_items_as_there_are(self, items: list[int]) -> None:
        names = tuple(f"f{at}" for at in range(len(items)))
        record = Record("Any", names, items)
        assert list(record) == items == [getattr(record, name) for name in names]


class TestDataTable:
    def test_a_table_has_rows_and_columns(self) -> None:
        assert (TABLE.shape, len(TABLE)) == ((2, 2), 2)
        assert TABLE["name"].tolist() == ["a", "b"]

    @pytest.mark.parametrize("name", ["Age", "", 0, None])
    def test_a_column_that_is_not_there_is_a_key_error(self, name: object) -> None:
        with pytest.raises(KeyError) as caught:
            _ = TABLE[name]
        assert caught.value.args == (name,)

    def test_a_series_has_one_axis_and_is_read_by_its_index(self) -> None:
        assert (SERIES.shape, len(SERIES), SERIES["second"]) == ((2,), 2, 0.25)
        assert SERIES.array.tolist() == [0.5, 0.25]

    def test_a_label_that_a_series_does_not_have_is_a_value_error(self) -> None:
        with pytest.raises(ValueError, match="third"):
            _ = SERIES["third"]

    def test_a_table_of_one_column_is_that_array(self) -> None:
        narrow = DataTable("DataFrame", ("x",), (np.arange(3),), np.arange(3))
        assert narrow.array.tolist() == [0, 1, 2] and narrow.shape == (3, 1)

    @pytest.mark.parametrize("count", [0, 2, 3])
    def test_any_other_table_is_not_one_array(self, count: int) -> None:
        table = DataTable("DataFrame", tuple("abc"[:count]), (np.zeros(2),) * count, np.arange(2))
        with pytest.raises(TypeError, match=f"a DataFrame of {count} columns is not one array"):
            _ = table.array

    def test_an_empty_table_has_no_rows(self) -> None:
        empty = DataTable("DataFrame", (), (), np.arange(0))
        assert (empty.shape, len(empty)) == ((0, 0), 0)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (Handle(1, "Net"), Handle(1, "Net"), True),
        (Handle(1, "Net"), Handle(2, "Net"), False),
        (Made("slice", (1, 2, None)), Made("slice", (1, 2, None)), True),
        (Made("slice", (1, 2, None)), Made("range", (1, 2, None)), False),
    ],
    ids=["one handle", "another number", "one slice", "another kind"],
)
def test_what_stands_for_an_object_is_equal_by_what_it_says(
    one: object, other: object, equal: bool
) -> None:
    assert (one == other) is equal
    assert not equal or hash(one) == hash(other)
