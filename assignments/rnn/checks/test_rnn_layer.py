"""Visible checks of rnn_layer: the same network with torch.nn.RNN.

run_rnn is handed PyTorch's own modules, whatever build_model makes.
"""

import numpy as np

from grader.checking import Tensor, check, leaves, load, state, watching

NAMES = ("outputs", "h_n")


def full(value, *shape):
    return Tensor(np.full(shape, value, dtype=np.float32))


def drawn_weights(rng, inputs, hidden, outputs, layers=1):
    """Weights and biases for an nn.RNN of so many layers and a linear layer."""
    rnn = {}
    for layer in range(layers):
        rnn[f"weight_ih_l{layer}"] = rng.tensor(hidden, hidden if layer else inputs)
        rnn[f"weight_hh_l{layer}"] = rng.tensor(hidden, hidden)
        rnn[f"bias_ih_l{layer}"] = rng.tensor(hidden)
        rnn[f"bias_hh_l{layer}"] = rng.tensor(hidden)
    return rnn, {"weight": rng.tensor(outputs, hidden), "bias": rng.tensor(outputs)}


def built(side, rnn_weights, linear_weights):
    """PyTorch's own nn.RNN and linear layer with these weights."""
    hidden, inputs = rnn_weights["weight_ih_l0"].shape
    rnn = side.nn.RNN(inputs, hidden, len(rnn_weights) // 4)
    linear = side.nn.Linear(hidden, len(linear_weights["weight"]))
    load(rnn, rnn_weights)
    load(linear, linear_weights)
    return rnn, linear

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
    return dict(zip(("rnn", "linear"), modules, strict=True))


def compare_answers(compare, got, want):
    compare_order(compare, got, want, NAMES)
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
            tensor = full(0, 1)
        compare.equal(given, tensor, names=f"{name}.{key}")


@check(points=0, title="build_model answers with an nn.RNN and an nn.Linear")
def test_build_model(student, reference, rng, compare):
    got = student.build_model(2, 2, 2)
    compare.like(got, reference.build_model(2, 2, 2), names=("rnn", "linear"))
    for module, kind in zip(got, ("RNN", "Linear"), strict=True):
        kinds = [leaf.kind for leaf in leaves(module)]
        compare.that(kinds == [kind], "build_model", expected=f"an nn.{kind}", got=", ".join(kinds) or "no layer")


@check(points=0, title="run_rnn answers with outputs and h_n")
def test_run_rnn(student, reference, rng, compare):
    rnn, linear = student.nn.RNN(2, 2), student.nn.Linear(2, 2)
    got = student.run_rnn(rnn, linear, full(1, 3, 1, 2))
    compare.that(isinstance(got, tuple | list) and len(got) == 2, "the answer", expected="outputs and h_n", got="other")


@check(
    points=1,
    title="The worked example",
    needs=("build_model", "run_rnn"),
    hint="What nn.RNN calls its output is the state at every step; our output is one linear layer further: "
    "1.9281, 1.9985, 2.0000, one for each step.",
    hints={
        "shape": (
            "h_n is returned as nn.RNN gives it, (L, B, H): the state of every layer, not the top layer's alone, and with an axis "
            "for the layers also where there is one. The states of all steps, (T, B, H), go through the linear layer.",
            "If your answer lies batch first, look at how build_model makes the nn.RNN: batch_first is False here.",
        ),
    },
    carries="build_model",
)
def test_worked_example(student, reference, rng, compare):
    inputs = Tensor(np.array([[[1, 1]], [[1, 1]], [[2, 2]]], dtype=np.float32))
    two = Tensor(np.array([[[1, 1], [0, 1]], [[1, 1], [-1, 0]], [[2, 2], [0.5, 0]]], dtype=np.float32))
    for given in (inputs, two):
        got = student.run_rnn(*student.build_model(2, 2, 2), given)
        compare_answers(compare, got, reference.run_rnn(*reference.build_model(2, 2, 2), given))


@check(
    points=1,
    title="Models of ones, with one layer and with two",
    needs="build_model",
    hint="Print the names and values of rnn.named_parameters(): every layer has weights and biases of its own, weight_ih_l0, "
    "weight_ih_l1 and so on. PyTorch fills all of them with random numbers first.",
    hints={
        "raised": "What you build takes time first, (T, B, I), and h0 of shape (L, B, H): look at batch_first and at num_layers.",
        "shape": "Print rnn.num_layers, and the shape of each of rnn.named_parameters(): they follow from the four arguments.",
    },
)
def test_model_of_ones(student, reference, rng, compare):
    for layers in (1, 2):
        got = student.build_model(3, 5, 2, num_layers=layers)
        want = reference.build_model(3, 5, 2, num_layers=layers)
        compare.like(got, want, names=("rnn", "linear"))
        call = {"rnn": (rng.tensor(4, 2, 3), rng.tensor(layers, 2, 5)), "linear": (rng.tensor(2, 5),)}
        for mine, theirs, name in zip(got, want, call, strict=True):
            compare_parameters(compare, mine, state(theirs), name)
            compare.equal(mine(*call[name]), theirs(*call[name]), names=f"what the {name} computes")


@check(
    points=1,
    title="A random sequence through two layers",
    needs="run_rnn",
    hint="inputs is (T, B, I) and the nn.RNN that you are given takes it so. There is an output for every step, and h_n has "
    "the state of every layer after the last step.",
    hints={"shape": "h_n is (L, B, H), the state of every layer after the last step; output[-1] is that of the top layer alone."},
)
def test_random_sequence(student, reference, rng, compare):
    weights = drawn_weights(rng, 3, 4, 5, layers=2)
    inputs = rng.tensor(6, 3, 3)
    mine, theirs = built(student, *weights), built(reference, *weights)
    want = watching(reference.run_rnn, inside=inside(theirs))(*theirs, inputs).value
    run = watching(student.run_rnn, inside=inside(mine))
    compare_answers(compare, run(*mine, inputs).value, want)
    compare_answers(compare, run(*mine, inputs).value, want)  # the second call starts as the first did


@check(
    points=1,
    title="A given initial state, and arguments left alone",
    needs="run_rnn",
    hint="h0 is where each layer starts, (L, B, H): hand it to the nn.RNN. Only None stands for zeros.",
    hints={"changed": "inputs and h0 belong to the caller: compute into new tensors, and write nothing into these."},
)
def test_initial_state(student, reference, rng, compare):
    weights = drawn_weights(rng, 2, 3, 4, layers=2)
    arguments = rng.tensor(4, 3, 2), rng.tensor(2, 3, 3)
    mine, theirs = built(student, *weights), built(reference, *weights)
    seen = watching(student.run_rnn, arguments=True, inside=inside(mine))(*mine, *arguments)
    want = watching(reference.run_rnn, inside=inside(theirs))(*theirs, *arguments)
    compare_answers(compare, seen.value, want.value)
    compare.unchanged(seen.arguments[2:], arguments, names=("inputs", "h0"))


@check(
    points=1,
    title="Gradients reach the nn.RNN and the linear layer",
    needs="run_rnn",
    hint="Outputs and h_n must stay attached to the graph: .data, .detach(), .item(), .numpy() and torch.no_grad() "
    "cut them off.",
    hints={"shape": "outputs is (T, B, O), and h_n is (L, B, H), the state of every layer, also where there is one."},
)
def test_gradients(student, reference, rng, compare):
    weights = drawn_weights(rng, 3, 4, 2)
    inputs, cotangents = rng.tensor(4, 2, 3), (rng.tensor(4, 2, 2), rng.tensor(1, 2, 4))
    mine, theirs = built(student, *weights), built(reference, *weights)
    asked = {"cotangents": cotangents}
    got = watching(student.run_rnn, gradients=mine, inside=inside(mine), **asked)(*mine, inputs)
    want = watching(reference.run_rnn, gradients=theirs, inside=inside(theirs), **asked)(*theirs, inputs)
    compare_answers(compare, got.value, want.value)
    compare.gradients(got.gradients, want.gradients, names=("rnn", "linear"))
