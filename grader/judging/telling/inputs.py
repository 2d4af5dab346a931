"""What a function was called with, in one line that a student can type again."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from grader.checking.answerers.answers import Question
from grader.compare import describe
from grader.compare.numbers import Array
from grader.compare.wording import format_number, shape_literal, short_literal
from grader.language import join_items, tr
from grader.model.values import Handle, Tensor, unwrap

from .found import Ending

MAX_ARGUMENTS = 6
MAX_NUMBERS = 5


def describe_input(ending: Ending) -> str:
    """Return what was called last with which input; "" where nothing was, or with nothing."""
    question = ending.session.asked if ending.session else None
    if question is None:
        return ""
    names = () if question.target else ending.survey.parameters.get(question.name, ())
    arguments = describe_arguments(question, names)
    return tr("it was called with {arguments}", arguments=arguments) if arguments else ""


def describe_arguments(question: Question, names: Sequence[str] = ()) -> str:
    """Return the arguments of a question in words.

    "x of shape (3, 2), first row [1, 1]; epochs 15".  `names` are the function's parameters.  The
    first array shows its first row: with the shapes it is what most exceptions are about.
    """
    by_place = zip_longest(names[: len(question.args)], question.args, fillvalue="")
    arguments = [*by_place, *question.kwargs.items()]
    listed_arguments = arguments[:MAX_ARGUMENTS]
    first_with_row = next(
        (at for at, (_, value) in enumerate(listed_arguments) if _has_row(value)), None
    )
    texts = [
        _describe_argument(name, value, with_row=at == first_with_row)
        for at, (name, value) in enumerate(listed_arguments)
    ]
    more = len(arguments) - MAX_ARGUMENTS
    return tr("; ").join([*texts, *([tr("{number} more", number=more)] if more > 0 else [])])


def _has_row(value: Any) -> bool:
    """Return whether an argument has a first row to show."""
    array = unwrap(value)
    return isinstance(array, np.ndarray) and bool(array.size and array.ndim)


def _describe_argument(name: str, value: Any, *, with_row: bool) -> str:
    array = unwrap(value)
    if isinstance(array, np.ndarray):
        subject = name or (tr("a tensor") if isinstance(value, Tensor) else tr("an array"))
        if not with_row:
            return tr("{name} of shape {shape}", name=subject, shape=shape_literal(array))
        return tr(
            "{name} of shape {shape}, first row {row}",
            name=subject,
            shape=shape_literal(array),
            row=_describe_row(array),
        )
    if value is None or isinstance(value, bool | int | float | str):
        return f"{name} {short_literal(value)}".strip()
    description = _describe_object(value.kind) if isinstance(value, Handle) else describe(value)
    return join_items(filter(None, (name, description)))


def _describe_object(kind: str) -> str:
    """Return an object in words, with "an" before names that are said with a vowel: an Adam."""
    spelled = kind[1:2].isupper() and kind[:1] in "AEFHILMNORSX"
    if spelled or kind[:1] in "AEIOaeio":
        return tr("an {kind}", kind=kind)
    return tr("a {kind}", kind=kind)


def _describe_row(array: Array) -> str:
    """Return the numbers of the first row, those of many not all."""
    row = array.reshape(-1, array.shape[-1])[0]
    texts = [_shorten_number(item) for item in row[:MAX_NUMBERS].tolist()]
    return f"[{', '.join([*texts, *(['…'] if row.size > MAX_NUMBERS else [])])}]"


def _shorten_number(item: Any) -> str:
    if not isinstance(item, float):
        return short_literal(item)
    text = format_number(item)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
