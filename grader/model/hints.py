"""What a course says to whoever fails a check: hints, by kind of failure and in stages."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from grader.nouns import noun

Stages = tuple[str, ...]  # the first one leaves most to find out


class HintKind(StrEnum):
    """How a check can fail, as far as hints differ by it."""

    RAISED = "raised"  # the code raised an exception while it was called
    TIMEOUT = "timeout"  # it did not end in time
    MISSING = "missing"  # the name is not there, or not written yet
    SHAPE = "shape"  # another structure, type or shape
    DTYPE = "dtype"  # another kind of numbers
    VALUES = "values"  # other numbers or strings
    CHANGED = "changed"  # an argument was changed in place
    GRADIENT = "gradient"  # cut off from the graph, or another gradient


@noun
class Hints:
    """The hints of a check: `general` ones, and those for kinds of failure."""

    general: Stages = ()
    by_kind: tuple[tuple[HintKind, Stages], ...] = ()

    def map_texts(self, say: Callable[[str], str]) -> Hints:
        """Return the same hints with each text as `say` gives it."""
        return Hints(
            general=tuple(map(say, self.general)),
            by_kind=tuple((kind, tuple(map(say, stages))) for kind, stages in self.by_kind),
        )

    def of(self, kind: HintKind) -> Stages:
        """Return the stages for a kind of failure: its own, else the general ones.

        What is missing or never ended says nothing of what the general ones are about.
        """
        general = () if kind in (HintKind.TIMEOUT, HintKind.MISSING) else self.general
        return dict(self.by_kind).get(kind, general)
