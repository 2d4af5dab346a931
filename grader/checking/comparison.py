"""The fixture `compare`.

It judges an answer, or only notes what it saw while a transcript is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checking.proxies import plain
from grader.compare import Names, describe, find_difference, margin, sentence
from grader.compare.numbers import kind
from grader.errors import BadCheck
from grader.model.assignment import Tolerances
from grader.model.proofs import Measure
from grader.model.results import Difference
from grader.model.values import Tensor

# A string or an index that an argmax made is compared only where the top two scores are this far
# apart, relative to the largest score: a hundred times what float32 arithmetic in another order
# moves them.
SMALLEST_MARGIN = 1e-3


class Mismatch(Exception):
    """The student's answer is not the reference's."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(sentence(difference))


class Comparison:
    """Compares, in the words of the check.

    With `judging` False nothing is raised: differences are only kept in `found`, so that a
    recording runs to the end of the check whatever was answered.  With `measuring`, `measures`
    holds how close each comparison was.
    """

    def __init__(
        self, tolerances: Tolerances, *, judging: bool = True, measuring: bool = False
    ) -> None:
        self._tolerances = tolerances
        self._judging = judging
        self.found: list[Difference] = []
        self.notes: list[str] = []
        self.margins: list[float] = []
        self.loosest = 0.0
        self.measures: list[Measure] | None = [] if measuring else None

    def equal(
        self,
        got: object,
        want: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
        atol: float | None = None,
        rtol: float | None = None,
    ) -> None:
        """The answer has the reference's structure, shapes, dtype kinds and numbers.

        Raises Mismatch.

        Numbers are equal when |error| <= atol + rtol * max|expected|, the maximum being that of a
        time step when the first of `axes` is a step, else of the array.  Tolerances are the
        assignment's unless given here.
        """
        self.loosest = max(self.loosest, rtol or 0.0)
        difference, notes = find_difference(
            plain(got),
            plain(want),
            names=names,
            axes=axes,
            tolerances=self._tolerances,
            atol=atol,
            rtol=rtol,
            measured=self.measures,
        )
        self.notes.extend(note for note in notes if note not in self.notes)
        self._settle(difference)

    def exact(
        self, got: object, want: object, *, names: Names = (), axes: Sequence[str] = ()
    ) -> None:
        """The same with no tolerance: shapes, indices and strings that no argmax made."""
        self.equal(got, want, names=names, axes=axes, atol=0.0, rtol=0.0)

    def decided(
        self,
        got: object,
        want: object,
        scores: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
    ) -> None:
        """The same for strings and indices that an argmax made of `scores`, an answer of the
        reference's.

        The recorder refuses the check when the two largest scores lie too close together anywhere:
        then honest work could read off another letter.
        """
        arrays = [
            item
            for item in (scores if isinstance(scores, list | tuple) else (scores,))
            if item is not None
        ]
        for item in arrays:
            array = item.array if isinstance(item, Tensor) else item
            if not isinstance(array, np.ndarray):
                raise BadCheck(
                    "compare.decided needs scores: an answer of the reference's that is an array or"
                    " a tensor"
                )
            self.margins.append(margin(array))
        self.exact(got, want, names=names, axes=axes)

    def unchanged(
        self, after: Sequence[object], before: Sequence[object], *, names: Sequence[str]
    ) -> None:
        """Arguments are what they were before the call.

        Raises Mismatch that names the first that is not.
        """
        if len(after) != len(before):
            self._settle(
                Difference(
                    kind="changed",
                    where="the arguments",
                    expected=f"{len(before)}",
                    got=f"{len(after)}",
                )
            )
            return
        for name, now, then in zip(names, after, before, strict=True):
            difference, _ = find_difference(plain(now), plain(then), names=name, atol=0.0, rtol=0.0)
            if difference is not None:
                where = f"the argument {name}"
                self._settle(
                    Difference(
                        kind="changed",
                        where=where,
                        expected="it unchanged",
                        got="it changed by the call",
                    )
                )
                return

    def like(self, got: object, want: object, *, names: Names = ()) -> None:
        """The answer has the reference's structure, shapes and dtype kinds.

        Its numbers are not looked at.
        """
        difference, notes = find_difference(
            _without_numbers(plain(got)),
            _without_numbers(plain(want)),
            names=names,
            atol=0.0,
            rtol=0.0,
        )
        self.notes.extend(note for note in notes if note not in self.notes)
        self._settle(difference)

    def that(self, holds: bool, where: str, *, expected: str, got: str) -> None:
        """A condition in the check's own words.  Raises Mismatch when it does not hold."""
        self._settle(
            None if holds else Difference(kind="structure", where=where, expected=expected, got=got)
        )

    def gradients(
        self,
        got: Sequence[dict[str, Tensor | None]] | None,
        want: Sequence[dict[str, Tensor | None]] | None,
        *,
        names: Sequence[str],
        rtol: float | None = None,
    ) -> None:
        """A gradient arrives at every parameter that has one in the reference, with its values."""
        expected = "gradients that reach the parameters"
        if got is None:
            self._settle(
                Difference(
                    kind="gradient",
                    where="the outputs",
                    expected=expected,
                    got="outputs cut off from the graph",
                )
            )
            return
        if len(got) != len(want or ()):
            self._settle(
                Difference(
                    kind="gradient",
                    where="the outputs",
                    expected=expected,
                    got=f"gradients of {len(got)} objects",
                )
            )
            return
        for name, mine, theirs in zip(names, got, want or (), strict=True):
            for parameter, gradient in theirs.items():
                if gradient is None:
                    continue
                where = (
                    f"the gradient at {name}.{parameter}"
                    if name
                    else f"the gradient at {parameter}"
                )
                given = mine.get(parameter)
                if given is None:
                    self._settle(
                        Difference(
                            kind="gradient",
                            where=where,
                            expected=describe(gradient),
                            got="no gradient",
                        )
                    )
                else:
                    self.equal(given, gradient, names=where, rtol=rtol, atol=rtol)

    def _settle(self, difference: Difference | None) -> None:
        if difference is None:
            return
        self.found.append(difference)
        if self._judging:
            raise Mismatch(difference)


def _without_numbers(value: Any) -> Any:
    """Arrays of the same shape and kind with every number zero."""
    if isinstance(value, Tensor):
        return Tensor(_without_numbers(value.array))
    if isinstance(value, np.ndarray):
        return np.zeros(
            value.shape, {"float": "f8", "integer": "i8", "boolean": "?"}.get(kind(value), "c16")
        )
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return type(value)(0)
    if isinstance(value, str):
        return ""
    if isinstance(value, tuple | list):
        return type(value)(_without_numbers(item) for item in value)
    if isinstance(value, dict):
        return {key: _without_numbers(item) for key, item in value.items()}
    return value
