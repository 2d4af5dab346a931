"""Checks of training. The models are PyTorch's own, with given weights: nothing is left to luck."""

import numpy as np

from grader.checking import Tensor, check, load

LETTERS = 27
RTOL = 1e-4  # what Adam makes of float32's last digits within a few epochs


def both_models(student, reference, rng, width=5):
    """An embedding and a linear layer on each side, with the same weights."""
    weights = {
        "0.weight": rng.tensor(LETTERS, width, scale=0.5),
        "1.weight": rng.tensor(LETTERS, width, scale=0.5),
        "1.bias": rng.tensor(LETTERS, scale=0.5),
    }
    models = []
    for side in (student, reference):
        model = side.nn.Sequential(
            side.nn.Embedding(LETTERS, width), side.nn.Linear(width, LETTERS)
        )
        load(model, weights)
        models.append(model)
    return models


def both_loaders(student, reference, rng, items, steps, batch_size):
    """The same pairs of indices on each side, in batches."""
    draw = lambda: Tensor(rng.integers(0, LETTERS, steps))  # noqa: E731
    pairs = [(draw(), draw()) for _ in range(items)]
    return [side.nn.DataLoader(pairs, batch_size=batch_size) for side in (student, reference)]


def compare_losses(compare, got, want):
    compare.equal(got, want, names="losses", axes=("epoch",), rtol=RTOL)


@check(points=0, title="train answers with a float an epoch")
def test_train(student, reference, rng, compare):
    model, _ = both_models(student, reference, rng)
    loader, _ = both_loaders(student, reference, rng, 2, 3, 2)
    compare.like(student.train(model, loader, 2), [0.0, 0.0], names="losses")


@check(
    points=2,
    title="One batch, three epochs",
    needs="train",
    hint=(
        "See where the losses part. At epoch 0 it is the loss itself: the mean cross entropy "
        "over all letters, taken before the update. Later it is the update.",
        "One Adam, with lr, is made before the first epoch and serves the whole call; each "
        "batch is zero_grad, backward, step.",
    ),
    hints={
        "raised": (
            "cross_entropy wants the classes on the second axis, (B, C, T), or all letters in"
            " one row: (B * T, C) and (B * T,)."
        ),
        "shape": "losses is a list of floats, one an epoch.",
    },
)
def test_one_batch(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng)
    loader, their_loader = both_loaders(student, reference, rng, 3, 4, 3)
    compare_losses(
        compare, student.train(mine, loader, 3), reference.train(theirs, their_loader, 3)
    )


@check(
    points=3,
    title="Several batches",
    needs="train",
    hint=(
        "An epoch's loss is the mean of its batches' losses, each from before its update.",
        "Gradients add up until they are set to zero: zero_grad belongs before each backward,"
        " once a batch.",
    ),
    hints={
        "raised": "loss.item() is a number to keep; the loss itself drags its graph along.",
        "shape": "losses has one float an epoch, not one a batch.",
    },
)
def test_batches(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng)
    loader, their_loader = both_loaders(student, reference, rng, 6, 3, 2)
    compare_losses(
        compare, student.train(mine, loader, 5), reference.train(theirs, their_loader, 5)
    )
