"""Evidence of a check that failed: the questions, the answers, what parted from what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.model import Difference, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One comparison that did not hold: the how many'th of its check it was, and both sides."""

    at: int
    got: Any
    want: Any
    names: tuple[str, ...]
    difference: Difference
    relative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredCall:
    """A call of something of the student's: in words, its arguments, and what it answered."""

    said: str
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    answer: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An end of a student's check, with all that is known of it.

    `compared` is its first comparison that did not hold; `raised` is the kind and the text of an
    exception; `asked` are the calls of the task's functions, in order.
    """

    check: str
    outcome: Outcome
    compared: Compared | None = None
    raised: str = ""
    asked: tuple[AnsweredCall, ...] = ()
