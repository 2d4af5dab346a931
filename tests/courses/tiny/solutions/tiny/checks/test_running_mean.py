"""Hidden checks of running_mean."""

from grader.checking import check


@check(points=2, title="One value, and many", needs="running_mean", hint="The mean of one value is the value.")
def test_lengths(student, reference, rng, compare):
    for length in (1, 40):
        values = rng.values(length, scale=9.0)
        compare.equal(student.running_mean(values), reference.running_mean(values), names="means", axes=("step",))
