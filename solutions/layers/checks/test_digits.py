"""Checks of digits: a file that the course gives, and a classifier that learns by means."""

import numpy as np

from grader.checking import check

NAMES = ("rows", "labels")


def draw_classes(rng, examples, width, n_classes):
    """Rows and labels in which every class occurs."""
    labels = np.concatenate([np.arange(n_classes), rng.integers(0, n_classes, examples)])
    return rng.values(len(labels), width), labels


@check(points=0, title="load_digits answers with rows and labels")
def test_load_digits(student, reference, rng, compare):
    compare.like(student.load_digits(), reference.load_digits(), names=NAMES)


@check(points=0, title="class_means answers with a table")
def test_class_means(student, reference, rng, compare):
    rows, labels = draw_classes(rng, 3, 2, 3)
    compare.like(student.class_means(rows, labels, 3), np.zeros((3, 2)), names="the means")


@check(
    points=2,
    title="The pictures of the file",
    needs="load_digits",
    hint="A picture becomes one row of 64 numbers from 0 to 1. The file lies beside yours: "
    "data/digits.npz.",
)
def test_pictures(student, reference, rng, compare):
    compare.equal(student.load_digits(), reference.load_digits(), names=NAMES)


@check(
    points=2,
    title="Means of three classes",
    needs="class_means",
    hint="The mean of a class is taken over its own rows only.",
)
def test_means(student, reference, rng, compare):
    rows, labels = draw_classes(rng, 7, 4, 3)
    got, want = student.class_means(rows, labels, 3), reference.class_means(rows, labels, 3)
    compare.equal(got, want, names="the means", axes=("class", "number"))


@check(
    points=2,
    title="Distances, and the nearest mean",
    hint="The distance is a sum of squares over the numbers of a row; the nearest is the smallest.",
)
def test_nearest(student, reference, rng, compare):
    means = rng.values(4, 6)
    rows = means[rng.integers(0, 4, 5)] + rng.values(5, 6, scale=0.25)
    want = reference.distances(rows, means)
    compare.equal(student.distances(rows, means), want, names="the distances", axes=("row", "class"))
    got, nearest = student.predict(rows, means), reference.predict(rows, means)
    compare.decided(got, nearest, -want, names="the classes")


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Ten classes, and other sizes",
    needs="class_means",
    hint="n_classes is ten when nobody says another number; classes need not be equally large.",
)
def test_ten_classes(student, reference, rng, compare):
    rows, labels = draw_classes(rng, 25, 6, 10)
    got, want = student.class_means(rows, labels), reference.class_means(rows, labels)
    compare.equal(got, want, names="the means", axes=("class", "number"))
    rows, labels = draw_classes(rng, 0, 1, 2)
    got, want = student.class_means(rows, labels, 2), reference.class_means(rows, labels, 2)
    compare.equal(got, want, names="the means", axes=("class", "number"))


@check(
    points=2,
    title="Pictures that were not learned from",
    needs=("load_digits", "class_means"),
    hint="Learn from some pictures, and name others: predict takes any rows and any means.",
)
def test_unseen(student, reference, rng, compare):
    rows, labels = reference.load_digits()
    means = reference.class_means(rows[:80], labels[:80])
    want = reference.distances(rows[80:], means)
    compare.equal(student.distances(rows[80:], means), want, names="the distances")
    got, nearest = student.predict(rows[80:], means), reference.predict(rows[80:], means)
    compare.decided(got, nearest, -want, names="the classes")
### END HIDDEN TESTS
