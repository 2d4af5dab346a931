"""A cross entropy, or its gradient, that is made otherwise than the reference's.

The arguments say how the reference's is made: a table of scores with a row for each example, and a
label for each. The loss is the mean of minus the logarithm of the label's probability.
"""

from collections.abc import Iterator
from itertools import product

import numpy as np

from grader.diagnosis.case import Case, Pair, is_clearly_near, is_near
from grader.diagnosis.families.contract import Family
from grader.diagnosis.families.softmaxes import softmax
from grader.diagnosis.fingerprints import Array

NUMBERS = 1 << 14  # of a larger table nothing is tried
Asked = tuple[Array, Array]  # scores and labels


def _recognise_entropy(case: Case) -> str | None:
    """Return what is changed in the loss, or where that is right in its gradient."""
    tables = list(_find_tables(case.arguments))
    members_by_pair = [_find_members(pair, tables) for pair in case.pairs]
    member_sets = [members for members in members_by_pair if members]
    if (
        not member_sets
        or len(member_sets[0]) != 1
        or any(each != member_sets[0] for each in member_sets)
    ):
        return None
    return member_sets[0].pop()


def _find_tables(arguments: tuple[Array, ...]) -> Iterator[Asked]:
    """Yield the tables of scores that have a label for each row."""
    for scores, labels in product(arguments, arguments):
        if _is_table(scores) and _are_labels(labels, scores):
            yield scores.astype(np.float64), labels


def _is_table(scores: Array) -> bool:
    return scores.ndim == 2 and scores.dtype.kind == "f" and scores.size <= NUMBERS


def _are_labels(labels: Array, scores: Array) -> bool:
    """Return whether these are places in the rows of a table."""
    if labels.dtype.kind not in "iu" or labels.shape != scores.shape[:1] or not labels.size:
        return False
    return bool(labels.min() >= 0 and labels.max() < scores.shape[1])


def _find_members(pair: Pair, tables: list[Asked]) -> set[str]:
    """Return the members that make the student's array of this pair."""
    list_answers = _list_losses if pair.want.ndim == 0 else _list_gradients
    names = set()
    for scores, labels in tables:
        right, *others = list_answers(scores, labels)
        if is_near(pair.want, right[1], pair.near):
            close = 10 * pair.near
            names |= {
                name
                for name, answer in others
                if is_clearly_near(pair.got, answer, pair.want, close)
            }
    return names


def _list_losses(scores: Array, labels: Array) -> Iterator[tuple[str, Array]]:
    """Yield the loss, and then others with one thing changed, each with the name of that."""
    rows, shares = np.arange(len(scores)), softmax(scores, 1)

    def lose(shares: Array) -> Array:
        return np.asarray(-np.log(shares[rows, labels]).mean())

    of_labels = shares[rows, labels]
    losses = -np.log(of_labels)
    yield "", losses.mean()
    yield "sum", losses.sum()
    yield "axis", lose(softmax(scores, 0))
    yield "axis", lose(softmax(scores, None))
    yield "twice", lose(softmax(shares, 1))
    yield "no_logarithm", -of_labels.mean()
    yield "no_logarithm", (1.0 - of_labels).mean()
    yield "no_logarithm", of_labels.mean()
    yield "score_only", -scores[rows, labels].mean()
    yield "mean_first", -np.log(of_labels.mean())
    yield "table", losses.sum() / scores.size
    for shift in (1, -1):
        yield "labels", lose(np.roll(shares, -shift, axis=1))
    yield "every_class", -np.log(shares).mean()
    yield "every_class", -np.log(shares).sum() / len(scores)


def _list_gradients(scores: Array, labels: Array) -> Iterator[tuple[str, Array]]:
    """Yield the gradient at the scores, and then others with one thing changed."""
    shares, ones = softmax(scores, 1), np.zeros(scores.shape)
    ones[np.arange(len(scores)), labels] = 1.0
    examples = len(scores)
    yield "", (shares - ones) / examples
    yield "sum", shares - ones
    yield "axis", (softmax(scores, 0) - ones) / examples
    yield "axis", (softmax(scores, None) - ones) / examples
    yield "twice", (softmax(shares, 1) - ones) / examples
    yield "no_label", shares / examples
    yield "table", (shares - ones) / scores.size
    for shift in (1, -1):
        yield "labels", (shares - np.roll(ones, shift, axis=1)) / examples
    yield "label_only", -ones / examples
    yield "scores_for_shares", (scores - ones) / examples
    yield "partly_divided", shares - ones / examples
    yield "partly_divided", shares / examples - ones


FAMILIES = (
    Family(
        "entropy",
        {
            "sum": (
                "The losses of the examples are added up and not averaged",
                "The loss is their mean, and so its gradient is divided by their number too.",
            ),
            "axis": (
                "The softmax is taken over another axis",
                "Each row of scores is one example, and its probabilities sum to one: the sum goes"
                " along the row. Look at `axis` or `dim`.",
            ),
            "twice": (
                "The softmax is applied twice",
                "The scores go through one softmax. Is what is handed to the loss a row of"
                " probabilities already?",
            ),
            "no_logarithm": (
                "The logarithm is missing",
                "The loss of an example is minus the logarithm of its label's probability, and not"
                " the probability itself.",
            ),
            "score_only": (
                "The scores are taken for logarithms of probabilities",
                "A score says something only beside the others of its row: the softmax divides by"
                " the sum of all of them.",
            ),
            "mean_first": (
                "The mean is taken before the logarithm",
                "Each example has a loss of its own, and the mean is that of the losses: the"
                " logarithm comes first.",
            ),
            "every_class": (
                "Every class counts where only the label's does",
                "Of each example one number goes into the loss, that of its label, and the mean is"
                " taken over the examples.",
            ),
            "table": (
                "The division is by all numbers of the table",
                "A mean over the examples divides by how many there are, not by how many scores"
                " they have together.",
            ),
            "labels": (
                "The labels are off by one",
                "A label is the place of its class, and the first one is 0: take the score at that"
                " place as it is.",
            ),
            "no_label": (
                "The one at the label is not subtracted in the gradient",
                "The gradient is the probabilities less one at the right class: without that every"
                " score is pushed down.",
            ),
            "label_only": (
                "The probabilities are missing in the gradient",
                "Your gradient is that of the label's score alone. The softmax hangs on all scores"
                " of the row.",
            ),
            "scores_for_shares": (
                "The scores stand in the gradient where the probabilities should",
                "The gradient is the probabilities less one at the right class.",
            ),
            "partly_divided": (
                "Only a part of the gradient is divided by the number of examples",
                "The division is of the whole: take the one off first, and then divide.",
            ),
        },
        _recognise_entropy,
    ),
)
