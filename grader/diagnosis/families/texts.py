"""A text that is the right one but for its ends or its direction."""

from collections.abc import Iterator
from typing import Any

from grader.diagnosis.case import Case

from .contract import Family, pick_only

SHORTEST = 4  # letters from which on what is left says something


def _recognise_texts(case: Case) -> str | None:
    """Return what all texts that differ have in common."""
    return pick_only(
        _recognise_text(*pair) for pair in _pair_texts(case.compared.got, case.compared.want)
    )


def _recognise_text(got: str, want: str) -> str | None:
    if len(want) < SHORTEST or len(set(want)) < 2:
        return None
    if got.endswith(want) and len(got) >= 2 * len(want):
        return "collected"
    guises = {
        "first": want[1:],
        "last": want[:-1],
        "reversed": want[::-1],
        "case": want.swapcase(),
        "spaces": want.replace(" ", ""),
    }
    return next((name for name, guise in guises.items() if got == guise != want), None)


def _pair_texts(got: Any, want: Any) -> Iterator[tuple[str, str]]:
    """Yield texts that stand in the same place and differ."""
    if isinstance(got, str) and isinstance(want, str) and got != want:
        yield got, want
    elif isinstance(got, tuple | list) and isinstance(want, tuple | list):
        for one, other in zip(got, want, strict=False):
            yield from _pair_texts(one, other)


FAMILIES = (
    Family(
        "text",
        {
            "first": (
                "The first letter is missing",
                "The rest is right. Look at where your loop or your slice begins.",
            ),
            "last": (
                "The last letter is missing",
                "The rest is right. Look at where your loop or your slice ends.",
            ),
            "reversed": (
                "The text is in reverse order",
                "All letters are right. Look at the direction in which they are collected.",
            ),
            "case": (
                "Capital and small letters are exchanged",
                "All letters are right but for this. Look at lower(), upper() and your alphabet.",
            ),
            "collected": (
                "What was collected before stands in front of the right text",
                "The right text comes last: what it is collected in has to be emptied at the start"
                " of each round.",
            ),
            "spaces": (
                "The spaces are missing",
                "All letters are right. Look at split(), strip(), join() and replace().",
            ),
        },
        _recognise_texts,
    ),
)
