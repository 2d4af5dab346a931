"""Checks of train. The models are PyTorch's own, with given weights: nothing is left to luck."""

import numpy as np

from grader.checking import Tensor, check, load

RTOL = 1e-4  # what an optimizer makes of float32's last digits within a few epochs


def both_models(student, reference, rng):
    """A linear layer on each side, with the same weights."""
    weights = {"weight": rng.tensor(2, 3, scale=0.5), "bias": rng.tensor(2, scale=0.5)}
    models = student.nn.Linear(3, 2), reference.nn.Linear(3, 2)
    for model in models:
        load(model, weights)
    return models


def both_loaders(student, reference, rng, items, batch_size):
    """The same pairs on each side, in batches."""
    pairs = [(rng.tensor(3), Tensor(np.array(rng.integers(0, 2)))) for _ in range(items)]
    return [side.nn.DataLoader(pairs, batch_size=batch_size) for side in (student, reference)]


def compare_losses(compare, got, want):
    compare.equal(got, want, names="losses", axes=("epoch",), rtol=RTOL)


@check(points=0, title="train answers with a float an epoch")
def test_train(student, reference, rng, compare):
    model, _ = both_models(student, reference, rng)
    loader, _ = both_loaders(student, reference, rng, 2, 2)
    compare.like(student.train(model, loader, 2), [0.0, 0.0], names="losses")


@check(
    points=4,
    title="Four epochs of two batches",
    needs="train",
    hint="The loss is taken before the update, and gradients are set to zero for each batch.",
)
def test_two_batches(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng)
    loader, their_loader = both_loaders(student, reference, rng, 4, 2)
    compare_losses(compare, student.train(mine, loader, 4), reference.train(theirs, their_loader, 4))


### BEGIN HIDDEN TESTS
@check(
    points=2,
    title="Another learning rate, and a smaller last batch",
    needs="train",
    hint="lr is an argument. Every batch counts alike in the mean.",
)
def test_other_rate(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng)
    loader, their_loader = both_loaders(student, reference, rng, 5, 3)
    got = student.train(mine, loader, 3, 0.02)
    compare_losses(compare, got, reference.train(theirs, their_loader, 3, 0.02))


@check(
    points=2,
    title="Training goes on, and changes the model",
    needs="train",
    hint="train starts from the weights that the model has, and changes that very model.",
)
def test_again(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng)
    loader, their_loader = both_loaders(student, reference, rng, 4, 4)
    got = student.train(mine, loader, epochs=2, lr=0.05)
    compare_losses(compare, got, reference.train(theirs, their_loader, epochs=2, lr=0.05))
    x = rng.tensor(2, 3)
    compare.equal(mine(x), theirs(x), names="the scores after training", rtol=RTOL)
### END HIDDEN TESTS
