"""Checks of standardize."""

import numpy as np

from grader.checking import check

AXES = ("row", "column")


@check(points=0, title="standardize answers with a table")
def test_standardize(student, reference, rng, compare):
    x = rng.values(3, 2)
    compare.like(student.standardize(x), reference.standardize(x), names="the answer")


@check(
    points=3,
    title="A table of four rows",
    needs="standardize",
    hint="Each column has a mean and a deviation of its own; the deviation divides by N.",
)
def test_four_rows(student, reference, rng, compare):
    x = rng.values(4, 3, scale=5.0)
    compare.equal(student.standardize(x), reference.standardize(x), names="the answer", axes=AXES)


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Other sizes, columns far from zero",
    needs="standardize",
    hint="No size is fixed, and a column need not lie around zero.",
)
def test_other_sizes(student, reference, rng, compare):
    for rows, columns in ((7, 1), (2, 5)):
        x = rng.values(rows, columns) + 100.0
        compare.equal(student.standardize(x), reference.standardize(x), names="the answer", axes=AXES)


@check(
    points=1,
    title="A column of equal values",
    needs="standardize",
    hint="A deviation of zero cannot be divided by; the column becomes zeros.",
)
def test_equal_values(student, reference, rng, compare):
    x = np.concatenate([np.full((4, 1), 3.0), rng.values(4, 1)], axis=1)
    compare.equal(student.standardize(x), reference.standardize(x), names="the answer", axes=AXES)
### END HIDDEN TESTS
