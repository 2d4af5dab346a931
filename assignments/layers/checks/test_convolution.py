"""Checks of convolution."""

import numpy as np

from grader.checking import check, watching

GRADIENTS = ("dx", "dw", "db")
AXES = ("image", "filter", "row", "column")


def draw_layer(rng, images=2, channels=2, size=(4, 5), filters=3, window=(2, 3)):
    """x, w and b."""
    x, w = rng.values(images, channels, *size), rng.values(filters, channels, *window)
    return x, w, rng.values(filters)


def forward(compare, side, *arguments, **options):
    """The output, and the cache that the same side gets back."""
    got = side.conv_forward(*arguments, **options)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 2,
        "conv_forward",
        expected="two things: out and cache",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    return got


def compare_forward(compare, student, reference, *arguments, **options):
    """Compare the forward pass; return both caches, and the output's shape."""
    out, cache = forward(compare, student, *arguments, **options)
    want, want_cache = forward(compare, reference, *arguments, **options)
    compare.equal(out, want, names="out", axes=AXES)
    return cache, want_cache, want.shape


def compare_layer(compare, student, reference, rng, *arguments, **options):
    caches = compare_forward(compare, student, reference, *arguments, **options)
    cache, want_cache, shape = caches
    dout = rng.values(*shape)
    compare.equal(
        student.conv_backward(dout, cache),
        reference.conv_backward(dout, want_cache),
        names=GRADIENTS,
    )


@check(points=0, title="conv_forward answers with out and cache")
def test_conv_forward(student, reference, rng, compare):
    out, _ = forward(compare, student, *draw_layer(rng, size=(3, 3), window=(2, 2)))
    compare.like(out, np.zeros((2, 3, 2, 2)), names="out")


@check(points=0, title="conv_backward answers with three gradients")
def test_conv_backward(student, reference, rng, compare):
    _, cache = forward(compare, student, *draw_layer(rng, size=(3, 3), window=(2, 2)))
    got = student.conv_backward(rng.values(2, 3, 2, 2), cache)
    compare.that(
        isinstance(got, tuple | list) and len(got) == 3,
        "conv_backward",
        expected="three things: dx, dw and db",
        got=f"{len(got)} things" if isinstance(got, tuple | list) else "one thing",
    )
    # The shape of dx is left to the checks with points: one slip in it shall not cost them all.
    _, dw, db = got
    compare.like((dw, db), (np.zeros((3, 2, 2, 2)), np.zeros(3)), names=GRADIENTS[1:])


@check(
    points=2,
    title="The worked example, forward",
    needs="conv_forward",
    hint=(
        "A filter of 1 and -1 takes the difference of two neighbours; the bias comes on top.",
        "The first output is 0 * 1 + 1 * (-1) + 0.5: window and filter number by number, in "
        "the same order.",
    ),
    hints={
        "raised": (
            "P = 1 + (H + 2 pad - K) / stride is used as a size: it has to be an int, so "
            "divide by //."
        ),
        "shape": "out is (N, F, P, Q), with P = 1 + (H + 2 pad - K) // stride and Q likewise.",
    },
)
def test_worked_example(student, reference, rng, compare):
    x, w = np.arange(9.0).reshape(1, 1, 3, 3), np.array([[[[1.0, -1.0]]]])
    compare_forward(compare, student, reference, x, w, np.array([0.5]))


@check(
    points=3,
    title="Images with channels",
    needs="conv_forward",
    hint=(
        "An output sums over all channels of its window, and over nothing else: not over the "
        "images.",
        "The filter is not turned over. Rows and columns are different numbers here, of image"
        " and filter: is one taken for the other?",
    ),
    hints={
        "raised": "A window is (N, C, K, L) and a filter (C, K, L): which axes are summed over?",
        "shape": (
            "out is (N, F, P, Q): a filter gives one number a window, for all channels together."
        ),
    },
)
def test_channels(student, reference, rng, compare):
    compare_forward(compare, student, reference, *draw_layer(rng))


@check(
    points=2,
    title="Padding, and windows two apart",
    needs="conv_forward",
    hint=(
        "Zeros come on all four sides before anything slides. Window p starts at row p * stride.",
        "Pad the last two axes only: np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))).",
    ),
    hints={
        "raised": "Windows go over the padded image, whose sides are longer by 2 pad.",
        "shape": "P = 1 + (H + 2 pad - K) // stride: is pad counted on both sides, and is stride in it?",
    },
)
def test_padding(student, reference, rng, compare):
    arguments = draw_layer(rng, size=(5, 5), window=(3, 3))
    compare_forward(compare, student, reference, *arguments, stride=2, pad=1)


@check(
    points=4,
    title="Gradients",
    needs=("conv_forward", "conv_backward"),
    hint=(
        "Each window gives its part of dx and of dw, and windows overlap: add, do not overwrite.",
        "Of window (p, q): dw[f] gets dout[n, f, p, q] * window, dx's window gets dout[n, f, "
        "p, q] * w[f], summed over n or f. db sums dout over all but the filters.",
    ),
    hints={
        "raised": (
            "The cache has to hold x, padded or not, w, stride and pad: what did you put into it?"
        ),
        "shape": "dx is (N, C, H, W), dw (F, C, K, L) and db (F,).",
    },
)
def test_gradients(student, reference, rng, compare):
    compare_layer(compare, student, reference, rng, *draw_layer(rng))
