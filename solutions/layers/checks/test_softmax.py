"""Checks of softmax."""

import numpy as np

from grader.checking import check, watching

NAMES = ("loss", "dscores")


def compare_loss(compare, student, reference, scores, labels):
    got, want = student.softmax_loss(scores, labels), reference.softmax_loss(scores, labels)
    compare.equal(got, want, names=NAMES, trace=NAMES)


@check(points=0, title="softmax_loss answers with a number and a table")
def test_softmax_loss(student, reference, rng, compare):
    got = student.softmax_loss(rng.values(2, 3), np.array([0, 2]))
    compare.like(got, (0.0, np.zeros((2, 3))), names=NAMES)


@check(
    points=3,
    title="The worked example",
    needs="softmax_loss",
    hint=(
        "Three equal scores give each class the probability 1/3, and the loss log 3.",
        "Each row becomes probabilities of its own, summing to 1 along axis 1; the loss is "
        "minus the mean of the logarithms at the labels, one a row.",
    ),
    hints={
        "raised": (
            "labels are places: probabilities[np.arange(N), labels] takes one number of each row."
        ),
        "shape": "loss is one number, and dscores has the shape of scores, (N, C).",
    },
)
def test_worked_example(student, reference, rng, compare):
    scores = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    compare_loss(compare, student, reference, scores, np.array([0, 2]))


@check(
    points=5,
    title="A batch",
    needs="softmax_loss",
    hint=(
        "If the loss is off: over which axis do the exponentials sum, and is it a mean over "
        "the examples?",
        "If only dscores is off: it is the probability, less one at the label, and as the "
        "loss is a mean, divided by N.",
    ),
    hints={
        "raised": "Sums over classes need keepdims=True to be divided by, row by row.",
        "shape": "loss is a float: the mean over the examples. dscores is (N, C).",
    },
)
def test_batch(student, reference, rng, compare):
    scores, labels = rng.values(5, 4, scale=3.0), rng.integers(0, 4, 5)
    compare_loss(compare, student, reference, scores, labels)


### BEGIN HIDDEN TESTS
@check(
    points=3,
    title="Large scores",
    needs="softmax_loss",
    hint=(
        "exp(1000) is infinite. Take the largest score of each row off first: that changes no"
        " probability.",
        "log(0) is infinite too: work with shifted - log(sum(exp(shifted))), never with the "
        "logarithm of a probability.",
    ),
    hints={
        "raised": "Nothing may overflow here: take the largest score of each row off before exp.",
    },
)
def test_large_scores(student, reference, rng, compare):
    scores, labels = rng.values(4, 3, scale=3.0), rng.integers(0, 3, 4)
    compare_loss(compare, student, reference, scores + 1000.0, labels)
    compare_loss(compare, student, reference, scores * 500.0, labels)


@check(
    points=2,
    title="Other sizes",
    needs="softmax_loss",
    hint=(
        "Neither the number of examples nor that of classes is fixed.",
        "Read N and C from scores.shape: a number such as 5 or 4 in your code is no fact.",
    ),
    hints={
        "raised": "N and C are others here, and N may be 1: read both from scores.shape.",
        "shape": "dscores is (N, C) and loss one number, also with one example.",
    },
)
def test_other_sizes(student, reference, rng, compare):
    for examples, classes in ((1, 2), (7, 3), (3, 9)):
        scores, labels = rng.values(examples, classes), rng.integers(0, classes, examples)
        compare_loss(compare, student, reference, scores, labels)


@check(
    points=2,
    title="The arguments are left alone",
    needs="softmax_loss",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "scores belongs to the caller: shift, and subtract the ones, in an array of your own.",
            "scores -= ... and dscores = scores; dscores[...] -= 1 write into the caller's array.",
        ),
    },
)
def test_arguments_kept(student, reference, rng, compare):
    scores, labels = rng.values(3, 4), rng.integers(0, 4, 3)
    seen = watching(student.softmax_loss, arguments=True)(scores, labels)
    compare.unchanged(seen.arguments, (scores, labels), names=("scores", "labels"))
    compare.equal(seen.value, reference.softmax_loss(scores, labels), names=NAMES)


### END HIDDEN TESTS
