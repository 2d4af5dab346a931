"""Hidden checks of rnn_layer."""

import numpy as np

from grader.checking import Tensor, check, load, state, watching

NAMES = ("outputs", "h_n")


def drawn_weights(rng, inputs, hidden, outputs, layers=1):
    """Weights and biases for an nn.RNN of so many layers and a linear layer."""
    rnn = {}
    for layer in range(layers):
        rnn[f"weight_ih_l{layer}"] = rng.tensor(hidden, hidden if layer else inputs)
        rnn[f"weight_hh_l{layer}"] = rng.tensor(hidden, hidden)
        rnn[f"bias_ih_l{layer}"] = rng.tensor(hidden)
        rnn[f"bias_hh_l{layer}"] = rng.tensor(hidden)
    return rnn, {"weight": rng.tensor(outputs, hidden), "bias": rng.tensor(outputs)}


def built(side, rnn_weights, linear_weights, **options):
    """PyTorch's own nn.RNN and linear layer with these weights."""
    hidden, inputs = rnn_weights["weight_ih_l0"].shape
    rnn = side.nn.RNN(inputs, hidden, len(rnn_weights) // 4, **options)
    linear = side.nn.Linear(hidden, len(linear_weights["weight"]))
    load(rnn, rnn_weights)
    load(linear, linear_weights)
    return rnn, linear


def inside(modules):
    """The two modules by name, to be watched from inside."""
    return dict(zip(("rnn", "linear"), modules, strict=True))


def compare_answers(compare, got, want):
    compare.like(got, want, names=NAMES)
    compare.equal(got[0], want[0], names="outputs", axes=("time step", "batch", "unit"))
    compare.equal(got[1], want[1], names="h_n", axes=("layer", "batch", "unit"))


def compare_parameters(compare, module, want, name):
    """Every weight 1, every bias 0; a bias that is left out or of shape (1,) counts as 0."""
    found = state(module)
    extra = [key for key in found if key not in want]
    compare.that(not extra, name, expected=f"the parameters {', '.join(want)}", got=f"also {', '.join(extra)[:80]}")
    for key, tensor in want.items():
        given = found.get(key)
        if given is None and key.startswith("bias"):
            continue
        if given is not None and key.startswith("bias") and given.shape == (1,):
            tensor = Tensor(np.zeros(1, dtype=np.float32))
        compare.equal(given, tensor, names=f"{name}.{key}")


@check(
    points=1,
    title="Models of ones, of other sizes and more layers",
    needs="build_model",
    hint="num_layers may come by position or by name, or be left out; every layer's weights are 1 and its biases 0.",
)
def test_other_models(student, reference, rng, compare):
    for sizes in ((1, 4, 3), (6, 2, 5, 3)):
        inputs, hidden, _, *layers = sizes
        got, want = student.build_model(*sizes), reference.build_model(*sizes)
        compare.like(got, want, names=("rnn", "linear"))
        h0 = rng.tensor(layers[0] if layers else 1, 3, hidden)
        call = {"rnn": (rng.tensor(2, 3, inputs), h0), "linear": (rng.tensor(2, hidden),)}
        for mine, theirs, name in zip(got, want, call, strict=True):
            compare_parameters(compare, mine, state(theirs), name)
            compare.equal(mine(*call[name]), theirs(*call[name]), names=f"what the {name} computes")


@check(
    points=1,
    title="One step, and sizes that agree",
    needs="run_rnn",
    hint="inputs is (T, B, I): the first axis is time, the second the batch, also when their sizes agree. T may be 1.",
)
def test_sizes_that_agree(student, reference, rng, compare):
    for steps, batch, size in ((1, 2, 3), (4, 4, 4)):
        weights = drawn_weights(rng, size, size, size)
        inputs = rng.tensor(steps, batch, size)
        mine, theirs = built(student, *weights), built(reference, *weights)
        got = watching(student.run_rnn, inside=inside(mine))(*mine, inputs)
        want = watching(reference.run_rnn, inside=inside(theirs))(*theirs, inputs)
        compare_answers(compare, got.value, want.value)


@check(
    points=1,
    title="Three layers with another activation; the initial state by name and None",
    needs="run_rnn",
    hint="h_n has a row for each layer of the nn.RNN that you are given, (L, B, H), and each layer starts from its row of "
    "h0. None stands for zeros.",
)
def test_three_layers(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 3, 5, layers=3)
    inputs, h0 = rng.tensor(4, 2, 2), rng.tensor(3, 2, 3)
    mine, theirs = (built(side, *weights, nonlinearity="relu") for side in (student, reference))
    run, their_run = watching(student.run_rnn, inside=inside(mine)), watching(reference.run_rnn, inside=inside(theirs))
    compare_answers(compare, run(*mine, inputs, h0=h0).value, their_run(*theirs, inputs, h0=h0).value)
    compare_answers(compare, run(*mine, inputs, None).value, their_run(*theirs, inputs, None).value)


@check(
    points=2,
    title="Gradients, and the answers after a step of training",
    needs="run_rnn",
    hint="The way from every output and from h_n back to every weight of every layer must stay open.",
)
def test_training_step(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 3, 4, layers=2)
    arguments = rng.tensor(5, 2, 2), rng.tensor(2, 2, 3)
    cotangents = rng.tensor(5, 2, 4), rng.tensor(2, 2, 3)
    mine, theirs = built(student, *weights), built(reference, *weights)
    asked = {"cotangents": cotangents, "step": 0.1}
    got = watching(student.run_rnn, gradients=mine, inside=inside(mine), **asked)(*mine, *arguments)
    want = watching(reference.run_rnn, gradients=theirs, inside=inside(theirs), **asked)(*theirs, *arguments)
    compare_answers(compare, got.value, want.value)
    compare.gradients(got.gradients, want.gradients, names=("rnn", "linear"))
    compare_answers(compare, student.run_rnn(*mine, *arguments), reference.run_rnn(*theirs, *arguments))
