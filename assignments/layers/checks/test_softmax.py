"""Checks of softmax."""

import numpy as np

from grader.checking import check, watching

NAMES = ("loss", "dscores")


def compare_loss(compare, student, reference, scores, labels):
    got, want = student.softmax_loss(scores, labels), reference.softmax_loss(scores, labels)
    compare.equal(got, want, names=NAMES)


@check(points=0, title="softmax_loss answers with a number and a table")
def test_softmax_loss(student, reference, rng, compare):
    got = student.softmax_loss(rng.values(2, 3), np.array([0, 2]))
    compare.like(got, (0.0, np.zeros((2, 3))), names=NAMES)


@check(
    points=3,
    title="The worked example",
    needs="softmax_loss",
    hint="Three equal scores give each class the probability 1/3, and the loss log 3.",
)
def test_worked_example(student, reference, rng, compare):
    scores = np.array([[0.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    compare_loss(compare, student, reference, scores, np.array([0, 2]))


@check(
    points=5,
    title="A batch",
    needs="softmax_loss",
    hint="The loss is a mean over the examples, and so is its gradient: divide both by N. "
    "The gradient is the probability, less one at the label.",
)
def test_batch(student, reference, rng, compare):
    scores, labels = rng.values(5, 4, scale=3.0), rng.integers(0, 4, 5)
    compare_loss(compare, student, reference, scores, labels)
