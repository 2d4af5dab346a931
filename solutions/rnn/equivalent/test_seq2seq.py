"""Random inputs of seq2seq, on which an equivalent mutant answers as the reference does."""

from grader.checking import check, load

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def models(student, reference, rng, n_class, n_hidden, scale):
    """A model on each side with the same drawn weights."""
    weights = {}
    for name in ("encoder", "decoder"):
        weights[f"{name}.weight_ih_l0"] = rng.tensor(n_hidden, n_class, scale=scale)
        weights[f"{name}.weight_hh_l0"] = rng.tensor(n_hidden, n_hidden, scale=scale)
        weights[f"{name}.bias_ih_l0"] = rng.tensor(n_hidden, scale=scale)
        weights[f"{name}.bias_hh_l0"] = rng.tensor(n_hidden, scale=scale)
    weights["fc.weight"], weights["fc.bias"] = rng.tensor(n_class, n_hidden, scale=scale), rng.tensor(n_class, scale=scale)
    both = student.Seq2Seq(n_class, n_hidden), reference.Seq2Seq(n_class, n_hidden)
    for model in both:
        load(model, weights)
    return both


@check(points=0, title="The translations of 20 words of 1 to 4 letters, padded to 1 to 4")
def test_translate(student, reference, rng, compare):
    mine, theirs = models(student, reference, rng, 29, 3, 1.0)
    for at in range(20):
        n_step = 1 if at == 0 else int(rng.integers(1, 5))
        word = rng.word(LETTERS, int(rng.integers(1, n_step + 1)))
        compare.exact(student.translate(mine, word, n_step), reference.translate(theirs, word, n_step))
