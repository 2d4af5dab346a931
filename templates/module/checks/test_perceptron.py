"""Checks of perceptron. Weights are put into the student's module, whatever its layers are called."""

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

AXES = ("example", "output")


def draw_leaves(rng, n_in, n_hidden, n_out):
    """Weights for the two layers."""
    return (
        Leaf(
            "hidden",
            "Linear",
            {"weight": rng.tensor(n_hidden, n_in), "bias": rng.tensor(n_hidden)},
            also=("hid", "first", "1"),
        ),
        Leaf(
            "output",
            "Linear",
            {"weight": rng.tensor(n_out, n_hidden), "bias": rng.tensor(n_out)},
            also=("out", "second", "2"),
        ),
    )


def both_modules(student, reference, rng, *sizes):
    """A new module on each side with the same weights, and where they went on the student's."""
    drawn = draw_leaves(rng, *sizes)
    mine, theirs = student.Perceptron(*sizes), reference.Perceptron(*sizes)
    load(theirs, {f"{leaf.name}.{key}": t for leaf in drawn for key, t in leaf.weights.items()})
    calls = [(rng.tensor(1, sizes[0]),) for _ in range(2)]
    return mine, theirs, place(mine, drawn, [("", call, theirs(*call)) for call in calls])


@check(points=0, title="A Perceptron can be made and called")
def test_Perceptron(student, reference, rng, compare):
    got = student.Perceptron(2, 3, 4)(rng.tensor(5, 2))
    compare.like(got, Tensor(np.zeros((5, 4), np.float32)), names="the scores")


@check(
    points=4,
    title="The scores of a batch",
    needs="Perceptron",
    hint="tanh stands between the layers, and nothing behind the second.",
)
def test_scores(student, reference, rng, compare):
    mine, theirs, _ = both_modules(student, reference, rng, 3, 4, 2)
    x = rng.tensor(5, 3)
    compare.equal(mine(x), theirs(x), names="the scores", axes=AXES)


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Other sizes",
    needs="Perceptron",
    hint="No size is fixed: not the layers, not the batch.",
)
def test_other_sizes(student, reference, rng, compare):
    for n_in, n_hidden, n_out, batch in ((1, 5, 3, 1), (6, 2, 1, 4)):
        mine, theirs, _ = both_modules(student, reference, rng, n_in, n_hidden, n_out)
        x = rng.tensor(batch, n_in)
        compare.equal(mine(x), theirs(x), names="the scores", axes=AXES)


@check(
    points=2,
    title="Gradients, and the scores after a step of training",
    needs="Perceptron",
    hint="The scores must stay attached to the graph, back to both layers.",
)
def test_gradients(student, reference, rng, compare):
    mine, theirs, placement = both_modules(student, reference, rng, 3, 4, 2)
    x, cotangents = rng.tensor(5, 3), (rng.tensor(5, 2),)
    got = watching(mine, gradients=(mine,), cotangents=cotangents, step=0.25)(x)
    want = watching(theirs, gradients=(theirs,), cotangents=cotangents, step=0.25)(x)
    compare.equal(got.value, want.value, names="the scores", axes=AXES)
    compare.gradients(placement.gradients(got.gradients), want.gradients, names=("",))
    compare.equal(mine(x), theirs(x), names="the scores after the step", axes=AXES)
### END HIDDEN TESTS
