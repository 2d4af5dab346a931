"""Checks of decoding. The models are PyTorch's own, with given weights: nothing is left to luck."""

import numpy as np

from grader.checking import Tensor, check, load

LETTERS = " abcdefghijklmnopqrstuvwxyz"
WIDTH = 4


def as_indices(text):
    return Tensor(np.array([[LETTERS.index(letter) for letter in text]]))


def draw_weights(rng):
    """Weights of an embedding, a transformer layer that sees every letter, and a head."""
    weights = {
        "0.weight": rng.tensor(27, WIDTH, scale=2.0),
        "2.weight": rng.tensor(27, WIDTH, scale=2.0),
        "2.bias": rng.tensor(27),
    }
    shapes = {
        "self_attn.in_proj_weight": (3 * WIDTH, WIDTH),
        "self_attn.in_proj_bias": (3 * WIDTH,),
        "self_attn.out_proj.weight": (WIDTH, WIDTH),
        "self_attn.out_proj.bias": (WIDTH,),
        "linear1.weight": (6, WIDTH),
        "linear1.bias": (6,),
        "linear2.weight": (WIDTH, 6),
        "linear2.bias": (WIDTH,),
        "norm1.weight": (WIDTH,),
        "norm1.bias": (WIDTH,),
        "norm2.weight": (WIDTH,),
        "norm2.bias": (WIDTH,),
    }
    return weights | {f"1.{name}": rng.tensor(*shape, scale=1.5) for name, shape in shapes.items()}


def make_model(side, weights):
    layer = side.nn.TransformerEncoderLayer(WIDTH, 2, 6, 0.0, batch_first=True)
    model = side.nn.Sequential(side.nn.Embedding(27, WIDTH), layer, side.nn.Linear(WIDTH, 27))
    load(model, weights)
    return model


def seen_scores(model, text, prompt, length):
    """The reference's scores behind each letter that was added to the prompt."""
    scores = []
    for at in range(len(prompt), len(text)):
        answer = model(as_indices(text[max(0, at - length) : at]))
        scores.append(answer.array[0, -1] if isinstance(answer, Tensor) else np.zeros(27))
    return np.array(scores)


def clear_margin(scores):
    second, best = np.sort(scores, axis=1)[:, -2:].T
    return float((best - second).min()) > 0.003 * float(np.abs(scores).max())


def draw_case(reference, rng, prompt, n_letters, length):
    """A model that says several letters, each clearly ahead of the next best."""
    for _ in range(80):
        weights = draw_weights(rng)
        model = make_model(reference, weights)
        text = reference.generate(model, prompt, n_letters, length)
        if len(set(text[len(prompt) :])) < min(3, n_letters):
            continue
        scores = seen_scores(model, text, prompt, length)
        if clear_margin(scores):
            return weights, text, scores
    raise LookupError("no model of 80 says letters clearly; take another seed")


def compare_text(compare, student, reference, rng, prompt, n_letters, length):
    weights, want, scores = draw_case(reference, rng, prompt, n_letters, length)
    got = student.generate(make_model(student, weights), prompt, n_letters, length)
    compare.decided(got, want, scores, names=f"what follows {prompt!r}")


@check(points=0, title="generate answers with a text")
def test_generate(student, reference, rng, compare):
    got = student.generate(make_model(student, draw_weights(rng)), "a", 2, 4)
    compare.like(got, "a", names="the text")


@check(
    points=2,
    title="Two letters after a word",
    needs="generate",
    hint=(
        "The prompt itself stands first in the answer. The scores of the last step say the "
        "next letter.",
        "scores is (1, T, C): scores[0, -1] are those of the last step, and the place of the "
        "largest is the letter's index in LETTERS.",
    ),
    hints={
        "raised": "The model takes long indices with a batch in front, (1, T).",
        "shape": "The answer is a text: the prompt and the letters that were added.",
    },
)
def test_two_letters(student, reference, rng, compare):
    compare_text(compare, student, reference, rng, "cat", 2, 8)


@check(
    points=3,
    title="More letters than the model sees",
    needs="generate",
    hint=(
        "The model sees the last `length` letters of what there is so far, the new ones too.",
        "text[-length:] is taken anew for each letter; the prompt alone is not enough.",
    ),
    hints={
        "raised": "The window is cut anew for each letter, from the end of the text so far.",
    },
)
def test_window(student, reference, rng, compare):
    compare_text(compare, student, reference, rng, "the cat", 8, 4)


### BEGIN HIDDEN TESTS
@check(
    points=3,
    title="Other prompts and windows",
    needs="generate",
    hint=(
        "While there are fewer letters than `length`, the model sees all of them.",
        "Nothing is filled up, and no letter is left out: text[-length:] does both cases.",
    ),
    hints={
        "raised": "The prompt may be shorter than `length`, and `length` may be 1.",
    },
)
def test_other_windows(student, reference, rng, compare):
    for prompt, n_letters, length in (("a", 5, 3), ("dog sat", 4, 1), ("on", 3, 20)):
        compare_text(compare, student, reference, rng, prompt, n_letters, length)


@check(
    points=2,
    title="No letters, and one",
    needs="generate",
    hint=(
        "n_letters letters are added to the prompt, not n_letters in all.",
        "Where n_letters is 0 the prompt comes back as it is, also when it is longer than "
        "`length`.",
    ),
    hints={
        "raised": "n_letters may be 0: then the model is not asked at all.",
    },
)
def test_few(student, reference, rng, compare):
    weights, _, _ = draw_case(reference, rng, "a long prompt", 1, 6)
    none = student.generate(make_model(student, weights), "a long prompt", 0, 6)
    compare.exact(none, "a long prompt", names="no letters more")
    compare_text(compare, student, reference, rng, "a long prompt", 1, 6)


### END HIDDEN TESTS
