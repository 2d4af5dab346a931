"""Checks of batchnorm."""

import numpy as np

from grader.checking import check, watching

NAMES = ("out", "running_mean", "running_var")
STEPS = ("running_mean", "running_var", "out")
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
    compare.equal(got, want, names=NAMES, trace=STEPS)
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
    hint=(
        "Mean and variance are those of each column. The variance divides by N, not by N - 1.",
        "Work out the first column: 1, 2, 3 have the mean 2 and the variance 2/3, so x_hat is"
        " about -1.22, 0, 1.22: divide by the root of variance + eps.",
    ),
    hints={
        "raised": "mean and var are (D,), taken along axis 0: then x - mean fits row by row.",
        "shape": "out is (N, D), the running values are (D,): statistics go along axis 0.",
    },
)
def test_worked_example(student, reference, rng, compare):
    x = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 60.0]])
    arguments = x, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2)
    compare_forward(compare, student, reference, *arguments)


@check(
    points=2,
    title="Training, forward",
    needs="batchnorm_forward",
    hint=(
        "If a running value is off: running = momentum * running + (1 - momentum) * batch, "
        "for the mean and for the variance.",
        "If out is off: in training x is normalised with the batch's own mean and variance, "
        "then scaled by gamma and shifted by beta.",
    ),
    hints={
        "raised": "gamma, beta and the statistics are (D,) and meet x, (N, D), row by row.",
        "shape": (
            "Four things are returned: out, cache, running_mean, running_var; the last two "
            "are (D,)."
        ),
    },
)
def test_training(student, reference, rng, compare):
    compare_forward(compare, student, reference, *draw_layer(rng, 6, 4))


@check(
    points=2,
    title="Outside of training",
    needs="batchnorm_forward",
    hint=(
        "With train=False the running values take the batch's place, and stay as they are.",
        "x_hat = (x - running_mean) / sqrt(running_var + eps): nothing of the batch is looked at.",
    ),
    hints={
        "raised": "Where train is False no name may be used that is only set in training.",
        "shape": "Four things are returned here too, the running values as they came in.",
    },
)
def test_outside_training(student, reference, rng, compare):
    compare_forward(compare, student, reference, *draw_layer(rng, 5, 3), train=False)


@check(
    points=5,
    title="Gradients",
    needs=("batchnorm_forward", "batchnorm_backward"),
    hint=(
        "If only dx is off: x reaches out by three ways: directly, through the mean and "
        "through the variance. dx is the sum of the three.",
        "With g = dout * gamma: through the variance come sums over the examples of g * (x - mean), "
        "times -0.5 (var + eps) ** -1.5; through the mean come sums of g, times -1 / std. dgamma sums "
        "dout * x_hat, dbeta sums dout.",
    ),
    hints={
        "raised": "The cache has to hold x_hat, std and gamma, or what they are made from.",
        "shape": "dx is (N, D); dgamma and dbeta are (D,): sums over the examples.",
    },
)
def test_gradients(student, reference, rng, compare):
    compare_layer(compare, student, reference, draw_layer(rng, 5, 3), rng.values(5, 3))


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Other momentum and eps",
    needs="batchnorm_forward",
    hint=(
        "eps stands under the root, beside the variance; it is no part of the running variance.",
        "momentum is how much of the old value is kept: 0.9 is only its default. Is it the "
        "other way round in your line?",
    ),
    hints={
        "raised": "momentum and eps come by name and by position: keep the order of the stub.",
    },
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
    hint=(
        "Nothing is kept between calls but what is returned.",
        "The running values come in as arguments each time; a variable outside of the "
        "function holds those of another layer.",
    ),
    hints={
        "raised": "N and D are others at each call: read them from x.shape.",
        "shape": "N and D are others at each call, and D may be 1: lose no axis.",
    },
)
def test_other_sizes(student, reference, rng, compare):
    for examples, features in ((2, 1), (9, 5)):
        compare_forward(compare, student, reference, *draw_layer(rng, examples, features))


@check(
    points=4,
    title="Gradients of other sizes, with a large eps",
    needs=("batchnorm_forward", "batchnorm_backward"),
    hint=(
        "The same eps belongs into the backward pass: keep the root, or eps, in the cache.",
        "gamma scales every gradient at x. N is the number of rows of dout.",
    ),
    hints={
        "raised": (
            "N and D are others here: read them from dout.shape, and take eps from the cache."
        ),
        "shape": "dx is (N, D); dgamma and dbeta are (D,).",
    },
)
def test_other_gradients(student, reference, rng, compare):
    for examples, features in ((2, 2), (7, 4)):
        arguments, dout = draw_layer(rng, examples, features), rng.values(examples, features)
        compare_layer(compare, student, reference, arguments, dout, eps=0.5)


@check(
    points=1,
    title="The arguments are left alone",
    needs="batchnorm_forward",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "The running values that come in stay as they are: make new ones and return them.",
            "running_mean *= momentum and running_mean[:] = ... write into the caller's array.",
        ),
    },
)
def test_arguments_kept(student, reference, rng, compare):
    arguments = draw_layer(rng, 4, 3)
    seen = watching(student.batchnorm_forward, arguments=True)(*arguments)
    compare.unchanged(seen.arguments, arguments, names=GIVEN)
    want, _ = forward(compare, reference, *arguments)
    out, _, mean, var = seen.value
    compare.equal((out, mean, var), want, names=NAMES)


### END HIDDEN TESTS
