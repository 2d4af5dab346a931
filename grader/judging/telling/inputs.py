"""What a function was called with, in one line that a student can type again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checking.answerers.answers import Question
from grader.compare import describe
from grader.compare.numbers import Array
from grader.compare.wording import number, shape, shown
from grader.judging.telling.found import Ending
from grader.model.values import Handle, Tensor

MAX_ARGUMENTS = 6
MAX_NUMBERS = 5


def failing_input(ending: Ending) -> str:
    """Return what was called last with which input; "" where nothing was, or with nothing."""
    question = ending.session.asked if ending.session else None
    if question is None:
        return ""
    names = () if question.target else ending.survey.parameters.get(question.name, ())
    given = called_with(question, names)
    return f"it was called with {given}" if given else ""


def called_with(question: Question, names: Sequence[str] = ()) -> str:
    """Return the arguments of a question in words.

    "x of shape (3, 2), first row [1, 1]; epochs 15".  `names` are the function's parameters.  The
    first array shows its first row: with the shapes it is what most exceptions are about.
    """
    by_place = (
        (names[at] if at < len(names) else "", each) for at, each in enumerate(question.args)
    )
    given = [*by_place, *question.kwargs.items()]
    told: list[str] = []
    for name, value in given[:MAX_ARGUMENTS]:
        with_row = not any("first row" in each for each in told)
        told.append(_argument(name, value, with_row=with_row))
    more = len(given) - MAX_ARGUMENTS
    return "; ".join([*told, *([f"{more} more"] if more > 0 else [])])


def _argument(name: str, value: Any, *, with_row: bool) -> str:
    array = value.array if isinstance(value, Tensor) else value
    if isinstance(array, np.ndarray):
        subject = name or ("a tensor" if isinstance(value, Tensor) else "an array")
        return f"{subject} of shape {shape(array)}{_first_row(array) if with_row else ''}"
    if value is None or isinstance(value, bool | int | float | str):
        return f"{name} {shown(value)}".strip()
    told = f"{_article(value.kind)} {value.kind}" if isinstance(value, Handle) else describe(value)
    return ", ".join(filter(None, (name, told)))


def _first_row(array: Array) -> str:
    return f", first row {_row(array)}" if array.size and array.ndim else ""


def _article(name: str) -> str:
    """Return "an" for names that are said with a vowel: an Adam, an RNNCell."""
    spelled = name[1:2].isupper() and name[:1] in "AEFHILMNORSX"
    return "an" if spelled or name[:1] in "AEIOaeio" else "a"


def _row(array: Array) -> str:
    """Return the numbers of the first row, those of many not all."""
    row = array.reshape(-1, array.shape[-1])[0]
    texts = [_short(item) for item in row[:MAX_NUMBERS].tolist()]
    return f"[{', '.join([*texts, *(['…'] if row.size > MAX_NUMBERS else [])])}]"


def _short(item: Any) -> str:
    if not isinstance(item, float):
        return shown(item)
    text = number(item)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
