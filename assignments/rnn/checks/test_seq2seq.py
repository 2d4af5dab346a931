"""Visible checks of seq2seq: an encoder and a decoder that translate words.

Nothing is trained from a random start: weights are put into the student's Seq2Seq and into the reference's.
"""

import itertools

import numpy as np

from grader.checking import Leaf, Tensor, check, load, place, watching

LETTERS = "SE?abcdefghijklmnopqrstuvwxyz"
PAIRS = (("hello", "hola"), ("cat", "gato"), ("good", "bueno"))
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


def told_apart(compare, got, want):
    """Tensors that are right, but in another order, are told as that."""
    if isinstance(got, tuple | list) and len(got) == 3 and all(isinstance(each, Tensor) for each in got):
        orders = itertools.permutations(range(3))
        fitting = (order for order in orders if all(same(got[at], want[to]) for at, to in enumerate(order)))
        order = next(fitting, (0, 1, 2))
        compare.that(order == (0, 1, 2), "the answer", expected=", ".join(NAMES), got=", ".join(NAMES[to] for to in order))


def same(one, other):
    return one.shape == other.shape and np.array_equal(one.array, other.array)


def compare_data(compare, got, want):
    """As words first, which say more than numbers do."""
    told_apart(compare, got, want)
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


def say_only_end(model):
    """Puts weights into fc with which every step says E."""
    bias = as_one_hot(["E"])
    probe = ("", (as_one_hot(["ab"]), zeros(1, 1, 128), as_one_hot(["cd"])), Tensor(np.repeat(bias.array, 2, axis=0)))
    place(model, [Leaf("fc", "Linear", {"weight": zeros(29, 128), "bias": bias[0, 0]})], [probe])


@check(points=0, title="make_data answers with three tensors")
def test_make_data(student, reference, rng, compare):
    got = student.make_data([("cat", "gato")])
    told_apart(compare, got, as_tensors([("cat", "gato")]))
    compare.like(got, as_tensors([("cat", "gato")]), names=NAMES)


@check(points=0, title="A TranslateDataset can be made, and has a length")
def test_TranslateDataset(student, reference, rng, compare):
    tensors = zeros(2, 6, 29), zeros(2, 6, 29), as_indices(["hola?E", "gato?E"])
    dataset = student.TranslateDataset(*tensors)
    compare.like(dataset, reference.TranslateDataset(*tensors), names="TranslateDataset()")
    compare.exact(len(dataset), 2, names="the dataset's length")


@check(points=0, title="A Seq2Seq can be made, and gives scores")
def test_Seq2Seq(student, reference, rng, compare):
    model, rows = student.Seq2Seq(), zeros(6, 6, 29)
    compare.like(model, reference.Seq2Seq(), names="Seq2Seq()")
    compare.like(model(rows, zeros(1, 6, 128), rows), rows, names="the scores")


@check(points=0, title="train answers with one loss an epoch", needs="Seq2Seq")
def test_train(student, reference, rng, compare):
    loader = loader_of(student, PAIRS, 3)
    compare.like(student.train(student.Seq2Seq(), loader, 2), [0.0, 0.0], names="losses")


@check(points=0, title="translate answers with a string", needs="Seq2Seq")
def test_translate(student, reference, rng, compare):
    model = student.Seq2Seq()
    say_only_end(model)
    compare.like(student.translate(model, "hello"), "", names="the translation")


@check(
    points=2,
    title="The data of the three pairs",
    needs="make_data",
    hint=(
        "Write the three texts of one pair down: word padded + E, S + target padded, target padded + E. The padding comes before "
        "the E, and the last two are the same letters, one step apart.",
        "dec_output holds indices, the others one-hot vectors: row i of the identity matrix is letter i.",
    ),
    hints={
        "raised": "A pair may be a tuple, which cannot be changed: take it apart, word, target = pair, and pad new strings.",
    },
)
def test_three_pairs(student, reference, rng, compare):
    for pairs in (PAIRS, PAIRS[::-1], PAIRS):
        compare_data(compare, student.make_data(list(pairs)), as_tensors(pairs))


@check(
    points=1,
    title="make_data leaves the pairs alone",
    needs="make_data",
    hint="The answer itself differs here, with other inputs: mend the checks above first.",
    hints={
        "changed": (
            "seq_data belongs to the caller: give the padded words names of your own and do not write them back.",
            "Look for pair[0] = …: word, target = pair, and then word = word.ljust(n_step, '?'), changes nothing of the pair.",
        ),
    },
)
def test_pairs_kept(student, reference, rng, compare):
    pairs = [("good", "bueno"), ("cat", "gato")]
    seen = watching(student.make_data, arguments=True)(pairs)
    compare.unchanged(seen.arguments, (pairs,), names=("seq_data",))
    compare_data(compare, seen.value, as_tensors(pairs))


@check(
    points=1,
    title="Items of the dataset",
    needs="TranslateDataset",
    hint="Item k is row k of each tensor, in the order enc_input, dec_input, dec_output.",
)
def test_items(student, reference, rng, compare):
    tensors = rng.tensor(3, 6, 29), rng.tensor(3, 6, 29), Tensor(rng.integers(0, 29, 3, 6))
    dataset = student.TranslateDataset(*tensors)
    compare.like(dataset, reference.TranslateDataset(*tensors), names="TranslateDataset()")
    for at in (0, 2, 1):
        want = tuple(tensor[at] for tensor in tensors)
        item = dataset[at]
        told_apart(compare, item, want)
        compare.exact(item, want, names=NAMES)


@check(
    points=1,
    title="Scores of a batch, from the zero state",
    needs="Seq2Seq",
    hint=(
        "Follow one word through: the encoder reads it from enc_hidden, and the decoder, a network of its own, starts from the "
        "encoder's last state. Its outputs go through the linear layer, without a softmax.",
        "Words come batch first, and nn.RNN wants time first: swap the two axes with transpose(0, 1). view and reshape mix "
        "words with steps. Nothing is kept from call to call.",
    ),
    hints={
        "shape": "Scores go out time first, (n_step+1, B, C), though words come in batch first: swap the first two axes once.",
        "raised": "Print the shapes in that line. Words come batch first, (B, n_step+1, C); nn.RNN wants time first; a state is (1, B, H).",
    },
)
def test_scores(student, reference, rng, compare):
    mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_class=7, n_hidden=5))
    enc_input, _, dec_input = drawn_call(rng, 7, 5, 3, 4)
    call = enc_input, zeros(1, 3, 5), dec_input
    run, want = watching(mine, inside=True), watching(theirs, inside=True)(*call).value
    compare.equal(run(*call).value, want, names="the scores", axes=SCORE_AXES)
    compare.equal(run(*call).value, want, names="the scores, once more", axes=SCORE_AXES)


@check(
    points=1,
    title="Scores from a given state",
    needs="Seq2Seq",
    hint="See which state the encoder gets: it starts from enc_hidden, which need not be zero, and the decoder from where the "
    "encoder ends.",
)
def test_given_state(student, reference, rng, compare):
    mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_class=6, n_hidden=4))
    call = drawn_call(rng, 6, 4, 2, 3)
    got, want = watching(mine, inside=True)(*call), watching(theirs, inside=True)(*call)
    compare.equal(got.value, want.value, names="the scores", axes=SCORE_AXES)


@check(
    points=2,
    title="The first twenty losses",
    needs=("Seq2Seq", "train"),
    hint=(
        "See where they part. At epoch 0 it is the loss: the mean over a word's steps, and the sum over a batch's words. Later "
        "it is the update: look at what is kept between batches and epochs.",
        "Epoch 0: the decoder reads dec_input, and is to say dec_output. N times too small is a mean over words. Later: zero_grad "
        "before each backward, and one Adam for the whole call.",
    ),
    hints={
        "raised": "This model has another n_hidden than the default: take the zero state's size from the model and its batch from "
        "the batch, never 128 or 3.",
    },
)
def test_losses(student, reference, rng, compare):
    mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_hidden=12, scale=0.3))
    got = student.train(mine, loader_of(student, PAIRS, 3), 20)
    want = reference.train(theirs, loader_of(reference, PAIRS, 3), 20)
    compare.equal(got, want, names="losses", axes=("epoch",), rtol=LOSS_RTOL)


@check(
    points=1,
    title="Translations by models that were never trained",
    needs=("Seq2Seq", "translate"),
    hint=(
        "Print what goes into the model: the word, padded, with its E; the zero state; and S with n_step times ? for the decoder.",
        "The decoder is given ? at every step, never its own letters. The best-scored letter of each step is taken, and the first "
        "E ends the word.",
    ),
    hints={
        "raised": "A model that was never trained may say no E at all, and has another n_hidden than the default: handle both.",
    },
    carries="make_data",
)
def test_untrained(student, reference, rng, compare):
    for n_hidden in (8, 11):
        drawn, word = draw_case(reference, rng, n_hidden, n_step=5)
        compare_translation(student, reference, rng, compare, drawn, word, n_step=5)


@check(
    points=1,
    title="A model that goes on after E",
    needs=("Seq2Seq", "translate"),
    hint="The first E ends the translation: it goes, and so does all that follows it. Try it on the string noEno?.",
    carries="make_data",
)
def test_cut_at_end(student, reference, rng, compare):
    for text in ("noEno?", "aEbcEd", "Eabcde"):
        compare_translation(student, reference, rng, compare, saying_leaves(rng, text), "hello", n_step=5)


@check(
    points=1,
    title="hello, cat and good after 300 epochs",
    needs=("make_data", "TranslateDataset", "Seq2Seq", "train", "translate"),
    hint="All your parts work together here. If the checks of the parts pass, see whether train changes the model that it is "
    "given, and whether translate starts from the zero state.",
    carries="make_data",
)
def test_three_words(student, reference, rng, compare):
    mine, theirs, _ = both_models(student, reference, rng, drawn_leaves(rng, n_hidden=128, scale=0.088))
    tensors = student.make_data(list(PAIRS))
    compare.like(tensors, as_tensors(PAIRS), names=NAMES)
    dataset = student.TranslateDataset(*tensors)
    compare.like(dataset, reference.TranslateDataset(*as_tensors(PAIRS)), names="TranslateDataset()")
    student.train(mine, student.nn.DataLoader(dataset, batch_size=3), 300)
    reference.train(theirs, loader_of(reference, PAIRS, 3), 300)
    enc_input, dec_input, _ = as_tensors([(word, "") for word, _ in PAIRS])
    scores = theirs(enc_input, zeros(1, 3, 128), dec_input)
    for word, _ in PAIRS:
        reference.make_data([(word, "?????")])  # as some ask it, for when it stands in for the student's
        got, want = student.translate(mine, word), reference.translate(theirs, word)
        compare.decided(got, want, scores, names=f"the translation of {word}")
