"""Visible checks of rnn_cell: the same network with torch.nn.RNNCell.

run_cell is handed PyTorch's own modules, whatever build_model makes.
"""

import numpy as np

from grader.checking import Tensor, check, leaves, load, state, watching

AXES = ("time step", "batch", "unit")


def full(value, *shape):
    return Tensor(np.full(shape, value, dtype=np.float32))


def drawn_weights(rng, inputs, hidden, outputs):
    """Weights and biases for a cell and a linear layer."""
    cell = {
        "weight_ih": rng.tensor(hidden, inputs),
        "weight_hh": rng.tensor(hidden, hidden),
        "bias_ih": rng.tensor(hidden),
        "bias_hh": rng.tensor(hidden),
    }
    return cell, {"weight": rng.tensor(outputs, hidden), "bias": rng.tensor(outputs)}


def built(side, cell_weights, linear_weights):
    """PyTorch's own cell and linear layer with these weights."""
    hidden, inputs = cell_weights["weight_ih"].shape
    cell, linear = side.nn.RNNCell(inputs, hidden), side.nn.Linear(hidden, len(linear_weights["weight"]))
    load(cell, cell_weights)
    load(linear, linear_weights)
    return cell, linear

def compare_order(compare, got, want, names):
    """Results that are right, but in the other order, are told as that."""
    first, second = want
    usable = isinstance(got, tuple | list) and len(got) == 2 and all(isinstance(each, Tensor) for each in got)
    swapped = usable and not same(first, second) and same(got[0], second) and same(got[1], first)
    compare.that(not swapped, "the answer", expected=" first, then ".join(names), got=" first, then ".join(names[::-1]))


def same(one, other):
    return one.shape == other.shape and np.allclose(one.array, other.array, rtol=1e-4)


def inside(modules):
    """The two modules by name, to be watched from inside."""
    return dict(zip(("cell", "linear"), modules, strict=True))


def compare_answers(compare, got, want):
    """States first: outputs that are wrong because of a wrong state are a consequence."""
    compare_order(compare, got, want, ("outputs", "hiddens"))
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
            tensor = full(0, 1)
        compare.equal(given, tensor, names=f"{name}.{key}")


@check(points=0, title="build_model answers with an nn.RNNCell and an nn.Linear")
def test_build_model(student, reference, rng, compare):
    got = student.build_model(2, 2, 2)
    compare.like(got, reference.build_model(2, 2, 2), names=("cell", "linear"))
    for module, kind in zip(got, ("RNNCell", "Linear"), strict=True):
        kinds = [leaf.kind for leaf in leaves(module)]
        compare.that(kinds == [kind], "build_model", expected=f"an nn.{kind}", got=", ".join(kinds) or "no layer")


@check(points=0, title="run_cell answers with outputs and hiddens")
def test_run_cell(student, reference, rng, compare):
    cell, linear = student.nn.RNNCell(2, 2), student.nn.Linear(2, 2)
    got = student.run_cell(cell, linear, full(1, 3, 1, 2), full(0, 1, 2))
    compare.like(got, (full(0, 3, 1, 2), full(0, 3, 1, 2)), names=("outputs", "hiddens"))


@check(
    points=1,
    title="The worked example",
    needs=("build_model", "run_cell"),
    hint=(
        "Compare with the handout's table: hiddens holds the state after each step, 0.9640, 0.9992, 1.0000. The column “state "
        "before” is only how the table is laid out.",
        "If the first state is off, are the weights 1 and the biases 0? If the second is, is the new state handed on? The cell "
        "has its tanh inside, and what it returns is the state, not the output.",
    ),
    hints={
        "raised": (
            "Several sequences go through at once: seq[t] is (B, I) and hidden is (B, H), and the cell takes both as they are. "
            "Look for a view, a reshape or an unsqueeze that makes one row of them.",
        ),
        "shape": "outputs is (T, B, O) and hiddens (T, B, H): stack one (B, …) a step, along a new first axis.",
    },
    carries="build_model",
)
def test_worked_example(student, reference, rng, compare):
    seq = Tensor(np.array([[[1, 1]], [[1, 1]], [[2, 2]]], dtype=np.float32))
    two = Tensor(np.array([[[1, 1], [0, 1]], [[1, 1], [-1, 0]], [[2, 2], [0.5, 0]]], dtype=np.float32))
    for given, start in ((seq, full(0, 1, 2)), (two, full(0, 2, 2))):
        got = student.run_cell(*student.build_model(2, 2, 2), given, start)
        compare_answers(compare, got, reference.run_cell(*reference.build_model(2, 2, 2), given, start))


@check(
    points=1,
    title="A model of ones",
    needs="build_model",
    hint="PyTorch fills weights and biases with random numbers first, so each has to be set: weights to 1, biases to 0. "
    "All shapes follow from input_size, hidden_size and output_size.",
)
def test_model_of_ones(student, reference, rng, compare):
    got, want = student.build_model(3, 5, 2), reference.build_model(3, 5, 2)
    compare.like(got, want, names=("cell", "linear"))
    step = {"cell": (rng.tensor(2, 3), rng.tensor(2, 5)), "linear": (rng.tensor(2, 5),)}
    for mine, theirs, name in zip(got, want, step, strict=True):
        compare_parameters(compare, mine, state(theirs), name)
        compare.equal(mine(*step[name]), theirs(*step[name]), names=f"what the {name} computes")


@check(
    points=1,
    title="A random sequence, three at a time",
    needs="run_cell",
    hint=(
        "Each step is one call of the cell with the rows of all sequences, (B, I), and the state that the step before "
        "returned, (B, H). See which state the first call gets: it is the hidden that you are given.",
        "Weights and biases are the cell's own affair: call cell(x, h), and compute nothing with its weights yourself.",
    ),
)
def test_random_sequence(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 4, 5)
    arguments = rng.tensor(6, 3, 2), rng.tensor(3, 4)
    mine, theirs = built(student, *weights), built(reference, *weights)
    want = watching(reference.run_cell, inside=inside(theirs))(*theirs, *arguments).value
    run = watching(student.run_cell, inside=inside(mine))
    compare_answers(compare, run(*mine, *arguments).value, want)
    compare_answers(compare, run(*mine, *arguments).value, want)  # the second call starts as the first did


@check(
    points=1,
    title="Gradients reach the cell and the linear layer",
    needs="run_cell",
    hint="Outputs and hiddens must stay attached to the graph: .data, .detach(), .item(), .numpy() and torch.no_grad() "
    "cut them off. Gradients also flow from step to step, through the state.",
)
def test_gradients(student, reference, rng, compare):
    weights = drawn_weights(rng, 3, 4, 2)
    arguments = rng.tensor(4, 2, 3), rng.tensor(2, 4)
    cotangents = rng.tensor(4, 2, 2), rng.tensor(4, 2, 4)
    mine, theirs = built(student, *weights), built(reference, *weights)
    asked = {"cotangents": cotangents}
    got = watching(student.run_cell, gradients=mine, inside=inside(mine), **asked)(*mine, *arguments)
    want = watching(reference.run_cell, gradients=theirs, inside=inside(theirs), **asked)(*theirs, *arguments)
    compare_answers(compare, got.value, want.value)
    compare.gradients(got.gradients, want.gradients, names=("cell", "linear"))


@check(
    points=1,
    title="The arguments are left alone",
    needs="run_cell",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "seq and hidden belong to the caller: hand the new state on under a name, and write nothing into the old one.",
            "Look for hidden[...] = …, hidden.copy_(…) and names that end in an underscore: each writes into the tensor that you were given.",
        ),
    },
)
def test_arguments_kept(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 3, 2)
    arguments = rng.tensor(3, 2, 2), rng.tensor(2, 3)
    seen = watching(student.run_cell, arguments=True)(*built(student, *weights), *arguments)
    compare.unchanged(seen.arguments[2:], arguments, names=("seq", "hidden"))
    compare_answers(compare, seen.value, reference.run_cell(*built(reference, *weights), *arguments))
