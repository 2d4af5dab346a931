"""Checks of gradient_check. The function that is differentiated is the check's own."""

import numpy as np

from grader.checking import check

# A difference of two numbers that are almost equal has lost about half of its digits.
RTOL = 1e-8


def sum_of_squares(x):
    return float((x * x).sum())


def compare_gradient(compare, student, reference, f, x, **options):
    got = student.numeric_gradient(f, x, **options)
    want = reference.numeric_gradient(f, x, **options)
    compare.equal(got, want, names="the gradient", rtol=RTOL, atol=RTOL)


@check(points=0, title="numeric_gradient answers with an array")
def test_numeric_gradient(student, reference, rng, compare):
    got = student.numeric_gradient(sum_of_squares, rng.values(3))
    compare.like(got, np.zeros(3), names="the gradient")


@check(
    points=3,
    title="A sum of squares",
    needs="numeric_gradient",
    hint=(
        "Go to both sides, and divide by 2 h: the difference of the two is 2 h wide.",
        "Work it out for x = 3 and h = 1: (16 - 4) / 2 is 6, the slope of the square there.",
    ),
    hints={
        "raised": (
            "f takes an array of x's shape and returns a number: hand it the whole x, one "
            "place changed."
        ),
        "shape": "The gradient has the shape of x: one number a place.",
        "changed": "x stays as it is: change a copy, or put each place back.",
    },
)
def test_sum_of_squares(student, reference, rng, compare):
    compare_gradient(compare, student, reference, sum_of_squares, rng.values(4))


@check(
    points=3,
    title="A function that mixes its places",
    needs="numeric_gradient",
    hint=(
        "Change one place at a time, and set it back before the next.",
        "y = x makes no copy, so that all earlier changes are still there: y = x.copy() does.",
    ),
    hints={
        "raised": (
            "x has two axes here: np.ndindex(*x.shape) goes through all places, whatever the shape."
        ),
        "shape": "The gradient has the shape of x: one number a place.",
    },
)
def test_mixed(student, reference, rng, compare):
    weights = rng.values(2, 3)

    def f(x):
        return float((weights * x).sum() * x[0, 0] + x[1, 2] ** 3)

    compare_gradient(compare, student, reference, f, rng.values(2, 3))
