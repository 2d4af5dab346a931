"""Visible checks of hello_ohlol: teach an nn.RNNCell to read "hello" and say "ohlol".

Nothing is trained from a random start: weights are put into the student's Model and into the reference's.
"""

import numpy as np

from grader.checking import Leaf, Tensor, check, leaves, load, place, watching

LETTERS = "ehlo"
LOSS_RTOL = 1e-4  # honest work differs by some 1e-6, the smallest mistake by some 1e-2


def indices(word):
    return Tensor(np.array([LETTERS.index(letter) for letter in word]))


def as_lesson(word, target):
    """inputs (T, 1, 4) and labels (T, 1), as train takes them."""
    one_hot = np.eye(len(LETTERS), dtype=np.float32)[indices(word).array]
    return Tensor(one_hot[:, None, :]), Tensor(indices(target).array[:, None])


def drawn_weights(rng, inputs=4, hidden=4):
    """Small weights: with large ones honest work drifts apart."""
    return {
        "weight_ih": rng.tensor(hidden, inputs, scale=0.5),
        "weight_hh": rng.tensor(hidden, hidden, scale=0.5),
        "bias_ih": rng.tensor(hidden, scale=0.5),
        "bias_hh": rng.tensor(hidden, scale=0.5),
    }


def model_of(reference, weights):
    """A new Model of the reference's with these weights."""
    hidden, inputs = weights["weight_ih"].shape
    model = reference.Model(inputs, hidden)
    load(model, {f"cell.{name}": tensor for name, tensor in weights.items()})
    return model


def both_models(student, reference, rng, weights):
    """A new Model on each side, with the same weights."""
    hidden, inputs = weights["weight_ih"].shape
    theirs = model_of(reference, weights)
    calls = [(rng.tensor(2, inputs), rng.tensor(2, hidden)) for _ in range(2)]
    mine = student.Model(inputs, hidden)
    place(mine, [Leaf("cell", "RNNCell", weights)], [("", call, theirs(*call)) for call in calls])
    return mine, theirs


def scores_of(model, inputs):
    """The reference's scores at each step of the word."""
    hidden, scores = Tensor(np.zeros((1, 4), dtype=np.float32)), []
    for letter in inputs:
        hidden = model(letter, hidden)
        scores.append(hidden)
    return scores


def compare_word(compare, got, want, scores, epoch):
    """The word of an epoch; left out where two scores lie so close together that honest work may read off another."""
    second, best = np.sort([score.array[0] for score in scores], axis=1)[:, -2:].T
    if (best - second).min() > 0.003:
        compare.decided(got[0][epoch], want[0][epoch], scores, names=f"predictions, epoch {epoch}")


@check(points=0, title="encode answers with a LongTensor")
def test_encode(student, reference, rng, compare):
    compare.like(student.encode("ell"), indices("ell"), names="the indices")


@check(points=0, title="one_hot answers with a tensor of shape (T, 1, 4)")
def test_one_hot(student, reference, rng, compare):
    compare.like(student.one_hot(indices("ell")), as_lesson("ell", "ell")[0], names="the vectors")


@check(points=0, title="A Model can be made, and takes a step")
def test_Model(student, reference, rng, compare):
    model, row = student.Model(), Tensor(np.zeros((1, 4), dtype=np.float32))
    compare.like(model, reference.Model(), names="Model()")
    compare.like(model(row, row), row, names="the state")


@check(points=0, title="train answers with predictions and losses", needs="Model")
def test_train(student, reference, rng, compare):
    got = student.train(student.Model(), *as_lesson("hello", "ohlol"), 2)
    compare.like(got, (["", ""], [0.0, 0.0]), names=("predictions", "losses"))


@check(
    points=1,
    title="Letters as numbers",
    needs="encode",
    hint="A letter's number is its place in IDX2CHAR, which is ['e', 'h', 'l', 'o'] in this order.",
)
def test_letters(student, reference, rng, compare):
    for word in ("hello", "ohlol", "ole"):
        compare.exact(student.encode(word), reference.encode(word), names=f"encode({word!r})")


@check(
    points=1,
    title="Numbers as one-hot vectors",
    needs="one_hot",
    hint="Each number becomes a row of zeros with a 1 at that place. Time is the first axis; the batch of one is the second.",
)
def test_vectors(student, reference, rng, compare):
    got, want = student.one_hot(indices("hello")), reference.one_hot(indices("hello"))
    compare.exact(got, want, axes=("time step", "batch", "class"), names="the vectors")


@check(
    points=2,
    title="One step of the Model",
    needs="Model",
    hint=(
        "The new state is what the one nn.RNNCell makes of the input and the old state: call it once a step. init_hidden gives "
        "zeros of shape (B, H), each time anew.",
        "There is no layer after the cell, and no activation: the state itself holds the scores.",
    ),
    hints={"shape": "Print the Model: it has one nn.RNNCell and no other layer, for the state itself holds the scores."},
)
def test_one_step(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng, drawn_weights(rng))
    kinds = [leaf.kind for leaf in leaves(mine)]
    extra = "RNNCell" in kinds and len(kinds) > 1
    compare.that(not extra, "the Model's layers", expected="one nn.RNNCell", got=", ".join(kinds)[:80])
    start = Tensor(np.zeros((1, 4), dtype=np.float32))
    compare.exact(mine.init_hidden(), start, names="init_hidden()", axes=("batch", "class"))
    letter = rng.tensor(1, 4)
    step, their_step = watching(mine, inside=True), watching(theirs, inside=True)
    for state_before in (start, rng.tensor(1, 4)):
        want = their_step(letter, state_before).value
        compare.equal(step(letter, state_before).value, want, names="the state", axes=("batch", "class"))
        compare.equal(step(letter, state_before).value, want, names="the state, once more", axes=("batch", "class"))


@check(
    points=2,
    title="The first epoch of training",
    needs=("Model", "train"),
    hint=(
        "Work out one epoch by hand: its loss is the sum of the cross entropies of the T steps, not the mean, from before its "
        "update. T times too small is a mean.",
        "The letter of a step is IDX2CHAR at the place of that step's largest score, before the update too.",
        "If it is another number: does a softmax come before the cross entropy, which has its own? Is the loss read off after "
        "the step? Are the weights, or a new model, drawn inside train?",
    ),
)
def test_first_epoch(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng, drawn_weights(rng))
    lesson = as_lesson("hello", "ohlol")
    scores = scores_of(theirs, lesson[0])
    got = watching(student.train, inside=mine)(mine, *lesson, 1).value
    want = watching(reference.train, inside=theirs)(theirs, *lesson, 1).value
    compare.like(got, want, names=("predictions", "losses"))
    compare.equal(got[1], want[1], names="losses", axes=("epoch",), rtol=LOSS_RTOL)
    compare_word(compare, got, want, scores, 0)


@check(
    points=2,
    title="The losses of fifteen epochs",
    needs=("Model", "train"),
    hint=(
        "See where they part. At epoch 1, the first update is another: look at the optimiser, at the state that an epoch starts "
        "from, and at the loss, which starts at zero. At epoch 2, look at what is kept between epochs.",
        "Epoch 1: torch.optim.Adam with that lr; the zero state in each epoch; no .detach() or .data on the way from step to "
        "step. Epoch 2: zero_grad before each backward, and one Adam for the whole call.",
    ),
)
def test_losses(student, reference, rng, compare):
    mine, theirs = both_models(student, reference, rng, drawn_weights(rng))
    lesson = as_lesson("hello", "ohlol")
    got, want = student.train(mine, *lesson), reference.train(theirs, *lesson)
    compare.like(got, want, names=("predictions", "losses"))
    compare.equal(got[1], want[1], names="losses", axes=("epoch",), rtol=LOSS_RTOL)


@check(
    points=1,
    title="The words that are read off",
    needs=("encode", "one_hot", "Model", "train"),
    carries=("encode", "one_hot"),
    hint="A word has one letter a step, the best-scored one, from before the epoch's update; IDX2CHAR turns numbers into letters.",
)
def test_predictions(student, reference, rng, compare):
    weights = drawn_weights(rng)
    mine, theirs = both_models(student, reference, rng, weights)
    lesson = as_lesson("hello", "ohlol")
    word, target = student.one_hot(student.encode("hello")), student.encode("ohlol")
    compare.like(target, indices("ohlol"), names="encode('ohlol')")
    own_lesson = word, Tensor(target.array[:, None])  # as print_example makes it
    got, want = student.train(mine, *own_lesson, 15), reference.train(theirs, *lesson, 15)
    compare.like(got, want, names=("predictions", "losses"))
    for epoch in (0, 2, 6, 14):
        before = model_of(reference, weights)
        reference.train(before, *lesson, epoch)
        compare_word(compare, got, want, scores_of(before, lesson[0]), epoch)
