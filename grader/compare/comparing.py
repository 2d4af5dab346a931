"""Notes and settings that one comparison carries from value to value."""

from collections.abc import Iterable, Sequence

from msgspec import field

from grader.model.assignment import Tolerance, Tolerances
from grader.model.proofs import Measure
from grader.model.results import Difference
from grader.nouns import mutable

from .numbers import Array


def first_of(differences: Iterable[Difference | None]) -> Difference | None:
    """Return the first difference there is; what comes after it is not compared any more."""
    return next((each for each in differences if each is not None), None)


@mutable
class Comparing:
    """Settings of one comparison, and what it noted and measured so far.

    `atol` and `rtol` go before the assignment's tolerances.  `axes` names the axes of arrays.
    `measured` is None where nobody asked how close the numbers were.
    """

    tolerances: Tolerances
    atol: float | None
    rtol: float | None
    axes: Sequence[str]
    notes: list[str] = field(default_factory=list)
    measured: list[Measure] | None = None

    def tolerance(self, want: Array) -> Tolerance:
        """Return the tolerance for numbers as precise as `want`'s."""
        is_float32 = want.dtype.itemsize <= 4 and want.dtype.kind == "f"
        base = self.tolerances.float32 if is_float32 else self.tolerances.float64
        return Tolerance(
            absolute=base.absolute if self.atol is None else self.atol,
            relative=base.relative if self.rtol is None else self.rtol,
        )
