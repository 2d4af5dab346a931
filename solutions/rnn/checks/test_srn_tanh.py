"""Hidden checks of srn_tanh."""

from grader.checking import check

AXES = ("time step", "unit")


def compare_answers(compare, got, want):
    """States first: outputs that are wrong because of a wrong state are a consequence."""
    compare.like(got, want, names=("outputs", "states"))
    steps = "states", "outputs"
    compare.equal((got[1], got[0]), (want[1], want[0]), names=steps, axes=AXES, trace=steps)


@check(
    points=1,
    title="Sizes that agree",
    needs="srn_tanh_forward",
    hint="When H = I = O a transposed matrix has the right shape and gives the wrong numbers: check which axis is which. "
    "The outputs are returned first, then the states.",
)
def test_sizes_that_agree(student, reference, rng, compare):
    arguments = rng.values(3, 3), rng.values(3, 3), rng.values(3, 3), rng.values(3, 3)
    compare_answers(compare, student.srn_tanh_forward(*arguments), reference.srn_tanh_forward(*arguments))


@check(
    points=1,
    title="A short sequence, and a long one with large inputs",
    needs="srn_tanh_forward",
    hint="T is the number of rows of inputs, whatever it is. Large sums give states of almost 1 or -1, which are numbers "
    "like any other: nothing is rounded or cut off.",
)
def test_short_and_long(student, reference, rng, compare):
    for steps, hidden, scale in ((1, 1, 1.0), (15, 4, 6.0)):
        weights = rng.values(hidden, 2), rng.values(hidden, hidden), rng.values(3, hidden)
        inputs = rng.values(steps, 2, scale=scale)
        got = student.srn_tanh_forward(inputs, *weights)
        compare_answers(compare, got, reference.srn_tanh_forward(inputs, *weights))


@check(
    points=2,
    title="Other sizes; the initial state by position, by name and None",
    needs="srn_tanh_forward",
    hint="h_0 is the state before the first step, and not one of the states that you return. None stands for zeros.",
)
def test_initial_states(student, reference, rng, compare):
    arguments = rng.values(6, 5), rng.values(3, 5), rng.values(3, 3), rng.values(4, 3)
    h0 = rng.values(3)
    want = reference.srn_tanh_forward(*arguments, h0)
    compare_answers(compare, student.srn_tanh_forward(*arguments, h0), want)
    compare_answers(compare, student.srn_tanh_forward(*arguments, h0=h0), want)
    compare_answers(compare, student.srn_tanh_forward(*arguments, None), reference.srn_tanh_forward(*arguments, None))
