"""Hidden checks of hello_ohlol."""

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

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


def placed(student, weights, theirs, rng, batch=1):
    """A new Model of the student's with the weights of the reference's, and where they went."""
    hidden, inputs = weights["weight_ih"].shape
    calls = [(rng.tensor(2, inputs), rng.tensor(2, hidden)) for _ in range(2)]
    mine = student.Model(inputs, hidden, batch)
    return mine, place(mine, [Leaf("cell", "RNNCell", weights)], [("", call, theirs(*call)) for call in calls])


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


def compare_losses(compare, got, want):
    compare.like(got, want, names=("predictions", "losses"))
    compare.equal(got[1], want[1], names="losses", axes=("epoch",), rtol=LOSS_RTOL)


@check(
    points=1,
    title="Other words, and vectors of another length",
    needs=("encode", "one_hot"),
    hint="encode takes a word of any length; num_classes is the length of each vector, whatever the alphabet.",
)
def test_words_and_vectors(student, reference, rng, compare):
    for word in (rng.word(LETTERS, 9) + "o", "l"):
        compare.exact(student.encode(word), reference.encode(word), names=f"encode({word!r})")
    for classes in (3, 6):
        numbers = Tensor(rng.integers(0, classes, 4))
        got, want = student.one_hot(numbers, classes), reference.one_hot(numbers, classes)
        compare.exact(got, want, names="the vectors", axes=("time step", "batch", "class"))


@check(
    points=2,
    title="Models of other sizes: the start state and a step",
    needs="Model",
    hint="init_hidden gives zeros of shape (batch_size, hidden_size), of the sizes that the Model was made with. "
    "forward takes a whole batch, (B, I) and (B, H).",
)
def test_other_sizes(student, reference, rng, compare):
    for inputs, hidden, batch in ((3, 5, 2), (6, 2, 4)):
        weights = drawn_weights(rng, inputs, hidden)
        theirs = model_of(reference, weights)
        mine, _ = placed(student, weights, theirs, rng, batch)
        zeros = Tensor(np.zeros((batch, hidden), dtype=np.float32))
        compare.exact(mine.init_hidden(), zeros, names="init_hidden()", axes=("batch", "class"))
        for start in (zeros, rng.tensor(batch, hidden)):
            step = rng.tensor(batch, inputs), start
            got, want = watching(mine, inside=True)(*step), watching(theirs, inside=True)(*step)
            compare.equal(got.value, want.value, names="the state", axes=("batch", "class"))


@check(
    points=2,
    title="Gradients of a step, and the same step after an update",
    needs="Model",
    hint="What forward returns must stay attached to the graph, down to every weight and bias of the cell.",
)
def test_gradients(student, reference, rng, compare):
    weights = drawn_weights(rng, 3, 4)
    theirs = model_of(reference, weights)
    mine, placement = placed(student, weights, theirs, rng)
    step, cotangents = (rng.tensor(2, 3), rng.tensor(2, 4)), (rng.tensor(2, 4),)
    asked = {"inside": True, "cotangents": cotangents, "step": 0.5}
    got = watching(mine, gradients=(mine,), **asked)(*step)
    want = watching(theirs, gradients=(theirs,), **asked)(*step)
    compare.equal(got.value, want.value, names="the state", axes=("batch", "class"))
    compare.gradients(placement.gradients(got.gradients), want.gradients, names=("",))
    compare.equal(mine(*step), theirs(*step), names="the state after the update", axes=("batch", "class"))


@check(
    points=3,
    title="Words of other lengths",
    needs=("Model", "train"),
    hint="train learns from the inputs and labels that it is given, of any length T; hello and ohlol are only an example.",
)
def test_other_words(student, reference, rng, compare):
    for length, epochs in ((8, 12), (1, 3)):
        weights, lesson = drawn_weights(rng), as_lesson(rng.word(LETTERS, length), rng.word(LETTERS, length))
        theirs = model_of(reference, weights)
        mine, _ = placed(student, weights, theirs, rng)
        scores = scores_of(theirs, lesson[0])
        got, want = student.train(mine, *lesson, epochs), reference.train(theirs, *lesson, epochs)
        compare_losses(compare, got, want)
        compare_word(compare, got, want, scores, 0)


@check(
    points=1,
    title="Another learning rate, by position and by name",
    needs=("Model", "train"),
    hint="lr is Adam's learning rate; 0.1 is only its default.",
)
def test_learning_rates(student, reference, rng, compare):
    weights, lesson = drawn_weights(rng), as_lesson("hole", "leho")
    first, second = model_of(reference, weights), model_of(reference, weights)
    mine, _ = placed(student, weights, first, rng)
    compare_losses(compare, student.train(mine, *lesson, 5, 0.02), reference.train(first, *lesson, 5, 0.02))
    mine, _ = placed(student, weights, second, rng)
    got = student.train(mine, *lesson, epochs=4, lr=0.3)
    compare_losses(compare, got, reference.train(second, *lesson, epochs=4, lr=0.3))


@check(
    points=2,
    title="Training goes on, and can be repeated",
    needs=("Model", "train"),
    hint="train changes the model that it is given, and keeps nothing else from call to call: lists, optimizer and running "
    "sums are new each time, random weights are never drawn.",
)
def test_again(student, reference, rng, compare):
    weights, lesson = drawn_weights(rng), as_lesson("hello", "ohlol")
    theirs = model_of(reference, weights)
    mine, _ = placed(student, weights, theirs, rng)
    again, _ = placed(student, weights, theirs, rng)
    first, second = reference.train(theirs, *lesson, 4), reference.train(theirs, *lesson, 4)
    compare_losses(compare, student.train(mine, *lesson, 4), first)
    compare_losses(compare, student.train(mine, *lesson, 4), second)
    compare_losses(compare, student.train(again, *lesson, 4), first)
