"""Evidence of a check that failed: the questions, the answers, what parted from what."""

from __future__ import annotations

from typing import Any

from grader.model import Difference, Outcome
from grader.model.values import Args, Array, Kwargs
from grader.nouns import noun


@noun
class Asked:
    """What a check asked of a comparison: names of axes, tolerances, what does not count."""

    axes: tuple[str, ...] = ()
    atol: float | None = None
    rtol: float | None = None
    up_to: str | None = None


@noun
class Compared:
    """One comparison that did not hold: the how many'th of its check it was, and both sides.

    `of_structure` says that numbers were not looked at: they may be anything.
    """

    at: int
    got: Any
    want: Any
    names: tuple[str, ...]
    difference: Difference
    relative: float
    trace: tuple[str, ...] = ()
    of_gradients: bool = False
    of_structure: bool = False
    asked: Asked = Asked()


@noun
class AnsweredCall:
    """A call of something of the student's: in words, its arguments, and what it answered."""

    said: str
    name: str
    args: Args
    kwargs: Kwargs
    answer: Any


@noun
class InnerStep:
    """What a leaf module gave when it was called, and the gradient that reached it."""

    leaf: str
    value: Array
    gradient: Array | None = None


@noun
class Evidence:
    """An end of a student's check, with all that is known of it.

    `compared` is its first comparison that did not hold. `raised` is the kind and the text of an
    exception. `asked` are the calls of the task's functions, in order. `inside` and `inside_wanted`
    are what the leaves of a watched model gave on both sides, under the names of the check.
    `placed` are the names of the leaves into which the check has put weights. `handed` are those of
    modules that it hands to the function itself.
    """

    check: str
    outcome: Outcome
    compared: Compared | None = None
    raised: str = ""
    asked: tuple[AnsweredCall, ...] = ()
    inside: tuple[InnerStep, ...] = ()
    inside_wanted: tuple[InnerStep, ...] = ()
    placed: tuple[str, ...] = ()
    handed: frozenset[str] = frozenset()
