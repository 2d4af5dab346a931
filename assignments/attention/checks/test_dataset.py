"""Checks of dataset: windows of a text."""

import numpy as np

from grader.checking import Tensor, check

LETTERS = " abcdefghijklmnopqrstuvwxyz"
NAMES = ("the window", "the window one letter on")


def windows(text, length, at):
    """What item `at` is."""
    indices = [LETTERS.index(letter) for letter in text[at : at + length + 1]]
    return Tensor(np.array(indices[:-1])), Tensor(np.array(indices[1:]))


def compare_items(compare, student, reference, text, length, places):
    dataset, theirs = student.ShiftedText(text, length), reference.ShiftedText(text, length)
    for at in places:
        compare.equal(dataset[at], theirs[at], names=NAMES, axes=("letter",), atol=0.0, rtol=0.0)


@check(points=0, title="A ShiftedText can be made, and its items are two tensors")
def test_ShiftedText(student, reference, rng, compare):
    dataset = student.ShiftedText("hello", 2)
    compare.like(dataset[0], windows("hello", 2, 0), names=NAMES)


@check(
    points=2,
    title="The first window of a word",
    needs="ShiftedText",
    hint=(
        "A letter's index is its place in LETTERS, where the blank is 0 and a is 1.",
        "Of hello with length 3 the first item is hel and ell: the second begins one letter on.",
    ),
    hints={
        "raised": (
            "LETTERS.index(letter) is the place of one letter: go through the text letter by "
            "letter."
        ),
        "shape": "An item is two tensors of `length` indices each, (T,).",
        "dtype": "Indices are whole numbers, of torch.long: an embedding takes nothing else.",
    },
)
def test_first_window(student, reference, rng, compare):
    compare_items(compare, student, reference, "hello", 3, (0,))


@check(
    points=3,
    title="Every window, and how many there are",
    needs="ShiftedText",
    hint=(
        "The last window is the last that still has a letter after it.",
        "With 9 letters and windows of 4 the last one starts at 4: there are 9 - 4 windows, "
        "and they overlap.",
    ),
    hints={
        "raised": (
            "Item `index` starts at letter `index`; the last one needs index + length + 1 letters."
        ),
        "shape": "Each of both tensors has `length` indices, also in the last window.",
    },
)
def test_every_window(student, reference, rng, compare):
    text = rng.word(LETTERS, 9)
    compare_items(compare, student, reference, text, 4, range(5))
    compare.exact(len(student.ShiftedText(text, 4)), 5, names="the dataset's length")
