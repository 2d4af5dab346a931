"""Checks of sigmoid. What a student keeps in the cache is not looked at; it only goes back."""

import numpy as np

from grader.checking import check, watching


def forward(compare, side, x):
    """The output, and the cache that the same side gets back."""
    got = side.sigmoid_forward(x)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 2,
        "sigmoid_forward",
        expected="two things: out and cache",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    return got


@check(points=0, title="sigmoid_forward answers with out and cache")
def test_sigmoid_forward(student, reference, rng, compare):
    out, _ = forward(compare, student, rng.values(2, 3))
    compare.like(out, np.zeros((2, 3)), names="out")


@check(
    points=2,
    title="Forward",
    needs="sigmoid_forward",
    hint="At 0 the sigmoid is one half; it grows with x.",
)
def test_forward(student, reference, rng, compare):
    x = rng.values(4, 3, scale=3.0)
    out, _ = forward(compare, student, x)
    want, _ = reference.sigmoid_forward(x)
    compare.equal(out, want, names="out")


@check(
    points=2,
    title="Backward",
    needs="sigmoid_forward",
    hint="The slope is out * (1 - out), and out is what the forward pass returned, not x.",
)
def test_backward(student, reference, rng, compare):
    x, dout = rng.values(4, 3, scale=3.0), rng.values(4, 3)
    _, cache = forward(compare, student, x)
    _, want_cache = reference.sigmoid_forward(x)
    got, want = student.sigmoid_backward(dout, cache), reference.sigmoid_backward(dout, want_cache)
    compare.equal(got, want, names="dx")


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Other shapes, one layer after the other",
    needs="sigmoid_forward",
    hint="Keep what the backward pass needs in the cache, not in a global variable.",
)
def test_other_shapes(student, reference, rng, compare):
    first, second, dout = rng.values(5), rng.values(2, 2, 2), rng.values(5)
    _, cache = forward(compare, student, first)
    out, _ = forward(compare, student, second)
    want, _ = reference.sigmoid_forward(second)
    compare.equal(out, want, names="out")
    _, want_cache = reference.sigmoid_forward(first)
    got, want = student.sigmoid_backward(dout, cache), reference.sigmoid_backward(dout, want_cache)
    compare.equal(got, want, names="dx")


@check(
    points=2,
    title="The arguments are left alone",
    needs="sigmoid_forward",
    hint="dout *= ... writes into the caller's array.",
)
def test_arguments_kept(student, reference, rng, compare):
    x, dout = rng.values(3, 2), rng.values(3, 2)
    seen = watching(student.sigmoid_forward, arguments=True)(x)
    compare.unchanged(seen.arguments, (x,), names=("x",))
    out, cache = seen.value
    want, want_cache = reference.sigmoid_forward(x)
    compare.equal(out, want, names="out")
    back = watching(student.sigmoid_backward, arguments=True)(dout, cache)
    compare.unchanged(back.arguments[:1], (dout,), names=("dout",))
    compare.equal(back.value, reference.sigmoid_backward(dout, want_cache), names="dx")
### END HIDDEN TESTS
