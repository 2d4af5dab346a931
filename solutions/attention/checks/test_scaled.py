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
    compare.equal((got[1], got[0]), (want[1], want[0]), names=("weights", "output"))


@check(points=0, title="attention answers with output and weights")
def test_attention(student, reference, rng, compare):
    compare.like(student.attention(*draw_call(rng)), (zeros(3, 5), zeros(3, 4)), names=NAMES)


@check(
    points=3,
    title="One step that asks",
    needs="attention",
    hint="The products of the query with each key become weights that sum to 1; "
    "the output is the mean of the values with these weights.",
)
def test_one_step(student, reference, rng, compare):
    compare_attention(compare, student, reference, *draw_call(rng, asking=1, asked=3))


@check(
    points=4,
    title="Several steps",
    needs="attention",
    hint="Divide by the square root of d, the length of a query, and take the softmax over the "
    "steps that are asked.",
)
def test_several_steps(student, reference, rng, compare):
    compare_attention(compare, student, reference, *draw_call(rng, width=8))


@check(
    points=4,
    title="No step looks ahead",
    needs="attention",
    hint="True means: may look. What is forbidden gets the weight 0 and the others sum to 1, "
    "so it must be left out before the softmax, not after.",
)
def test_mask(student, reference, rng, compare):
    mask = Tensor(np.tril(np.ones((4, 4), bool)))
    compare_attention(compare, student, reference, *draw_call(rng, asking=4), mask)


### BEGIN HIDDEN TESTS
@check(
    points=3,
    title="Batches and heads",
    needs="attention",
    hint="Any number of axes may stand in front: transpose the last two, and no others.",
)
def test_batches(student, reference, rng, compare):
    compare_attention(compare, student, reference, *draw_call(rng, batch=(2,)))
    mask = Tensor(np.array([[True, False, True, True], [True] * 4, [False, False, True, False]]))
    compare_attention(compare, student, reference, *draw_call(rng, batch=(2, 3)), mask)


@check(
    points=3,
    title="A mask of its own for each batch, and large scores",
    needs="attention",
    hint="A forbidden step has no part in the result, whatever its score is.",
)
def test_other_masks(student, reference, rng, compare):
    query, key, value = draw_call(rng, asking=2, asked=3, batch=(2,))
    mask = Tensor(np.array([[[True, True, False]], [[False, True, True]]]))
    compare_attention(compare, student, reference, query, key, value, mask)
    large = Tensor(np.array([[200.0, -200.0], [-200.0, 100.0]], np.float32))
    allowed = Tensor(np.array([[False, True], [True, True]]))
    compare_attention(compare, student, reference, large, large, large, allowed)


@check(
    points=3,
    title="The arguments are left alone",
    needs="attention",
    hint="Operations that end in an underscore, and +=, write into the caller's tensors.",
)
def test_arguments_kept(student, reference, rng, compare):
    arguments = (*draw_call(rng), Tensor(np.tril(np.ones((3, 4), bool))))
    seen = watching(student.attention, arguments=True)(*arguments)
    compare.unchanged(seen.arguments, arguments, names=("query", "key", "value", "mask"))
    compare.equal(seen.value, reference.attention(*arguments), names=NAMES)
### END HIDDEN TESTS
