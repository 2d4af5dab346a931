"""Checks of positions."""

import numpy as np

from grader.checking import Tensor, check

AXES = ("step", "number")


@check(points=0, title="positional_encoding answers with a float tensor")
def test_positional_encoding(student, reference, rng, compare):
    got = student.positional_encoding(3, 4)
    compare.like(got, Tensor(np.zeros((3, 4), np.float32)), names="the encoding")


@check(
    points=3,
    title="Three steps of four numbers",
    needs="positional_encoding",
    hint=(
        "Step 0 is 0, 1, 0, 1. Sine and cosine of one angle stand side by side.",
        "Step 1 is sin(1), cos(1), sin(1/100), cos(1/100): the first pair turns fast, the "
        "next slowly. Steps count from 0.",
    ),
    hints={
        "raised": (
            "steps is a column, (length, 1), and the rates are a row, (d_model / 2,): they "
            "meet as a table."
        ),
        "shape": (
            "There is one row a step and one column a number, (length, d_model), and no batch."
        ),
        "dtype": "Sines and cosines are float32: fill a float tensor, not one of whole numbers.",
    },
)
def test_three_steps(student, reference, rng, compare):
    got, want = student.positional_encoding(3, 4), reference.positional_encoding(3, 4)
    compare.equal(got, want, names="the encoding", axes=AXES)


@check(
    points=3,
    title="More steps, and more numbers a step",
    needs="positional_encoding",
    hint=(
        "The exponent is 2i / d_model, with i = 0, 1, 2 ... for the pairs: not the place 2i +"
        " 1, and not i / d_model.",
        "torch.arange(0, d_model, 2) is 2i for all pairs at once; both of a pair have the "
        "same angle, steps / 10000 ** (2i / d_model).",
    ),
    hints={
        "raised": (
            "length and d_model are others here: is a number of the small example in your code?"
        ),
        "shape": "There is one row a step and one column a number, (length, d_model).",
    },
)
def test_ten_steps(student, reference, rng, compare):
    sizes = int(rng.integers(10, 16)), 2 * int(rng.integers(4, 10))
    got, want = student.positional_encoding(*sizes), reference.positional_encoding(*sizes)
    compare.equal(got, want, names="the encoding", axes=AXES)


### BEGIN HIDDEN TESTS
@check(
    points=4,
    title="Other lengths and widths",
    needs="positional_encoding",
    hint=(
        "Neither the length nor d_model is fixed; one step and two numbers are possible too.",
        "10000 ** (2i / d_model) hangs on d_model: no rate of another width can be kept.",
    ),
    hints={
        "raised": "One step and two numbers are possible: squeeze() and [0] lose an axis there.",
        "shape": "The answer is (length, d_model), also where one of them is small.",
    },
)
def test_other_sizes(student, reference, rng, compare):
    for length, d_model in ((1, 2), (40, 6), (5, 32)):
        got = student.positional_encoding(length, d_model)
        want = reference.positional_encoding(length, d_model)
        compare.equal(got, want, names="the encoding", axes=AXES)


### END HIDDEN TESTS
