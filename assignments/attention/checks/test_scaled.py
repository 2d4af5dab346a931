"""Checks of scaled: dot-product attention."""

import numpy as np

from grader.checking import Tensor, check, watching

NAMES = ("output", "weights")


def zeros(*shape):
    return Tensor(np.zeros(shape, np.float32))


def draw_call(rng, asking=3, asked=4, width=2, values=5, batch=()):
    """query, key and value."""
    query, key = rng.tensor(*batch, asking, width, scale=2.0), rng.tensor(*batch, asked, width)
    return query, key, rng.tensor(*batch, asked, values)


def compare_attention(compare, student, reference, *arguments):
    """Weights first: outputs that are wrong because of wrong weights are a consequence."""
    got, want = student.attention(*arguments), reference.attention(*arguments)
    compare.like(got, want, names=NAMES)
    steps = "weights", "output"
    compare.equal((got[1], got[0]), (want[1], want[0]), names=steps, trace=steps)


@check(points=0, title="attention answers with output and weights")
def test_attention(student, reference, rng, compare):
    compare.like(student.attention(*draw_call(rng)), (zeros(3, 5), zeros(3, 4)), names=NAMES)


@check(
    points=3,
    title="One step that asks",
    needs="attention",
    hint=(
        "The products of the query with each key become weights that sum to 1; the output is "
        "the mean of the values with these weights.",
        "If weights is off, look at query key^T / sqrt(d), and at its softmax over the steps "
        "that are asked. If only output is off, it is weights @ value.",
    ),
    hints={
        "raised": (
            "query is (T, d) and key is (S, d): transpose the last two axes of key to "
            "multiply them."
        ),
        "shape": "Two things are returned: output, (T, e), and weights, (T, S).",
        "gradient": (
            "output stays attached to the graph: no .detach(), .item() or .numpy() on the way."
        ),
    },
)
def test_one_step(student, reference, rng, compare):
    compare_attention(compare, student, reference, *draw_call(rng, asking=1, asked=3))


@check(
    points=4,
    title="Several steps",
    needs="attention",
    hint=(
        "Divide by the square root of d, the length of a query, and take the softmax over the"
        " steps that are asked.",
        "d is query.shape[-1]. The steps that are asked are the last axis of the scores: each"
        " row of weights sums to 1. There is a batch here: count axes from the end, -1 and -2.",
    ),
    hints={
        "raised": (
            "query is (B, T, d) and key is (B, S, d), with T and S different: of key the last two"
            " axes change places, and query @ key^T is (B, T, S)."
        ),
        "shape": (
            "weights has a row for each step that asks and a column for each that is asked,"
            " (B, T, S)."
        ),
    },
)
def test_several_steps(student, reference, rng, compare):
    # Two at once: without a batch the first axis is that of the steps that ask.
    compare_attention(compare, student, reference, *draw_call(rng, width=8, batch=(2,)))


@check(
    points=4,
    title="No step looks ahead",
    needs="attention",
    hint=(
        "True means: may look. What is forbidden gets the weight 0 and the others sum to 1, "
        "so it must be left out before the softmax, not after.",
        "Put -inf into the scores where the mask is False: masked_fill(~mask, float('-inf'))."
        " 0 is a score like any other.",
    ),
    hints={
        "raised": (
            "The mask holds booleans: ~mask turns them over, and masked_fill wants them as "
            "they are."
        ),
        "shape": "A mask changes numbers and no shape: weights stays (T, S).",
    },
)
def test_mask(student, reference, rng, compare):
    mask = Tensor(np.tril(np.ones((4, 4), bool)))
    compare_attention(compare, student, reference, *draw_call(rng, asking=4), mask)
