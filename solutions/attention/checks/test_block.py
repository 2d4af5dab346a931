"""Checks of block. Weights are put into the student's module and into the reference's."""

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

AXES = ("sentence", "step", "number")


def draw_leaves(rng, d_model, d_hidden):
    """Weights for the eight layers."""

    def linear(inputs, outputs):
        return {"weight": rng.tensor(outputs, inputs), "bias": rng.tensor(outputs)}

    def norm():
        return {"weight": rng.tensor(d_model), "bias": rng.tensor(d_model)}

    square = d_model, d_model
    return (
        Leaf("norm1", "LayerNorm", norm(), also=("1", "attn", "attention", "first")),
        Leaf("norm2", "LayerNorm", norm(), also=("2", "ff", "mlp", "second")),
        Leaf("attention.w_q", "Linear", linear(*square), also=("w_q", "quer")),
        Leaf("attention.w_k", "Linear", linear(*square), also=("w_k", "key")),
        Leaf("attention.w_v", "Linear", linear(*square), also=("w_v", "val")),
        Leaf("attention.w_o", "Linear", linear(*square), also=("w_o",)),
        Leaf("fc1", "Linear", linear(d_model, d_hidden)),
        Leaf("fc2", "Linear", linear(d_hidden, d_model)),
    )


def both_blocks(student, reference, rng, d_model, n_heads, d_hidden):
    """A new block on each side with the same weights, and where they went on the student's."""
    drawn = draw_leaves(rng, d_model, d_hidden)
    mine = student.Block(d_model, n_heads, d_hidden)
    theirs = reference.Block(d_model, n_heads, d_hidden)
    load(theirs, {f"{leaf.name}.{key}": t for leaf in drawn for key, t in leaf.weights.items()})
    calls = [(rng.tensor(1, 2, d_model),) for _ in range(2)]
    return mine, theirs, place(mine, drawn, [("", call, theirs(*call)) for call in calls])


def compare_answers(compare, mine, theirs, *call):
    """The answers; where they differ, the first layer that was handed something else is named."""
    got, want = watching(mine, inside=True)(*call), watching(theirs, inside=True)(*call)
    compare.equal(got.value, want.value, names="the answer", axes=AXES)


@check(points=0, title="A Block can be made and called")
def test_Block(student, reference, rng, compare):
    got = student.Block(4, 2, 8)(rng.tensor(2, 3, 4))
    compare.like(got, Tensor(np.zeros((2, 3, 4), np.float32)), names="the answer")


@check(
    points=4,
    title="A block",
    needs="Block",
    hint=(
        "Both ways around add what came in, before it was normalised.",
        "Write it in two lines: x = x + attention(norm1(x), mask), and then x + "
        "fc2(relu(fc1(norm2(x)))) of the new x.",
    ),
    hints={
        "raised": (
            "Print the shapes: attention and fc2 give back the shape that came in, (B, T, D)."
        ),
        "shape": "What comes out has the shape of x, (B, T, D).",
        "gradient": "The answer stays attached to the graph: no .detach(), .item() or .numpy().",
    },
)
def test_a_block(student, reference, rng, compare):
    mine, theirs, _ = both_blocks(student, reference, rng, 4, 2, 6)
    x = rng.tensor(2, 3, 4)
    compare_answers(compare, mine, theirs, x)


@check(
    points=3,
    title="No step looks ahead",
    needs="Block",
    hint=(
        "Hand the mask on to the attention.",
        "If it is right without a mask, see whether forward gives its mask to attention, the "
        "second argument.",
    ),
    hints={
        "raised": "The mask is (T, T) or None: hand it on as it is.",
    },
)
def test_mask(student, reference, rng, compare):
    mine, theirs, _ = both_blocks(student, reference, rng, 4, 2, 6)
    x, mask = rng.tensor(2, 4, 4), Tensor(np.tril(np.ones((4, 4), bool)))
    compare_answers(compare, mine, theirs, x, mask)


### BEGIN HIDDEN TESTS
@check(
    points=3,
    title="Other sizes",
    needs="Block",
    hint=(
        "No size is fixed; d_hidden may be smaller than D.",
        "fc1 goes from d_model to d_hidden, fc2 back; both norms are of d_model numbers.",
    ),
    hints={
        "raised": (
            "fc1 goes from d_model to d_hidden, fc2 back; both norms are of d_model numbers."
        ),
        "shape": "fc1 goes from d_model to d_hidden, fc2 back: the answer is (B, T, D).",
    },
)
def test_other_sizes(student, reference, rng, compare):
    for d_model, n_heads, d_hidden, batch, steps in ((6, 3, 2, 1, 4), (2, 1, 8, 3, 2)):
        mine, theirs, _ = both_blocks(student, reference, rng, d_model, n_heads, d_hidden)
        x = rng.tensor(batch, steps, d_model)
        compare_answers(compare, mine, theirs, x)


@check(
    points=3,
    title="Gradients, and the answer after a step of training",
    needs="Block",
    hint=(
        "Every layer has a part in the answer, and gets a gradient.",
        "Are both norms used, each once, and is norm2 of what the attention has changed?",
    ),
    hints={
        "gradient": (
            "Every layer has a part in the answer, and gets a gradient: nothing is cut off."
        ),
    },
)
def test_gradients(student, reference, rng, compare):
    mine, theirs, placement = both_blocks(student, reference, rng, 4, 2, 6)
    x, cotangents = rng.tensor(2, 3, 4), (rng.tensor(2, 3, 4),)
    asked = {"inside": True, "cotangents": cotangents, "step": 0.25}
    got = watching(mine, gradients=(mine,), **asked)(x)
    want = watching(theirs, gradients=(theirs,), **asked)(x)
    compare.equal(got.value, want.value, names="the answer", axes=AXES)
    compare.gradients(placement.gradients(got.gradients), want.gradients, names=("",))
    compare.equal(mine(x), theirs(x), names="the answer after the step", axes=AXES)


@check(
    points=2,
    title="The argument is left alone",
    needs="Block",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "x belongs to the caller: give the sum a new tensor.",
            "x += ... writes into the caller's tensor; x = x + ... makes a new one.",
        ),
    },
)
def test_argument_kept(student, reference, rng, compare):
    mine, theirs, _ = both_blocks(student, reference, rng, 4, 1, 4)
    x = rng.tensor(1, 3, 4)
    seen = watching(mine, arguments=True)(x)
    compare.unchanged(seen.arguments, (x,), names=("x",))
    compare.equal(seen.value, theirs(x), names="the answer", axes=AXES)


### END HIDDEN TESTS
