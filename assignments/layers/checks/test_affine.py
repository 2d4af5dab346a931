"""Checks of affine."""

import numpy as np

from grader.checking import check, watching

NAMES = ("dx", "dw", "db")


def forward(compare, side, *arguments):
    """The output, and the cache that the same side gets back."""
    got = side.affine_forward(*arguments)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 2,
        "affine_forward",
        expected="two things: out and cache",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    return got


def compare_layer(compare, student, reference, arguments, dout):
    """Forward first: a gradient that is wrong because of a wrong cache is a consequence."""
    out, cache = forward(compare, student, *arguments)
    want, want_cache = reference.affine_forward(*arguments)
    compare.equal(out, want, names="out", axes=("example", "output"))
    compare.equal(
        student.affine_backward(dout, cache),
        reference.affine_backward(dout, want_cache),
        names=NAMES,
    )


@check(points=0, title="affine_forward answers with out and cache")
def test_affine_forward(student, reference, rng, compare):
    out, _ = forward(compare, student, rng.values(2, 3), rng.values(3, 2), rng.values(2))
    compare.like(out, np.zeros((2, 2)), names="out")


@check(points=0, title="affine_backward answers with three gradients")
def test_affine_backward(student, reference, rng, compare):
    arguments = rng.values(2, 3), rng.values(3, 2), rng.values(2)
    _, cache = forward(compare, student, *arguments)
    _, want_cache = reference.affine_forward(*arguments)
    dout = rng.values(2, 2)
    compare.like(
        student.affine_backward(dout, cache),
        reference.affine_backward(dout, want_cache),
        names=NAMES,
    )


@check(
    points=2,
    title="The worked example, forward",
    needs="affine_forward",
    hint=(
        "Every row of x is multiplied by w, and b is added to every row.",
        "Work the first row out by hand: 1 * w[0] + 2 * w[1] + 3 * w[2], and then b.",
    ),
    hints={
        "raised": (
            "x is (N, D), w is (D, M) and b is (M,): what shape has each product in that line?"
        ),
        "shape": "out has one row an example and one column an output, (N, M).",
    },
)
def test_worked_example(student, reference, rng, compare):
    x = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])
    w = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
    b = np.array([0.5, -0.5])
    out, _ = forward(compare, student, x, w, b)
    want, _ = reference.affine_forward(x, w, b)
    compare.equal(out, want, names="out", axes=("example", "output"))


@check(
    points=2,
    title="Examples that are tables",
    needs="affine_forward",
    hint=(
        "An example may have any shape: turn x into (N, D) first, row by row.",
        "x.reshape(len(x), -1) keeps the examples apart, and the numbers of each in their "
        "order. A transpose before it, or order='F', puts them in another.",
    ),
    hints={
        "raised": (
            "x has more than two axes here: make a table of N rows of it before you multiply."
        ),
        "shape": "out is (N, M) whatever the shape of an example: only the first axis of x stays.",
    },
)
def test_tables(student, reference, rng, compare):
    arguments = rng.values(3, 2, 4), rng.values(8, 2), rng.values(2)
    out, _ = forward(compare, student, *arguments)
    want, _ = reference.affine_forward(*arguments)
    compare.equal(out, want, names="out", axes=("example", "output"))


@check(
    points=4,
    title="Gradients of a small layer",
    needs=("affine_forward", "affine_backward"),
    hint=(
        "Each number of out is a sum of products: which numbers of x, w and b does it hang "
        "on, and how strongly? What a number has a part in several times adds up.",
        "Look at the shapes: dw = x^T dout, dx = dout w^T, and db sums dout over the examples.",
    ),
    hints={
        "raised": (
            "Print the shapes: dout is (N, M), x is (N, D), w is (D, M). Which product has "
            "the shape of w, which the shape of x?",
            "Does the cache hold what you take out of it, in that order?",
        ),
        "shape": (
            "A gradient has the shape of what it belongs to: dx that of x, dw (D, M), db (M,)."
        ),
    },
)
def test_gradients(student, reference, rng, compare):
    arguments = rng.values(4, 3), rng.values(3, 2), rng.values(2)
    compare_layer(compare, student, reference, arguments, rng.values(4, 2))
