"""Values in words: short, with an article, and with as many digits as it takes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import cases
from support.values import values

from grader.compare import wording
from grader.model import DataTable, Difference, Fields, Handle, Opaque, Record, Tensor


def table(columns: int, rows: int, kind: str = "DataFrame") -> DataTable:
    names = tuple(f"c{at}" for at in range(columns))
    return DataTable(kind, names, (np.zeros(rows),) * columns, np.arange(rows))


@pytest.mark.parametrize(
    ("value", "words"),
    cases(
        {
            "None": (None, "None"),
            "True": (True, "True"),
            "an int": (3, "the number 3"),
            "a float": (0.5, "the number 0.5000"),
            "complex": (1 + 2j, "the number (1+2j)"),
            "NaN": (math.nan, "the number nan"),
            "a string": ("hola", "the string 'hola'"),
            "no characters": ("", "the string ''"),
            "bytes": (b"x", "a bytes"),
            "an array": (np.zeros((3, 0), "f4"), "an array of float32 and shape (3, 0)"),
            "an array without axes": (np.array(1), "an array of int64 and shape ()"),
            "a tensor": (Tensor(np.ones(2, "f4")), "a tensor of float32 and shape (2,)"),
            "a dtype that NumPy lacks": (
                Tensor(np.ones(1, "f4"), "bfloat16"),
                "a tensor of bfloat16 and shape (1,)",
            ),
            "an object": (Handle(7, "Net"), "an object of class Net"),
            "what has no words": (Opaque("generator", ""), "a generator"),
            "what has some": (Opaque("ndarray", "of dates"), "a ndarray (of dates)"),
            "a dataclass": (Fields("Step", {"x": 1, "h": 2}), "a Step with the fields x, h"),
            "a named tuple": (Record("P", ("x", "y"), (1, 2)), "a P of x, y"),
            "an empty tuple": ((), "a tuple of 0 items"),
            "a list of one": ([1], "a list of 1 item"),
            "a dict": ({"a": 1, "b": 2}, "a dict of 2 items"),
            "a set": ({1}, "a set of 1 item"),
            "a table": (table(2, 3), "a DataFrame of 3 rows"),
            "a row": (table(1, 1, "Series"), "a Series of 1 row"),
            "anything else": (range(3), "a range"),
        }
    ),
)
def test_a_value_in_words(value: Any, words: str) -> None:
    assert wording.describe(value) == words


@settings(max_examples=40)
@given(values)
def test_any_value_has_short_words_of_one_line(value: Any) -> None:
    words = wording.describe(value)
    assert 0 < len(words) < 1_000


@pytest.mark.parametrize(
    ("length", "shown"),
    [(80, "x" * 80), (81, "x" * 79 + "…"), (10_000, "x" * 79 + "…"), (0, "")],
)
def test_a_long_text_is_cut_to_eighty_characters(length: int, shown: str) -> None:
    assert wording.shorten("x" * length) == shown


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_cutting_twice_is_cutting_once(text: str) -> None:
    assert wording.shorten(wording.shorten(text)) == wording.shorten(text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0.0000"),
        (-0.5, "-0.5000"),
        (0.001, "0.0010"),
        (0.00099, "0.00099"),
        (1e-300, "1e-300"),
        (99999.0, "99999.0000"),
        (1e5, "1e+05"),
        (-1234567.0, "-1.235e+06"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (math.nan, "nan"),
        (True, "True"),
        (10**30, "1" + "0" * 30),
        (2j, "2j"),
        (np.float64(math.inf), "inf"),
    ],
    ids=repr,
)
def test_a_number_as_a_student_would_write_it(value: Any, words: str) -> None:
    assert wording.format_number(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.012, "0.012"),
        (0.5, "0.5"),
        (1.0, "1"),
        (2.5, "2.5"),
        (12.0, "12"),
        (99.5, "100"),
        (254.0, "250"),
        (999.0, "1000"),
        (1000.0, "1.0e3"),
        (0.00012, "1.2e-4"),
        (1e-9, "1.0e-9"),
        (123456.0, "1.2e5"),
        (math.inf, "inf"),
        (math.nan, "nan"),
    ],
)
def test_an_error_has_two_digits(value: float, words: str) -> None:
    assert wording.format_error(value) == words


@pytest.mark.parametrize(
    ("expected", "got", "texts"),
    [
        (1.0, 2.0, ("1.0000", "2.0000")),
        (1.0, 1.00002, ("1.000000", "1.000020")),
        (1.0, 1.000000003, ("1.0000000000", "1.0000000030")),
        (0.1 + 0.2, 0.3, ("0.30000000000000004", "0.3")),
        (1, 2, ("1", "2")),
        (1.0, math.nan, ("1.0000", "nan")),
    ],
    ids=["plain", "sixth digit", "ninth digit", "last bit", "ints", "NaN"],
)
def test_two_different_numbers_never_look_the_same(
    expected: float, got: float, texts: tuple[str, str]
) -> None:
    assert wording.format_pair(expected, got) == texts


@settings(max_examples=100)
@given(st.floats(), st.floats())
def test_no_two_floats_that_differ_look_the_same(one: float, other: float) -> None:
    """A student who reads "expected 1.0000, got 1.0000" trusts nothing any more."""
    if one != other and not (math.isnan(one) and math.isnan(other)):
        first, second = wording.format_pair(one, other)
        assert first != second


@pytest.mark.parametrize(
    ("index", "axes", "name", "words"),
    cases(
        {
            "no axes": ((), (), "loss", "loss"),
            "no names": ((2, 1), (), "outputs", "outputs[2, 1]"),
            "names": ((2, 1), ("time step", "unit"), "outputs", "outputs, time step 2, unit 1"),
            "a name too few": ((2, 1), ("time step",), "outputs", "outputs[2, 1]"),
            "no name of the value": ((2,), ("epoch",), "", "epoch 2"),
        }
    ),
)
def test_a_place_in_an_array(index: Any, axes: Any, name: str, words: str) -> None:
    assert wording.describe_place(index, axes, name) == words


@pytest.mark.parametrize(
    ("first", "axes", "words"),
    [
        (0, ("step",), None),
        (3, (), None),
        (1, ("time step", "unit"), "step 0 agrees"),
        (2, ("epoch",), "epochs 0 and 1 agree"),
        (3, ("batch",), "batches 0 to 2 agree"),
        (9, ("time step",), "steps 0 to 8 agree"),
    ],
)
def test_what_can_be_said_of_the_steps_before(first: int, axes: Any, words: str | None) -> None:
    assert wording.describe_agreeing(first, axes) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "no keys"), (2, "keys 0, 1"), (8, "keys 0, 1, 2, 3, 4, 5, 6, 7"), (11, " 7 and 3 more")],
)
def test_the_keys_of_a_dict_are_eight_at_most(count: int, words: str) -> None:
    assert wording.describe_keys(dict.fromkeys(range(count))).endswith(words)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "no columns"),
        (2, "the columns c0, c1"),
        (10, "the columns c0, c1, c2, c3, c4, c5, c6, c7 and 2 more"),
    ],
)
def test_the_columns_of_a_table_are_eight_at_most(count: int, words: str) -> None:
    assert wording.describe_columns(table(count, 1)) == words


def test_of_a_set_the_same_item_is_named_each_time() -> None:
    assert (
        wording.describe_any({"b", "a", "c"})
        == wording.describe_any({"c", "b", "a"})
        == "the string 'a'"
    )


PLAIN = {"kind": "values", "where": "loss", "expected": "1", "got": "2"}


@pytest.mark.parametrize(
    ("more", "words"),
    cases(
        {
            "plain": ({}, "loss: expected 1, got 2"),
            "nowhere": ({"where": ""}, "expected 1, got 2"),
            "nearly right": (
                {"error": 0.5, "allowed": 1e-9},
                "loss: expected 1, got 2 (off by 0.5, allowed 1.0e-9)",
            ),
            "an error without a limit": ({"error": 0.5}, "loss: expected 1, got 2"),
            "after steps that agree": (
                {"agreeing": "step 0 agrees"},
                "loss: expected 1, got 2; step 0 agrees",
            ),
            "one number of one": ({"size": 1, "differing": 1}, "loss: expected 1, got 2"),
            "some of many": (
                {"size": 4, "differing": 3, "largest_error": 0.25},
                "loss: expected 1, got 2\n3 of 4 numbers differ, the largest by 0.25",
            ),
            "an error beyond measure": (
                {"size": 4, "differing": 3, "largest_error": math.inf},
                "loss: expected 1, got 2\n3 of 4 numbers differ",
            ),
        }
    ),
)
def test_a_difference_as_a_sentence(more: dict[str, Any], words: str) -> None:
    assert wording.sentence(Difference(**{**PLAIN, **more})) == words
