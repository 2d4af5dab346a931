"""What a check compared, as few numbers as can be drawn."""

from grader.nouns import noun

STEPS = ("time step", "step", "epoch")  # along these, things happen one after the other


@noun
class Axis:
    """An axis of a picture: its name, its length in the answer, and the places that are kept.

    `said` is the name in the language of the result.
    """

    name: str
    length: int
    places: tuple[int, ...]
    said: str = ""

    @property
    def in_steps(self) -> bool:
        return self.name in STEPS


@noun
class Picture:
    """Numbers of an answer and of the reference's, along one axis or two.

    `got` and `want` are in the order of the axes, the last the fastest; None is a number that is
    not finite.  `want` is empty where the reference's numbers are not to be told.  `wrong` are the
    places in `got` that are wrong, `errors` how far off each of them is.  `at` says where on other
    axes of the answer these numbers lie: an axis's name and the place.
    """

    name: str
    axes: tuple[Axis, ...]
    got: tuple[float | None, ...]
    want: tuple[float | None, ...]
    wrong: tuple[int, ...]
    errors: tuple[float | None, ...]
    at: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        return len(self.got)
