"""Checks of relu."""

import numpy as np

from grader.checking import check, watching


def forward(compare, side, x):
    """The output, and the cache that the same side gets back."""
    got = side.relu_forward(x)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 2,
        "relu_forward",
        expected="two things: out and cache",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    return got


def compare_layer(compare, student, reference, x, dout):
    out, cache = forward(compare, student, x)
    want, want_cache = reference.relu_forward(x)
    compare.equal(out, want, names="out")
    got, want = student.relu_backward(dout, cache), reference.relu_backward(dout, want_cache)
    compare.equal(got, want, names="dx")


@check(points=0, title="relu_forward answers with out and cache")
def test_relu_forward(student, reference, rng, compare):
    x = rng.values(2, 3)
    out, _ = forward(compare, student, x)
    want, _ = reference.relu_forward(x)
    compare.like(out, want, names="out")


@check(points=0, title="relu_backward answers with dx")
def test_relu_backward(student, reference, rng, compare):
    x, dout = rng.values(2, 3), rng.values(2, 3)
    _, cache = forward(compare, student, x)
    _, want_cache = reference.relu_forward(x)
    got, want = student.relu_backward(dout, cache), reference.relu_backward(dout, want_cache)
    compare.like(got, want, names="dx")


@check(
    points=2,
    title="The worked example, forward",
    needs="relu_forward",
    hint=(
        "What is below zero becomes zero; everything else stays.",
        "np.maximum(0, x) compares number by number; np.max gives one number for all.",
    ),
    hints={
        "raised": (
            "x is an array: `if x > 0` asks for one truth value. Compare all numbers at once."
        ),
        "shape": "out has the shape of x: number by number, and nothing summed or left out.",
    },
)
def test_worked_example(student, reference, rng, compare):
    x = np.array([[-1.0, 0.0, 2.0], [3.0, -0.5, 0.25]])
    out, _ = forward(compare, student, x)
    want, _ = reference.relu_forward(x)
    compare.equal(out, want, names="out")


@check(
    points=4,
    title="A batch, forward and backward",
    needs=("relu_forward", "relu_backward"),
    hint=(
        "If dx is off: the gradient goes through where x was above zero. Ask x, not dout.",
        "dx is dout where x > 0 and 0 elsewhere: the forward pass has to keep x, or where it "
        "was above zero, in the cache.",
    ),
    hints={
        "raised": "The cache is what your forward pass returned second: what did you put into it?",
        "shape": "dx has the shape of x: pick with np.where or a product, not by an index x > 0.",
    },
)
def test_batch(student, reference, rng, compare):
    compare_layer(compare, student, reference, rng.values(4, 5), rng.values(4, 5))
