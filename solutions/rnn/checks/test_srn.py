"""Hidden checks of srn."""

from grader.checking import check

NAMES = ("outputs", "states")
AXES = ("time step", "unit")


@check(
    points=1,
    title="Sizes that agree",
    needs="srn_forward",
    hint="When H = I = O a transposed matrix has the right shape and gives the wrong numbers: check which axis is which.",
)
def test_equal_sizes(student, reference, rng, compare):
    arguments = rng.values(5, 3), rng.values(3, 3), rng.values(3, 3, scale=0.5), rng.values(3, 3)
    compare.equal(student.srn_forward(*arguments), reference.srn_forward(*arguments), names=NAMES, axes=AXES)


@check(
    points=1,
    title="One step",
    needs="srn_forward",
    hint="A sequence of one step has one output and one state; T is inputs.shape[0], whatever it is.",
)
def test_one_step(student, reference, rng, compare):
    for hidden in (1, 4):
        arguments = rng.values(1, 3), rng.values(hidden, 3), rng.values(hidden, hidden), rng.values(2, hidden)
        compare.equal(student.srn_forward(*arguments), reference.srn_forward(*arguments), names=NAMES, axes=AXES)


@check(
    points=2,
    title="Other sizes, with an initial state given by position and by name",
    needs="srn_forward",
    hint="h_0 is the state before the first step, and it is not one of the states that you return.",
)
def test_other_sizes(student, reference, rng, compare):
    x, w_xh, w_hh, w_hy = rng.values(6, 5), rng.values(3, 5), rng.values(3, 3, scale=0.6), rng.values(4, 3)
    h0 = rng.values(3)
    want = reference.srn_forward(x, w_xh, w_hh, w_hy, h0)
    compare.equal(student.srn_forward(x, w_xh, w_hh, w_hy, h0), want, names=NAMES, axes=AXES)
    compare.equal(student.srn_forward(x, w_xh, w_hh, w_hy, h0=h0), want, names=NAMES, axes=AXES)
    want = reference.srn_forward(x[:2], w_xh, w_hh, w_hy, None)
    compare.equal(student.srn_forward(x[:2], w_xh, w_hh, w_hy, None), want, names=NAMES, axes=AXES)
