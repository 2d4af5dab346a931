"""Hidden checks of rnn_cell."""

import numpy as np

from grader.checking import Tensor, check, load, state, watching

AXES = ("time step", "batch", "unit")


def drawn_weights(rng, inputs, hidden, outputs):
    """Weights and biases for a cell and a linear layer."""
    cell = {
        "weight_ih": rng.tensor(hidden, inputs),
        "weight_hh": rng.tensor(hidden, hidden),
        "bias_ih": rng.tensor(hidden),
        "bias_hh": rng.tensor(hidden),
    }
    return cell, {"weight": rng.tensor(outputs, hidden), "bias": rng.tensor(outputs)}


def built(side, cell_weights, linear_weights, **options):
    """PyTorch's own cell and linear layer with these weights."""
    hidden, inputs = cell_weights["weight_ih"].shape
    cell, linear = side.nn.RNNCell(inputs, hidden, **options), side.nn.Linear(hidden, len(linear_weights["weight"]))
    load(cell, cell_weights)
    load(linear, linear_weights)
    return cell, linear


def inside(modules):
    """The two modules by name, to be watched from inside."""
    return dict(zip(("cell", "linear"), modules, strict=True))


def compare_answers(compare, got, want):
    """States first: outputs that are wrong because of a wrong state are a consequence."""
    compare.like(got, want, names=("outputs", "hiddens"))
    compare.equal((got[1], got[0]), (want[1], want[0]), names=("hiddens", "outputs"), axes=AXES)


def compare_parameters(compare, module, want, name):
    """Every weight 1, every bias 0; a bias that is left out or of shape (1,) counts as 0."""
    found = state(module)
    for key, tensor in want.items():
        given = found.get(key)
        if given is None and key.startswith("bias"):
            continue
        if given is not None and key.startswith("bias") and given.shape == (1,):
            tensor = Tensor(np.zeros(1, dtype=np.float32))
        compare.equal(given, tensor, names=f"{name}.{key}")


@check(
    points=1,
    title="Models of ones, of other sizes",
    needs="build_model",
    hint="Every weight is 1 and every bias 0, in both modules; no size is fixed.",
)
def test_other_models(student, reference, rng, compare):
    for inputs, hidden, outputs in ((1, 4, 3), (6, 2, 5)):
        sizes = inputs, hidden, outputs
        got, want = student.build_model(*sizes), reference.build_model(*sizes)
        compare.like(got, want, names=("cell", "linear"))
        step = {"cell": (rng.tensor(2, inputs), rng.tensor(2, hidden)), "linear": (rng.tensor(2, hidden),)}
        for mine, theirs, name in zip(got, want, step, strict=True):
            compare_parameters(compare, mine, state(theirs), name)
            compare.equal(mine(*step[name]), theirs(*step[name]), names=f"what the {name} computes")


@check(
    points=1,
    title="One step, and sizes that agree",
    needs="run_cell",
    hint="seq is (T, B, I): the first axis is time, the second the batch, also when their sizes agree. T may be 1.",
)
def test_sizes_that_agree(student, reference, rng, compare):
    for steps, batch, size in ((1, 2, 3), (4, 4, 4)):
        weights = drawn_weights(rng, size, size, size)
        arguments = rng.tensor(steps, batch, size), rng.tensor(batch, size)
        mine, theirs = built(student, *weights), built(reference, *weights)
        got = watching(student.run_cell, inside=inside(mine))(*mine, *arguments)
        want = watching(reference.run_cell, inside=inside(theirs))(*theirs, *arguments)
        compare_answers(compare, got.value, want.value)


@check(
    points=1,
    title="A cell with another activation",
    needs="run_cell",
    hint="Call the cell and the linear layer that you are given. Sums made by hand from their weights know neither the "
    "activation nor the biases.",
)
def test_another_cell(student, reference, rng, compare):
    weights = drawn_weights(rng, 3, 5, 2)
    arguments = rng.tensor(3, 4, 3), rng.tensor(4, 5)
    mine, theirs = (built(side, *weights, nonlinearity="relu") for side in (student, reference))
    got = watching(student.run_cell, inside=inside(mine))(*mine, *arguments)
    want = watching(reference.run_cell, inside=inside(theirs))(*theirs, *arguments)
    compare_answers(compare, got.value, want.value)


@check(
    points=2,
    title="Gradients, and the answers after a step of training",
    needs="run_cell",
    hint="The way from every output and every state back to every weight must stay open, through all earlier steps.",
)
def test_training_step(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 3, 4)
    arguments = rng.tensor(5, 2, 2), rng.tensor(2, 3)
    cotangents = rng.tensor(5, 2, 4), rng.tensor(5, 2, 3)
    mine, theirs = built(student, *weights), built(reference, *weights)
    asked = {"cotangents": cotangents, "step": 0.1}
    got = watching(student.run_cell, gradients=mine, inside=inside(mine), **asked)(*mine, *arguments)
    want = watching(reference.run_cell, gradients=theirs, inside=inside(theirs), **asked)(*theirs, *arguments)
    compare_answers(compare, got.value, want.value)
    compare.gradients(got.gradients, want.gradients, names=("cell", "linear"))
    compare_answers(compare, student.run_cell(*mine, *arguments), reference.run_cell(*theirs, *arguments))
