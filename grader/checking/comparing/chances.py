"""Statistics of random answers: how far off honest work may be follows from how many were drawn.

Each comparison says how often honest work may fail by luck, `failure`; its tolerance is computed
from that.  Where the numbers lie within bounds, that is Bernstein's inequality, which holds for any
number of independent draws; else they count as normal.  `grade verify` measures whether it holds:
draws that are not independent, or a deviation that is not the one that was said, show there.
"""

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

import numpy as np

from grader.checking.handles.plain_values import as_plain
from grader.compare import describe
from grader.compare.numbers import Array
from grader.errors import BadCheck
from grader.language import tr
from grader.model.proofs import Measure
from grader.model.values import unwrap

from .verdicts import Verdicts

FAILURE = 1e-9


class Chances(Verdicts):
    """Questions about many draws, which come one after the other along the first axis.

    `draws` is how many the check asked for: with fewer, more luck would have to be allowed.
    """

    measures: list[Measure] | None

    def mean(
        self,
        samples: object,
        want: object,
        *,
        draws: int,
        within: tuple[float, float] | None = None,
        deviation: float | None = None,
        failure: float = FAILURE,
        names: str = "",
    ) -> None:
        """Ask for draws whose mean is that, but for luck.

        `within` are the bounds of a draw, or `deviation` is its standard deviation.  `want` is a
        number, or an array of one for each place of a draw.  Raises Mismatch.
        """
        names = self._name_draws(names)
        arrays = self._read_draws(samples, want, draws, names)
        if arrays is None:
            return
        array, wanted = arrays
        parts = wanted.size
        if within is not None:
            low, high = within
            spread = np.sqrt(np.maximum((wanted - low) * (high - wanted), 0.0))
            allowed = _bernstein_bound(spread, high - low, draws, failure / parts)
            if bool(((array < low) | (array > high)).any()):
                self._report_outside(array, low, high, names)
                return
        elif deviation is not None:
            allowed = np.full(wanted.shape, _normal_bound(deviation, draws, failure / parts))
        else:
            raise BadCheck("compare.mean needs within=(low, high) or deviation= of one draw")
        self._judge(
            array.mean(axis=0), wanted, allowed, tr("the mean of {names}", names=names), failure
        )

    def deviation(
        self,
        samples: object,
        want: object,
        *,
        draws: int,
        kurtosis: float = 3.0,
        failure: float = FAILURE,
        names: str = "",
    ) -> None:
        """Ask for draws with that standard deviation, but for luck.

        `kurtosis` is 3 of normal draws and 1.8 of uniform ones.  Raises Mismatch.
        """
        names = self._name_draws(names)
        arrays = self._read_draws(samples, want, draws, names)
        if arrays is None:
            return
        array, wanted = arrays
        share = _normal_bound(math.sqrt(kurtosis - 1) / 2, draws, failure / wanted.size)
        where = tr("the deviation of {names}", names=names)
        self._judge(array.std(axis=0), wanted, share * wanted, where, failure)

    def shares(
        self,
        samples: object,
        want: Mapping[Any, float],
        *,
        draws: int,
        failure: float = FAILURE,
        names: str = "",
    ) -> None:
        """Ask for draws each of which is one of some values, as often as is said, but for luck.

        `want` has the chance of each value: {0: 0.25, 1: 0.75}.  Raises Mismatch.
        """
        if not math.isclose(sum(want.values()), 1.0, abs_tol=1e-9):
            raise BadCheck(f"compare.shares: the chances add up to {sum(want.values()):g}, not 1")
        names = self._name_draws(names)
        items = _as_items(as_plain(samples))
        self.last = (items, dict(want))
        if items is None or len(items) != draws:
            self._report_count(samples, draws, names)
            return
        if any(item not in want for item in items):
            self._report_strange(items, want, names)
            return
        wanted = np.array([float(chance) for chance in want.values()])
        got = np.array([items.count(value) / draws for value in want])
        spread = np.sqrt(wanted * (1 - wanted))
        allowed = _bernstein_bound(spread, 1.0, draws, failure / wanted.size)
        labels = [tr("the share of {value} in {names}", value=value, names=names) for value in want]
        self._judge(got, wanted, allowed, labels, failure)

    def _read_draws(
        self, samples: object, want: object, draws: int, names: str
    ) -> tuple[Array, Array] | None:
        """Return the draws as an array of floats, and what is wanted at each place of a draw.

        None where they are not as many as asked for, or of another shape.
        """
        array = unwrap(as_plain(samples))
        if isinstance(array, list | tuple):
            array = _as_array(array)
        self.last = (array, tr("{number} draws", number=draws))
        numbers = isinstance(array, np.ndarray) and array.dtype.kind in "fiub"
        if not numbers or not array.size or not array.ndim or len(array) != draws:
            self._report_count(samples, draws, names)
            return None
        wanted = np.asarray(unwrap(want), dtype=np.float64)
        try:
            wanted = np.broadcast_to(wanted, array.shape[1:])
        except ValueError:
            expected = describe(np.broadcast_to(wanted, (draws, *wanted.shape)))
            got = describe(as_plain(samples))
            self._differs("shape", names, expected=expected, got=got)
            return None
        return np.asarray(array, dtype=np.float64), wanted

    def _name_draws(self, names: str) -> str:
        """Return what the check calls its draws, or that they are draws."""
        return self._say(names) or tr("the draws")

    def _report_strange(self, items: list[Any], want: Mapping[Any, float], names: str) -> None:
        """Tell the first draw that has no chance."""
        strange = next(item for item in items if item not in want)
        values = tr(" or ").join(map(str, want))
        self._differs("chance", names, expected=values, got=describe(strange))

    def _report_count(self, samples: object, draws: int, names: str) -> None:
        wanted = tr("{number} draws", number=draws)
        self._differs("shape", names, expected=wanted, got=describe(as_plain(samples)))

    def _report_outside(self, array: Array, low: float, high: float, names: str) -> None:
        first = float(array[(array < low) | (array > high)].flat[0])
        between = tr("numbers from {low:g} to {high:g}", low=low, high=high)
        self._differs("chance", names, expected=between, got=f"{first:.4g}")

    def _judge(
        self, got: Array, want: Array, allowed: Array, where: str | list[str], failure: float
    ) -> None:
        """Compare statistics; the first that is too far off is told with how far it may be."""
        errors = np.abs(got - want)
        ratios = errors / np.maximum(allowed, 1e-300)
        first_label = where if isinstance(where, str) else where[0]
        if self.measures is not None:
            finite = np.where(np.isfinite(ratios), ratios, 1e99)
            self.measures.append(
                Measure(
                    where=first_label,
                    error=float(finite.max()),
                    absolute=float(allowed.max()),
                    relative=0.0,
                    failure=failure,
                    typical=float(np.sqrt(np.mean(np.minimum(finite, 1e9) ** 2))),
                    parts=int(ratios.size),
                )
            )
        wrong = np.argwhere(~(ratios <= 1))
        if not len(wrong):
            return
        at = tuple(int(index) for index in wrong[0])
        place = f"{first_label}[{', '.join(map(str, at))}]" if at else first_label
        wanted, room = float(want[at]), float(allowed[at])
        self._differs(
            "chance",
            place if isinstance(where, str) else where[at[0]],
            expected=tr("{want:.4g} but for {allowed:.2g}", want=wanted, allowed=room),
            got=f"{float(got[at]):.4g}",
        )


def _bernstein_bound(spread: Array, width: float, draws: int, failure: float) -> Array:
    """Return how far a mean of bounded draws is off at most, but for that chance (Bernstein)."""
    size = math.log(2 / failure) / draws
    edge = width * size / 3
    return np.asarray(edge + np.sqrt(edge**2 + 2 * spread**2 * size))


def _normal_bound(deviation: float, draws: int, failure: float) -> float:
    """Return how far a mean of normal draws is off at most, but for that chance."""
    return -NormalDist().inv_cdf(failure / 2) * deviation / math.sqrt(draws)


def _as_array(items: list[Any] | tuple[Any, ...]) -> Any:
    """Return a list of numbers, or of equal arrays, as one array; None where it is none."""
    try:
        return np.asarray([unwrap(item) for item in items], dtype=np.float64)
    except (TypeError, ValueError):
        return None


def _as_items(value: object) -> list[Any] | None:
    """Return draws as a list of plain values."""
    array = unwrap(value)
    if isinstance(array, np.ndarray):
        array = array.ravel().tolist()
    if not isinstance(array, list | tuple):
        return None
    items = [_as_item(each) for each in array]
    return None if any(item is None for item in items) else items


def _as_item(value: Any) -> Any:
    """Return one draw as a plain value; None for what is none."""
    array = unwrap(value)
    if isinstance(array, np.ndarray | np.generic) and array.size == 1:
        return array.item()
    return array if isinstance(array, int | float | str) else None
