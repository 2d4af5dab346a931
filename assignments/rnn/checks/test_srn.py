"""Visible checks of srn: a simple recurrent network in NumPy."""

import numpy as np

from grader.checking import check, watching

NAMES = ("outputs", "states")
AXES = ("time step", "unit")


@check(points=0, title="srn_forward answers with outputs and states")
def test_srn_forward(student, reference, rng, compare):
    arguments = rng.values(3, 2), rng.values(4, 2), rng.values(4, 4, scale=0.4), rng.values(5, 4)
    compare.like(student.srn_forward(*arguments), reference.srn_forward(*arguments), names=NAMES)


@check(
    points=2,
    title="The worked example",
    needs="srn_forward",
    hint="With every weight 1, h_t is the sum of the inputs plus the sum of the state before; work out 2, 6, 16 by hand.",
)
def test_worked_example(student, reference, rng, compare):
    inputs = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
    ones = np.ones((2, 2))
    got = student.srn_forward(inputs, ones, ones, ones)
    want = reference.srn_forward(inputs, ones, ones, ones)
    compare.equal(got, want, names=NAMES, axes=AXES)


@check(
    points=3,
    title="A random sequence",
    needs="srn_forward",
    hint="h_t is made from x_t and h_{t-1}, y_t from h_t; each weight matrix has a row for each unit it feeds.",
)
def test_random_sequence(student, reference, rng, compare):
    x, w_xh, w_hh, w_hy = rng.values(7, 3), rng.values(4, 3), rng.values(4, 4, scale=0.4), rng.values(2, 4)
    got = student.srn_forward(x, w_xh, w_hh, w_hy)
    want = reference.srn_forward(x, w_xh, w_hh, w_hy)
    compare.equal(got, want, names=NAMES, axes=AXES)


@check(
    points=1,
    title="A given initial state, and arguments left alone",
    needs="srn_forward",
    hint="h_0 is the state before the first step; work on a copy of it, since it belongs to the caller.",
)
def test_initial_state(student, reference, rng, compare):
    arguments = rng.values(4, 3), rng.values(2, 3), rng.values(2, 2, scale=0.5), rng.values(3, 2), rng.values(2)
    seen = watching(student.srn_forward, arguments=True)(*arguments)
    compare.equal(seen.value, reference.srn_forward(*arguments), names=NAMES, axes=AXES)
    compare.unchanged(seen.arguments, arguments, names=("inputs", "W_xh", "W_hh", "W_hy", "h0"))
