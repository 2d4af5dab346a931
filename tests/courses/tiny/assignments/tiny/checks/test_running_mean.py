"""Visible checks of running_mean."""

import numpy as np

from grader.checking import check, watching


@check(points=0, title="running_mean answers with one mean a value")
def test_running_mean(student, reference, rng, compare):
    values = rng.values(3)
    compare.like(student.running_mean(values), reference.running_mean(values), names="means")


@check(points=1, title="The worked example", needs="running_mean", hint="(1 + 3) / 2 = 2, (1 + 3 + 8) / 3 = 4.")
def test_worked_example(student, reference, rng, compare):
    values = np.array([1.0, 3.0, 8.0])
    seen = watching(student.running_mean, arguments=True)(values)
    compare.equal(seen.value, reference.running_mean(values), names="means", axes=("step",))
    compare.unchanged(seen.arguments, (values,), names=("values",))


@check(points=1, title="A random series", needs="running_mean", hint="Divide by how many values there were so far.")
def test_random_series(student, reference, rng, compare):
    values = rng.values(7, scale=4.0)
    compare.equal(student.running_mean(values), reference.running_mean(values), names="means", axes=("step",))
