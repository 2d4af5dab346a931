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
    hint=(
        "A picture becomes one row of 64 numbers from 0 to 1. The file lies beside yours: "
        "data/digits.npz.",
        "The file holds whole numbers from 0 to 16: divide by 16. Its names are images and labels.",
    ),
    hints={
        "raised": (
            "The path is data/digits.npz, from the folder of your files; np.load gives what "
            "is in it by name."
        ),
        "shape": "rows is (N, 64): one picture, row by row, is one row. labels is (N,).",
        "dtype": (
            "Whole numbers divided by 16 are fractions: rows is float64. labels stay whole numbers."
        ),
    },
)
def test_pictures(student, reference, rng, compare):
    compare.equal(student.load_digits(), reference.load_digits(), names=NAMES)


@check(
    points=2,
    title="Means of three classes",
    needs="class_means",
    hint=(
        "The mean of a class is taken over its own rows only.",
        "rows[labels == label] are those of one class; their mean goes along axis 0.",
    ),
    hints={
        "raised": (
            "labels == label picks rows: it has to stand in the first place, rows[labels == label]."
        ),
        "shape": "There is one row a class and one column a number, (n_classes, D).",
    },
)
def test_means(student, reference, rng, compare):
    rows, labels = draw_classes(rng, 7, 4, 3)
    got, want = student.class_means(rows, labels, 3), reference.class_means(rows, labels, 3)
    compare.equal(got, want, names="the means", axes=("class", "number"))


@check(
    points=2,
    title="Distances, and the nearest mean",
    hint=(
        "The distance is a sum of squares over the numbers of a row; the nearest is the smallest.",
        "No root is taken, and nothing is divided. rows[:, np.newaxis] - means is (M, C, D): "
        "sum along its last axis.",
    ),
    hints={
        "raised": (
            "rows is (M, D) and means is (C, D): to meet they need an axis more, (M, 1, D) "
            "and (C, D)."
        ),
        "dtype": "A class is a whole number: the place of the smallest distance (argmin), not the distance.",
        "shape": "distances is (M, C), one row a picture; predict is (M,), one class a picture.",
    },
)
def test_nearest(student, reference, rng, compare):
    means = rng.values(4, 6)
    rows = means[rng.integers(0, 4, 5)] + rng.values(5, 6, scale=0.25)
    want = reference.distances(rows, means)
    compare.equal(
        student.distances(rows, means), want, names="the distances", axes=("row", "class")
    )
    got, nearest = student.predict(rows, means), reference.predict(rows, means)
    compare.decided(got, nearest, -want, names="the classes")
