"""Hidden checks of seq2seq."""

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"
NAMES = ("enc_input", "dec_input", "dec_output")
SCORE_AXES = ("step", "word", "class")
LOSS_RTOL = 1e-5  # honest work differs by some 1e-7, a new Adam each epoch by some 1e-4 within a few epochs


def zeros(*shape):
    return Tensor(np.zeros(shape, dtype=np.float32))


def as_indices(texts):
    return Tensor(np.array([[LETTERS.index(letter) for letter in text] for text in texts]))


def as_one_hot(texts):
    return Tensor(np.eye(len(LETTERS), dtype=np.float32)[as_indices(texts).array])


def as_tensors(pairs, n_step=5):
    """What make_data makes of the pairs: enc_input, dec_input, dec_output."""
    words, targets = ([text.ljust(n_step, "?") for text in texts] for texts in zip(*pairs, strict=True))
    enc_input, dec_input = as_one_hot([word + "E" for word in words]), as_one_hot(["S" + target for target in targets])
    return enc_input, dec_input, as_indices([target + "E" for target in targets])


def loader_of(side, pairs, batch_size, n_step=5):
    """Batches of the pairs, from a plain list of items."""
    tensors = as_tensors(pairs, n_step)
    return side.nn.DataLoader([tuple(tensor[at] for tensor in tensors) for at in range(len(pairs))], batch_size=batch_size)


def spelled(tensor):
    """The words that one-hot vectors or indices stand for."""
    numbers = tensor.array.argmax(axis=2) if tensor.array.ndim == 3 else tensor.array
    return ["".join(LETTERS[at] if 0 <= at < len(LETTERS) else "-" for at in row) for row in numbers.tolist()]


def compare_data(compare, got, want):
    """As words first, which say more than numbers do."""
    compare.like(got, want, names=NAMES)
    for name, mine, theirs in zip(NAMES, got, want, strict=True):
        if isinstance(mine, Tensor):
            for at, (one, other) in enumerate(zip(spelled(mine), spelled(theirs), strict=True)):
                compare.exact(one, other, names=f"{name}, pair {at}, as letters")
    compare.exact(got, want, names=NAMES)


def drawn_leaves(rng, n_class=29, n_hidden=8, scale=0.5):
    """Weights for the three layers."""

    def rnn():
        shapes = {"weight_ih_l0": (n_hidden, n_class), "weight_hh_l0": (n_hidden, n_hidden)}
        shapes |= {"bias_ih_l0": (n_hidden,), "bias_hh_l0": (n_hidden,)}
        return {name: rng.tensor(*shape, scale=scale) for name, shape in shapes.items()}

    fc = {"weight": rng.tensor(n_class, n_hidden, scale=scale), "bias": rng.tensor(n_class, scale=scale)}
    encoder, decoder = Leaf("encoder", "RNN", rnn(), also=("enc",)), Leaf("decoder", "RNN", rnn(), also=("dec",))
    return encoder, decoder, Leaf("fc", "Linear", fc)


def drawn_call(rng, n_class, n_hidden, words, steps):
    """Arguments of forward: one-hot rows of random letters and a random start state."""
    enc_input, dec_input = (np.eye(n_class, dtype=np.float32)[rng.integers(0, n_class, words, steps)] for _ in range(2))
    return Tensor(enc_input), rng.tensor(1, words, n_hidden), Tensor(dec_input)


def give(model, drawn):
    """Puts weights into a model of the reference's."""
    load(model, {f"{leaf.name}.{key}": tensor for leaf in drawn for key, tensor in leaf.weights.items()})


def both_models(student, reference, rng, drawn):
    """A new Seq2Seq on each side with the same weights, and where they went on the student's."""
    sizes = drawn[2].weights["weight"].shape
    mine, theirs = student.Seq2Seq(*sizes), reference.Seq2Seq(*sizes)
    give(theirs, drawn)
    calls = [drawn_call(rng, *sizes, words=1, steps=1) for _ in range(2)]
    return mine, theirs, place(mine, drawn, [("", call, theirs(*call)) for call in calls])


def compare_translation(student, reference, rng, compare, drawn, word, n_step):
    """The translation by a model with these weights."""
    mine, theirs, _ = both_models(student, reference, rng, drawn)
    enc_input, dec_input, _ = as_tensors([(word, "")], n_step)
    scores = theirs(enc_input, zeros(1, 1, drawn[2].weights["weight"].shape[1]), dec_input)
    reference.make_data([(word, "?" * n_step)], n_step)  # as some ask it, for when it stands in for the student's
    got = watching(student.translate, inside=mine)(mine, word, n_step).value
    want = watching(reference.translate, inside=theirs)(theirs, word, n_step).value
    compare.decided(got, want, scores, names=f"the translation of {word}")


def draw_case(reference, rng, n_hidden, n_step):
    """Weights and a word whose translation has several letters, each clearly ahead of the next best."""
    model = reference.Seq2Seq(29, n_hidden)
    for _ in range(60):
        drawn, word = drawn_leaves(rng, n_hidden=n_hidden, scale=1.0), rng.word(LETTERS[3:], n_step - 1)
        give(model, drawn)
        if len(set(reference.translate(model, word, n_step))) < 3:
            continue
        enc_input, dec_input, _ = as_tensors([(word, "")], n_step)
        scores = model(enc_input, zeros(1, 1, n_hidden), dec_input).array
        second, best = np.sort(scores, axis=2)[:, 0, -2:].T
        if (best - second).min() > 0.003 * np.abs(scores).max():
            return drawn, word
    raise LookupError("none of 60 words is translated clearly; take another seed")


def saying_leaves(rng, text):
    """Weights with which the decoder says this text, whatever the word: its units switch on one after the other."""
    steps = range(len(text))
    encoder, _, _ = drawn_leaves(rng, n_hidden=len(text))
    _, decoder, fc = drawn_leaves(rng, n_hidden=len(text), scale=0.0)
    decoder.weights["weight_ih_l0"].array[:, LETTERS.index("S")] = [6, *(-6 for _ in steps[1:])]
    decoder.weights["weight_ih_l0"].array[0, LETTERS.index("?")] = -6
    decoder.weights["weight_hh_l0"].array[steps[1:], steps[:-1]] = 3
    for step, letter in enumerate(text):
        fc.weights["weight"].array[LETTERS.index(letter), step] = 1
        fc.weights["bias"].array[LETTERS.index(letter)] += 1
    return encoder, decoder, fc


def drawn_pairs(rng, lengths):
    """Word pairs of these lengths."""
    return [(rng.word(LETTERS[3:], one), rng.word(LETTERS[3:], other)) for one, other in lengths]


def compare_losses(compare, got, want):
    compare.equal(got, want, names="losses", axes=("epoch",), rtol=LOSS_RTOL)


@check(
    points=2,
    title="Other pairs, another n_step, a single pair",
    needs="make_data",
    hint="n_step is the length that words are padded to, whatever it is; a word may be just as long. N is the number of pairs.",
)
def test_other_data(student, reference, rng, compare):
    for n_step, lengths in ((7, ((3, 7), (7, 2))), (3, ((2, 3),))):
        pairs = drawn_pairs(rng, lengths)
        compare_data(compare, student.make_data(pairs, n_step), as_tensors(pairs, n_step))
    pairs = drawn_pairs(rng, ((5, 1),))
    compare_data(compare, student.make_data(pairs), as_tensors(pairs))


@check(
    points=1,
    title="Datasets of other lengths",
    needs="TranslateDataset",
    hint="The length is the number of rows of the tensors. Item k is row k of each, in the order they were given.",
)
def test_other_datasets(student, reference, rng, compare):
    for length in (1, 4):
        tensors = rng.tensor(length, 3, 5), rng.tensor(length, 3, 5), Tensor(rng.integers(0, 5, length, 3))
        dataset = student.TranslateDataset(*tensors)
        compare.like(dataset, reference.TranslateDataset(*tensors), names="TranslateDataset()")
        compare.exact(len(dataset), length, names="the dataset's length")
        for at in reversed(range(length)):
            compare.exact(dataset[at], tuple(tensor[at] for tensor in tensors), names=NAMES)


@check(
    points=2,
    title="Scores of models and batches of other sizes",
    needs="Seq2Seq",
    hint="Swapping two axes is not reshaping. No size is fixed: not the letters, not the state, not the words, not the steps.",
)
def test_other_sizes(student, reference, rng, compare):
    for n_class, n_hidden, words, steps in ((6, 4, 4, 4), (9, 3, 1, 8), (5, 7, 3, 2)):
        mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_class, n_hidden))
        call = drawn_call(rng, n_class, n_hidden, words, steps)
        got, want = watching(mine, inside=True)(*call), watching(theirs, inside=True)(*call)
        compare.equal(got.value, want.value, names="the scores", axes=SCORE_AXES)


@check(
    points=2,
    title="Gradients, and the scores after a step of training",
    needs="Seq2Seq",
    hint="The scores must stay attached to the graph, through the decoder and the state that it starts from, back to the encoder.",
)
def test_gradients(student, reference, rng, compare):
    mine, theirs, placement = both_models(student, reference, rng, drawn_leaves(rng, n_class=6, n_hidden=4))
    call, cotangents = drawn_call(rng, 6, 4, 2, 3), (rng.tensor(3, 2, 6),)
    asked = {"inside": True, "cotangents": cotangents, "step": 0.5}
    got = watching(mine, gradients=(mine,), **asked)(*call)
    want = watching(theirs, gradients=(theirs,), **asked)(*call)
    compare.equal(got.value, want.value, names="the scores", axes=SCORE_AXES)
    compare.gradients(placement.gradients(got.gradients), want.gradients, names=("",))
    compare.equal(mine(*call), theirs(*call), names="the scores after the step", axes=SCORE_AXES)


@check(
    points=2,
    title="Losses with a smaller last batch",
    needs=("Seq2Seq", "train"),
    hint="The zero state takes its batch size from each batch and its length from the model. An epoch's loss is the sum over "
    "all its batches.",
)
def test_smaller_batch(student, reference, rng, compare):
    for n_hidden, batch_size, lengths in ((6, 2, ((5, 4), (3, 3), (4, 5))), (9, 4, ((2, 3), (1, 5)))):
        mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_hidden=n_hidden, scale=0.3))
        pairs = drawn_pairs(rng, lengths)
        got = student.train(mine, loader_of(student, pairs, batch_size), 10)
        compare_losses(compare, got, reference.train(theirs, loader_of(reference, pairs, batch_size), 10))


@check(
    points=1,
    title="Training goes on, with another learning rate",
    needs=("Seq2Seq", "train"),
    hint="train changes the model that it is given and starts from the weights it has. lr is Adam's learning rate, whatever it is.",
)
def test_again(student, reference, rng, compare):
    mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_hidden=5, scale=0.3))
    pairs = drawn_pairs(rng, ((4, 4), (2, 5)))
    loader, their_loader = (loader_of(side, pairs, 2, n_step=6) for side in (student, reference))
    compare_losses(compare, student.train(mine, loader, 4, 0.02), reference.train(theirs, their_loader, 4, 0.02))
    got = student.train(mine, loader, epochs=3, lr=0.005)
    compare_losses(compare, got, reference.train(theirs, their_loader, epochs=3, lr=0.005))


@check(
    points=1,
    title="A model that says ? between letters",
    needs=("Seq2Seq", "translate"),
    carries="make_data",
    hint="? is a filler and no letter: every one goes, wherever it stands.",
)
def test_fillers(student, reference, rng, compare):
    a, b, c = rng.word(LETTERS[3:], 3)
    for text in (f"{a}?{b}{c}?E", f"?{a}??{c}E"):
        compare_translation(student, reference, rng, compare, saying_leaves(rng, text), "cat", n_step=5)


@check(
    points=1,
    title="A model that never says E",
    needs=("Seq2Seq", "translate"),
    carries="make_data",
    hint="The network need not say E. Then nothing is cut off, not even the last letter.",
)
def test_no_end(student, reference, rng, compare):
    text = rng.word(LETTERS[3:], 6)
    compare_translation(student, reference, rng, compare, saying_leaves(rng, text), "good", n_step=5)


@check(
    points=1,
    title="A model that says S between letters, and goes on after E",
    needs=("Seq2Seq", "translate"),
    carries="make_data",
    hint="Only ?, the first E and what follows it go. Any other letter stays, S too, wherever it stands.",
)
def test_start_between(student, reference, rng, compare):
    a, b, c = rng.word(LETTERS[3:], 3)
    compare_translation(student, reference, rng, compare, saying_leaves(rng, f"{a}S{b}E{c}{c}"), "hi", n_step=5)


@check(
    points=1,
    title="Translations with another n_step and another n_hidden",
    needs=("Seq2Seq", "translate"),
    carries="make_data",
    hint="The word is padded to n_step letters, and the decoder is given n_step times ?. The zero state is as long as the "
    "model's own state.",
)
def test_other_steps(student, reference, rng, compare):
    for n_step, n_hidden in ((7, 6), (4, 10)):
        drawn, word = draw_case(reference, rng, n_hidden, n_step)
        compare_translation(student, reference, rng, compare, drawn, word, n_step)
