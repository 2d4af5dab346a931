"""Checks of batchnorm."""

import numpy as np

from grader.checking import check, watching

NAMES = ("out", "running_mean", "running_var")
GRADIENTS = ("dx", "dgamma", "dbeta")
GIVEN = ("x", "gamma", "beta", "running_mean", "running_var")


def draw_layer(rng, examples, features):
    """x, gamma, beta, and running values as after some training."""
    x = rng.values(examples, features, scale=2.0)
    # Features of different means, so that a mean over the wrong axis shows.
    x = x + np.arange(features)
    gamma, beta, mean = rng.values(features), rng.values(features), rng.values(features)
    return x, gamma, beta, mean, rng.values(features) + 1.5


def forward(compare, side, *arguments, **options):
    """out, the running values, and the cache that the same side gets back."""
    got = side.batchnorm_forward(*arguments, **options)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 4,
        "batchnorm_forward",
        expected="four things: out, cache, running_mean, running_var",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    out, cache, mean, var = got
    return (out, mean, var), cache


def compare_forward(compare, student, reference, *arguments, **options):
    """Compare the forward pass; return both caches."""
    got, cache = forward(compare, student, *arguments, **options)
    want, want_cache = forward(compare, reference, *arguments, **options)
    compare.equal(got, want, names=NAMES)
    return cache, want_cache


def compare_layer(compare, student, reference, arguments, dout, **options):
    cache, want_cache = compare_forward(compare, student, reference, *arguments, **options)
    compare.equal(
        student.batchnorm_backward(dout, cache),
        reference.batchnorm_backward(dout, want_cache),
        names=GRADIENTS,
    )


@check(points=0, title="batchnorm_forward answers with out, cache and two running values")
def test_batchnorm_forward(student, reference, rng, compare):
    arguments = draw_layer(rng, 3, 2)
    got, _ = forward(compare, student, *arguments)
    compare.like(got, (np.zeros((3, 2)), np.zeros(2), np.zeros(2)), names=NAMES)


@check(points=0, title="batchnorm_backward answers with three gradients")
def test_batchnorm_backward(student, reference, rng, compare):
    _, cache = forward(compare, student, *draw_layer(rng, 3, 2))
    got = student.batchnorm_backward(rng.values(3, 2), cache)
    compare.like(got, (np.zeros((3, 2)), np.zeros(2), np.zeros(2)), names=GRADIENTS)


@check(
    points=2,
    title="The worked example, forward",
    needs="batchnorm_forward",
    hint="Mean and variance are those of each column. The variance divides by N, not by N - 1.",
)
def test_worked_example(student, reference, rng, compare):
    x = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 60.0]])
    arguments = x, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2)
    compare_forward(compare, student, reference, *arguments)


@check(
    points=2,
    title="Training, forward",
    needs="batchnorm_forward",
    hint="running = momentum * running + (1 - momentum) * batch, for the mean and for the variance.",
)
def test_training(student, reference, rng, compare):
    compare_forward(compare, student, reference, *draw_layer(rng, 6, 4))


@check(
    points=2,
    title="Outside of training",
    needs="batchnorm_forward",
    hint="With train=False the running values take the batch's place, and stay as they are.",
)
def test_outside_training(student, reference, rng, compare):
    compare_forward(compare, student, reference, *draw_layer(rng, 5, 3), train=False)


@check(
    points=5,
    title="Gradients",
    needs=("batchnorm_forward", "batchnorm_backward"),
    hint="x reaches out by three ways: directly, through the mean and through the variance. "
    "dx is the sum of the three.",
)
def test_gradients(student, reference, rng, compare):
    compare_layer(compare, student, reference, draw_layer(rng, 5, 3), rng.values(5, 3))


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Other momentum and eps",
    needs="batchnorm_forward",
    hint="eps stands under the root, beside the variance; it is no part of the running variance.",
)
def test_other_momentum(student, reference, rng, compare):
    arguments = draw_layer(rng, 4, 3)
    compare_forward(compare, student, reference, *arguments, momentum=0.5, eps=0.25)
    compare_forward(compare, student, reference, *arguments, True, 0.75, 0.5)
    compare_forward(compare, student, reference, *arguments, False, 0.75, 0.5)


@check(
    points=2,
    title="Two examples of other sizes, one after the other",
    needs="batchnorm_forward",
    hint="Nothing is kept between calls but what is returned.",
)
def test_other_sizes(student, reference, rng, compare):
    for examples, features in ((2, 1), (9, 5)):
        compare_forward(compare, student, reference, *draw_layer(rng, examples, features))


@check(
    points=4,
    title="Gradients of other sizes, with a large eps",
    needs=("batchnorm_forward", "batchnorm_backward"),
    hint="The same eps belongs into the backward pass. gamma scales every gradient at x.",
)
def test_other_gradients(student, reference, rng, compare):
    for examples, features in ((2, 2), (7, 4)):
        arguments, dout = draw_layer(rng, examples, features), rng.values(examples, features)
        compare_layer(compare, student, reference, arguments, dout, eps=0.5)


@check(
    points=1,
    title="The arguments are left alone",
    needs="batchnorm_forward",
    hint="running_mean *= momentum writes into the caller's array. Make new ones and return them.",
)
def test_arguments_kept(student, reference, rng, compare):
    arguments = draw_layer(rng, 4, 3)
    seen = watching(student.batchnorm_forward, arguments=True)(*arguments)
    compare.unchanged(seen.arguments, arguments, names=GIVEN)
    want, _ = forward(compare, reference, *arguments)
    out, _, mean, var = seen.value
    compare.equal((out, mean, var), want, names=NAMES)
### END HIDDEN TESTS
