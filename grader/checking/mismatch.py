"""The exception of a check that does not hold."""

from collections.abc import Callable

from grader.compare import sentence
from grader.language import Language, speak
from grader.model.results import Difference


class Mismatch(Exception):
    """The student's answer is not the reference's.

    `in_english` is the same difference for what is recorded and looked up, whatever is spoken.
    """

    def __init__(self, difference: Difference, in_english: Difference | None = None) -> None:
        self.difference = difference
        self.in_english = in_english or difference
        super().__init__(sentence(difference))


def mismatch(make: Callable[[], Difference]) -> Mismatch:
    """Return the Mismatch of a difference whose words decide a diagnosis: made in English too."""
    with speak(Language.EN):
        in_english = make()
    return Mismatch(make(), in_english)
