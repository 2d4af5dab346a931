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
