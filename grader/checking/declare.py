"""One decorator of a check file."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any, TypeVar

from grader.model.hints import HintKind, Hints, Stages
from grader.model.outcomes import Shows
from grader.nouns import noun

Hint = str | Stages
Function = TypeVar("Function", bound=Callable[..., Any])
ATTRIBUTE = "__tensorgrade_check__"


@noun
class Declared:
    """A check's own words: points, title, hint, and what it needs."""

    points: Decimal
    title: str
    needs: tuple[str, ...]
    hints: Hints
    asserted: bool = False
    carries: tuple[str, ...] = ()
    shows: Shows | None = None


def check(
    *,
    points: int | float | str,
    title: str,
    needs: str | tuple[str, ...] = (),
    hint: Hint | None = None,
    hints: Mapping[str, Hint] | None = None,
    carries: str | tuple[str, ...] = (),
    shows: str | None = None,
) -> Callable[[Function], Function]:
    """Declare a test function a check.

    `points` are exact: write "0.5" as a string or a short float.  `needs` names structure checks of
    the same task by their function's name without `test_`.  A structure check has 0 points: it asks
    whether something exists and answers in the right structure.

    `hints` are by kind of failure: {"raised": …, "shape": …}; `hint` is for every other one.  Each
    is a string, or a tuple of stages of which the first is shown first.

    `carries` names functions of earlier stages.  Where assignment.toml says `carry`, a student who
    fails this check is asked again with the reference's answers in the place of those functions.
    `shows` is what students see of a hidden check: "nothing", "outcome", "title" or "mistake", in
    place of what hidden.toml says.

    Raises ValueError when the points are no number or below zero, or hints are no such thing.
    """
    declaration = Declared(
        points=exact_points(points),
        title=title,
        needs=as_names(needs),
        hints=read_hints(hint, hints),
        carries=as_names(carries),
        shows=read_shows(shows),
    )

    def mark(function: Function) -> Function:
        setattr(function, ATTRIBUTE, declaration)
        return function

    return mark


def as_names(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return the names that a decorator was told: one, or several."""
    return (names,) if isinstance(names, str) else tuple(names)


def read_shows(word: str | None) -> Shows | None:
    """Return what students see of a check.  Raises ValueError for an unknown word."""
    if word is not None and word not in [*Shows]:
        raise ValueError(f"shows={word!r} is none of {', '.join(Shows)}")
    return None if word is None else Shows(word)


def exact_points(points: int | float | str) -> Decimal:
    """Return points as they are written.  Raises ValueError when they are no number from 0 on."""
    try:
        exact = Decimal(str(points))
    except InvalidOperation:
        raise ValueError(f"points={points!r} is not a number") from None
    if not exact.is_finite():
        raise ValueError(f"points={points!r} is not a number")
    if exact < 0:
        raise ValueError(f"points={points!r} is below zero")
    return exact


def read_hints(hint: Hint | None, hints: Mapping[str, Hint] | None) -> Hints:
    """Return a check's hints.  Raises ValueError for an unknown kind, and for what is no text."""
    by_kind = (hints or {}).items()
    return Hints(
        general=() if hint is None else _read_stages("hint", hint),
        by_kind=tuple(
            (_read_kind(kind), _read_stages(f"hints[{kind!r}]", each)) for kind, each in by_kind
        ),
    )


def _read_kind(kind: object) -> HintKind:
    words = [each.value for each in HintKind]
    if kind in words:
        return HintKind(str(kind))
    nearest = get_close_matches(str(kind), words, n=1)
    meant = f"did you mean {nearest[0]!r}?" if nearest else f"the kinds are {', '.join(words)}"
    raise ValueError(f"hints has the unknown kind of failure {kind!r}; {meant}")


def _read_stages(place: str, hint: object) -> Stages:
    stages = hint if isinstance(hint, tuple | list) else (hint,)
    texts = tuple(each.strip() for each in stages if isinstance(each, str) and each.strip())
    if not texts or len(texts) != len(stages):
        raise ValueError(f"{place} must be a text, or a tuple of texts, none of them empty")
    return texts
