"""Verdicts of comparisons: the first mismatch ends the check, unless it stands in a part."""

import contextlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from grader.checking.declare import exact_points
from grader.checking.mismatch import Mismatch as Mismatch
from grader.errors import BadCheck, GraderError
from grader.model.results import Difference
from grader.nouns import mutable
from grader.sandbox.failures import StudentStopped

Say = Callable[[str], str]


@mutable
class Part:
    """A part of a check: its points, what it is, and what it raised if it does not hold."""

    points: Decimal
    title: str
    raised: Exception | None = None


class Verdicts:
    """Settles differences.

    With `judging` False nothing is raised: differences are only kept in `found`, so that a
    recording runs to the end of the check whatever was answered.  `say` gives the check's own words
    in the language that is spoken.
    """

    def __init__(self, *, judging: bool, say: Say | None = None) -> None:
        self._judging = judging
        self._say = say or str
        self._in_part = False
        self.found: list[Difference] = []
        self.parts: list[Part] = []
        self.last: tuple[Any, Any] | None = None  # what was compared last: got, wanted

    @contextlib.contextmanager
    def part(self, points: int | float | str, title: str) -> Iterator[None]:
        """Let a block of comparisons stand for so many of the check's points.

        The parts add up to the check's points.  A part that does not hold, also by an exception of
        what stands in it, costs its own points; the others count.
        """
        if self._in_part:
            raise BadCheck(f"the part {title!r} stands inside of another part; write it after that")
        part = Part(exact_points(points), self._say(title))
        self.parts.append(part)
        self._in_part = True
        try:
            yield
        except (StudentStopped, GraderError) as error:
            part.raised = error
            raise
        except Exception as error:
            if not self._judging:
                raise
            part.raised = error
        finally:
            self._in_part = False

    @property
    def earned(self) -> Decimal:
        """Return the points of the parts that hold."""
        return sum((part.points for part in self.parts if part.raised is None), Decimal(0))

    def _differs(self, kind: str, where: str, *, expected: str, got: str) -> None:
        """Settle a comparison that does not hold."""
        self._settle(Difference(kind=kind, where=where, expected=expected, got=got))

    def _settle(self, difference: Difference | None) -> None:
        if difference is None:
            return
        self.found.append(difference)
        if self._judging:
            raise Mismatch(difference)
