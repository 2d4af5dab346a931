"""Fixture `compare`.

It judges an answer, or only notes what it saw while a transcript is recorded.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.checking.handles.plain_values import as_plain
from grader.checking.mismatch import Mismatch as Mismatch
from grader.checking.structures import rebuild
from grader.compare import Names, describe, find_difference, margin
from grader.diagnosis.evidence import Asked, Compared
from grader.errors import BadCheck
from grader.language import tr
from grader.model.assignment import Tolerances
from grader.model.proofs import Measure
from grader.model.results import Difference
from grader.model.values import Tensor, unwrap

from .alignment import align_answer
from .behaviour import Behaviour
from .chances import Chances
from .verdicts import Say

# A string or an index that an argmax made is compared only where the top two scores are this far
# apart, relative to the largest score: a hundred times what float32 arithmetic in another order
# moves them.
SMALLEST_MARGIN = 1e-3


class Comparison(Behaviour, Chances):
    """Compares, in the words of the check.

    With `measuring`, `measures` holds how close each comparison was.  The rest is as `Verdicts` has
    it.
    """

    def __init__(
        self,
        tolerances: Tolerances,
        *,
        judging: bool = True,
        measuring: bool = False,
        say: Say | None = None,
    ) -> None:
        super().__init__(judging=judging, say=say)
        self.tolerances = tolerances
        self.notes: list[str] = []
        self.margins: list[float] = []
        self.loosest = 0.0
        self.measures: list[Measure] | None = [] if measuring else None
        self.first_wrong: Compared | None = None
        self._settled = 0
        self._names: Names = ()
        self._asked = Asked()
        self._trace: tuple[str, ...] = ()
        self._of_gradients = False
        self._of_structure = False

    def equal(
        self,
        got: object,
        want: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
        atol: float | None = None,
        rtol: float | None = None,
        up_to: str | None = None,
        trace: Sequence[str] = (),
    ) -> None:
        """Ask for the reference's structure, shapes, dtype kinds and numbers.

        Raises Mismatch.  Numbers are equal when |error| <= atol + rtol * max|expected|, the
        maximum being that of a time step when the first of `axes` is a step, else of the array.
        Tolerances are the assignment's unless given here.

        `up_to` says what does not count: the "order" of items or rows; a "permutation" of rows, or
        of labels that are integers; the "sign" or the "scale" of columns.

        `trace` names items of the answer that are steps on the way to it, in their order: where the
        check fails, the first that is wrong is named.
        """
        self.loosest = max(self.loosest, rtol or 0.0)
        self._names, self._trace = names, tuple(trace)
        self._asked = Asked(axes=tuple(axes), atol=atol, rtol=rtol, up_to=up_to)
        mine, theirs = self.last = as_plain(got), as_plain(want)
        self._settle_first(
            mine if up_to is None else align_answer(mine, theirs, up_to),
            theirs,
            names,
            axes=[self._say(axis) for axis in axes],
            tolerances=self.tolerances,
            atol=atol,
            rtol=rtol,
            measured=self.measures,
        )

    def exact(
        self,
        got: object,
        want: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
        up_to: str | None = None,
    ) -> None:
        """Ask for the same with no tolerance: shapes, indices and strings that no argmax made."""
        self.equal(got, want, names=names, axes=axes, atol=0.0, rtol=0.0, up_to=up_to)

    def decided(
        self,
        got: object,
        want: object,
        scores: object,
        *,
        names: Names = (),
        axes: Sequence[str] = (),
    ) -> None:
        """Ask for the same strings and indices that an argmax made.

        `scores` is an answer of the reference's: what the argmax was made of.

        The recorder refuses the check when the two largest scores lie too close together anywhere:
        then honest work could read off another letter.
        """
        arrays = [
            item
            for item in (scores if isinstance(scores, list | tuple) else (scores,))
            if item is not None
        ]
        for item in arrays:
            array = unwrap(item)
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
        """Ask for arguments that are what they were before the call.

        Raises Mismatch that names the first that is not.
        """
        self.last, self._names = (as_plain(list(after)), as_plain(list(before))), names
        if len(after) != len(before):
            where = tr("the arguments")
            self._differs("changed", where, expected=f"{len(before)}", got=f"{len(after)}")
            return
        for name, now, then in zip(names, after, before, strict=True):
            difference, _ = find_difference(
                as_plain(now), as_plain(then), names=name, atol=0.0, rtol=0.0
            )
            if difference is not None:
                where = tr("the argument {name}", name=name)
                expected, came = tr("it unchanged"), tr("it changed by the call")
                self._differs("changed", where, expected=expected, got=came)
                return

    def like(self, got: object, want: object, *, names: Names = ()) -> None:
        """Ask for the reference's structure, shapes and dtype kinds.

        Its numbers are not looked at.
        """
        self._names, self._of_structure = names, True
        mine, theirs = self.last = as_plain(got), as_plain(want)
        mine, theirs = _without_numbers(mine), _without_numbers(theirs)
        self._settle_first(mine, theirs, names, atol=0.0, rtol=0.0)

    def that(self, holds: bool, where: str, *, expected: str, got: str) -> None:
        """Ask for a condition in the check's own words.  Raises Mismatch when it does not hold."""
        self.last = (f"{where}: {got}", f"{where}: {expected}")
        if holds:
            self._settle(None)
            return
        where, expected, got = map(self._say, (where, expected, got))
        self._differs("structure", where, expected=expected, got=got)

    def gradients(
        self,
        got: Sequence[dict[str, Tensor | None]] | None,
        want: Sequence[dict[str, Tensor | None]] | None,
        *,
        names: Sequence[str],
        rtol: float | None = None,
    ) -> None:
        """Ask for a gradient at every parameter that has one in the reference, with its values."""
        theirs = list(want or ())
        self.last, self._of_gradients = (got, want), True
        if got is None or len(got) != len(theirs):
            if got is None:
                came = tr("outputs cut off from the graph")
            else:
                came = tr("gradients of {number} objects", number=len(got))
            expected = tr("gradients that reach the parameters")
            self._differs("gradient", tr("the outputs"), expected=expected, got=came)
            return
        for name, mine, wanted in zip(names, got, theirs, strict=True):
            for parameter, gradient in wanted.items():
                if gradient is not None:
                    full = f"{name}.{parameter}" if name else parameter
                    self._gradient(mine.get(parameter), gradient, full, rtol)
        self._of_gradients = False

    def _gradient(
        self, got: Tensor | None, want: Tensor, parameter: str, rtol: float | None
    ) -> None:
        where = tr("the gradient at {parameter}", parameter=parameter)
        if got is None:
            self._differs("gradient", where, expected=describe(want), got=tr("no gradient"))
        else:
            self.equal(got, want, names=where, rtol=rtol, atol=rtol)

    def _settle_first(self, got: Any, want: Any, names: Names, **how: Any) -> None:
        """Settle the first difference of two values; keep what is to be noted of them."""
        translated = (
            self._say(names) if isinstance(names, str) else [self._say(name) for name in names]
        )
        difference, notes = find_difference(got, want, names=translated, **how)
        self.notes.extend(note for note in notes if note not in self.notes)
        self._settle(difference)

    def _settle(self, difference: Difference | None) -> None:
        """Settle a comparison; keep the first that does not hold, for a diagnosis."""
        self._settled += 1
        if difference is not None and self.first_wrong is None and self.last is not None:
            got, want = self.last
            self.first_wrong = Compared(
                at=self._settled,
                got=got,
                want=want,
                names=(self._names,) if isinstance(self._names, str) else tuple(self._names),
                difference=difference,
                relative=self.loosest,
                trace=self._trace,
                of_gradients=self._of_gradients,
                of_structure=self._of_structure,
                asked=self._asked,
            )
        self._of_structure, self._asked = False, Asked()
        super()._settle(difference)


def _without_numbers(value: Any) -> Any:
    """Return the structure with every number zero, in the dtypes that are there."""
    return rebuild(value, _without_number)


def _without_number(item: Any) -> Any:
    if isinstance(item, Tensor):
        return Tensor(np.zeros_like(item.array), item.dtype)
    if isinstance(item, np.ndarray):
        return np.zeros_like(item)
    if isinstance(item, set | frozenset):
        return type(item)()
    emptied = {int: 0, float: 0.0, str: ""}
    return emptied.get(type(item), item)
