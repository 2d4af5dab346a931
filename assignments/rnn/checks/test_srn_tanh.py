"""Visible checks of srn_tanh: the simple recurrent network with tanh."""

import numpy as np

from grader.checking import check, watching

AXES = ("time step", "unit")

def compare_order(compare, got, want, names):
    """Results that are right, but in the other order, are told as that."""
    first, second = want
    usable = isinstance(got, tuple | list) and len(got) == 2 and all(isinstance(each, np.ndarray) for each in got)
    swapped = usable and not same(first, second) and same(got[0], second) and same(got[1], first)
    compare.that(not swapped, "the answer", expected=" first, then ".join(names), got=" first, then ".join(names[::-1]))


def same(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4)


def compare_answers(compare, got, want):
    """States first: outputs that are wrong because of a wrong state are a consequence."""
    compare_order(compare, got, want, ("outputs", "states"))
    compare.like(got, want, names=("outputs", "states"))
    steps = "states", "outputs"
    compare.equal((got[1], got[0]), (want[1], want[0]), names=steps, axes=AXES, trace=steps)


@check(points=0, title="srn_tanh_forward answers with outputs and states")
def test_srn_tanh_forward(student, reference, rng, compare):
    got = student.srn_tanh_forward(rng.values(3, 2), rng.values(2, 2), rng.values(2, 2), rng.values(2, 2))
    compare.like(got, (np.zeros((3, 2)), np.zeros((3, 2))), names=("outputs", "states"))


@check(
    points=1,
    title="The worked example",
    needs="srn_tanh_forward",
    hint=(
        "Work out two steps by hand: take the sums of the worked example of srn, and pass each through tanh before it is kept "
        "and handed on. No state can pass 1.",
        "There is one tanh a step: around the whole sum, not around each term, and not around the output. Keep all digits; "
        "only a printed table is rounded.",
    ),
)
def test_worked_example(student, reference, rng, compare):
    inputs = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
    ones = np.ones((2, 2))
    got = student.srn_tanh_forward(inputs, ones, ones, ones)
    compare_answers(compare, got, reference.srn_tanh_forward(inputs, ones, ones, ones))


@check(
    points=1,
    title="A single step from the zero state",
    needs="srn_tanh_forward",
    hint="Work it out by hand: h_1 is tanh of W_xh x_1, with one tanh. The output is W_hy h_1 with no tanh of its own: it may pass 1.",
    hints={
        "raised": (
            "No size is fixed here: one step, 3 inputs, 4 units, 2 outputs. Read T, I, H and O from the shapes of the arguments.",
            "W_xh is (H, I) and x_t is (I,): W_xh @ x_t is (H,). Work out the shape of each product in that line the same way.",
        ),
        "shape": "There is one row a step: outputs is (T, O), states is (T, H), with T, O and H read from the arguments.",
    },
)
def test_single_step(student, reference, rng, compare):
    arguments = rng.values(1, 3), rng.values(4, 3), rng.values(4, 4), rng.values(2, 4, scale=3.0)
    compare_answers(compare, student.srn_tanh_forward(*arguments), reference.srn_tanh_forward(*arguments))


@check(
    points=2,
    title="A random sequence",
    needs="srn_tanh_forward",
    hint="If the single step is right and this is not: tanh is taken once, of the sum of both terms, and the next step goes "
    "on from the squashed state. W_hh is not turned over.",
)
def test_random_sequence(student, reference, rng, compare):
    arguments = rng.values(7, 3), rng.values(4, 3), rng.values(4, 4), rng.values(2, 4)
    want = reference.srn_tanh_forward(*arguments)
    compare_answers(compare, student.srn_tanh_forward(*arguments), want)
    compare_answers(compare, student.srn_tanh_forward(*arguments), want)  # the second call starts as the first did


@check(
    points=1,
    title="A given initial state",
    needs="srn_tanh_forward",
    hint="h0 is the state that the first step starts from, as it is: it passes through tanh only as a part of the first sum.",
)
def test_initial_state(student, reference, rng, compare):
    arguments = rng.values(4, 3), rng.values(2, 3), rng.values(2, 2), rng.values(3, 2), rng.values(2, scale=2.0)
    compare_answers(compare, student.srn_tanh_forward(*arguments), reference.srn_tanh_forward(*arguments))


@check(
    points=1,
    title="The arguments are left alone",
    needs="srn_tanh_forward",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "The arrays that you are given belong to the caller, and h = h0 makes no copy. Compute into new arrays.",
            "Look for +=, *= and x[t] = … on an argument, or on a name that still is one: write h = h + … instead.",
        ),
    },
)
def test_arguments_kept(student, reference, rng, compare):
    arguments = rng.values(5, 3), rng.values(3, 3), rng.values(3, 3), rng.values(2, 3), rng.values(3)
    seen = watching(student.srn_tanh_forward, arguments=True)(*arguments)
    compare.unchanged(seen.arguments, arguments, names=("inputs", "W_xh", "W_hh", "W_hy", "h0"))
    compare_answers(compare, seen.value, reference.srn_tanh_forward(*arguments))
