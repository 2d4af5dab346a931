"""Checks of multi_head. Weights are put into the student's module and into the reference's."""

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

AXES = ("sentence", "step", "number")


def draw_leaves(rng, d_model):
    """Weights for the four layers."""

    def weights():
        return {"weight": rng.tensor(d_model, d_model), "bias": rng.tensor(d_model)}

    return (
        Leaf("w_q", "Linear", weights(), also=("quer", "q_")),
        Leaf("w_k", "Linear", weights(), also=("key", "k_")),
        Leaf("w_v", "Linear", weights(), also=("val", "v_")),
        Leaf("w_o", "Linear", weights(), also=("out", "o_")),
    )


def both_modules(student, reference, rng, d_model, n_heads):
    """A new module on each side with the same weights, and where they went on the student's."""
    drawn = draw_leaves(rng, d_model)
    mine = student.MultiHeadAttention(d_model, n_heads)
    theirs = reference.MultiHeadAttention(d_model, n_heads)
    load(theirs, {f"{leaf.name}.{key}": t for leaf in drawn for key, t in leaf.weights.items()})
    calls = [(rng.tensor(1, 2, d_model),) for _ in range(2)]
    return mine, theirs, place(mine, drawn, [("", call, theirs(*call)) for call in calls])


def compare_answers(compare, mine, theirs, *call):
    """The answers; where they differ, the first layer that was handed something else is named."""
    got, want = watching(mine, inside=True)(*call), watching(theirs, inside=True)(*call)
    compare.equal(got.value, want.value, names="the answer", axes=AXES)


@check(points=0, title="A MultiHeadAttention can be made and called")
def test_MultiHeadAttention(student, reference, rng, compare):
    got = student.MultiHeadAttention(4, 2)(rng.tensor(2, 3, 4))
    compare.like(got, Tensor(np.zeros((2, 3, 4), np.float32)), names="the answer")


@check(
    points=4,
    title="One head",
    needs="MultiHeadAttention",
    hint=(
        "With one head this is attention(w_q(x), w_k(x), w_v(x)), and w_o of its output.",
        "Queries, keys and values are all made of x, each by its own layer. attention returns"
        " two things: output comes first.",
    ),
    hints={
        "raised": (
            "Print the shapes: x is (B, T, D), and attention takes any number of axes in front."
        ),
        "shape": "What comes out has the shape of x, (B, T, D).",
        "gradient": "The answer stays attached to the graph: no .detach(), .item() or .numpy().",
    },
)
def test_one_head(student, reference, rng, compare):
    mine, theirs, _ = both_modules(student, reference, rng, 4, 1)
    x = rng.tensor(2, 3, 4)
    compare_answers(compare, mine, theirs, x)


@check(
    points=5,
    title="Two heads",
    needs="MultiHeadAttention",
    hint=(
        "Head h has the numbers from h * D / n_heads on, of queries, keys and values alike. "
        "Each head divides by the square root of its own width.",
        "Swapping axes is not reshaping: (B, T, D) is viewed as (B, T, heads, D / heads), and"
        " then heads and steps are swapped; on the way back they are swapped first.",
    ),
    hints={
        "raised": (
            "D / n_heads is used as a size: divide by //. After a transpose view needs "
            "contiguous(), or take reshape."
        ),
        "shape": "The heads' outputs are put side by side again: (B, T, D), as x.",
    },
)
def test_two_heads(student, reference, rng, compare):
    mine, theirs, _ = both_modules(student, reference, rng, 6, 2)
    x = rng.tensor(2, 3, 6)
    compare_answers(compare, mine, theirs, x)


@check(
    points=4,
    title="Two heads, and no step looks ahead",
    needs="MultiHeadAttention",
    hint=(
        "The mask is the same for every sentence and every head: hand it on to attention.",
        "If it is right without a mask: is mask used, and not made anew, and is it not turned"
        " over?",
    ),
    hints={
        "raised": "The mask is (T, T), and broadcasts to (B, heads, T, T) as it is.",
        "shape": "A mask changes no shape: the answer stays (B, T, D).",
    },
)
def test_mask(student, reference, rng, compare):
    mine, theirs, _ = both_modules(student, reference, rng, 4, 2)
    x, mask = rng.tensor(2, 4, 4), Tensor(np.tril(np.ones((4, 4), bool)))
    compare_answers(compare, mine, theirs, x, mask)
