"""One decorator of a check file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
ATTRIBUTE = "__tensorgrade_check__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A check's own words: points, title, hint, and what it needs."""

    points: Decimal
    title: str
    needs: tuple[str, ...]
    hint: str | None
    asserted: bool = False


def check(
    *,
    points: int | float | str,
    title: str,
    needs: str | tuple[str, ...] = (),
    hint: str | None = None,
) -> Callable[[Function], Function]:
    """Declare a test function a check.

    `points` are exact: write "0.5" as a string or a short float.  `needs` names structure checks of
    the same task by their function's name without `test_`.  A structure check has 0 points: it asks
    whether something exists and answers in the right structure.  Raises ValueError when the points
    are no number or below zero.
    """
    declaration = declared(points=points, title=title, needs=needs, hint=hint)

    def mark(function: Function) -> Function:
        setattr(function, ATTRIBUTE, declaration)
        return function

    return mark


def declared(
    *,
    points: int | float | str,
    title: str,
    needs: str | tuple[str, ...],
    hint: str | None,
    asserted: bool = False,
) -> Declared:
    """Return what a decorator was told.  Raises ValueError when the points are no number."""
    exact = exact_points(points)
    listed = (needs,) if isinstance(needs, str) else tuple(needs)
    return Declared(points=exact, title=title, needs=listed, hint=hint, asserted=asserted)


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
