"""The exception of a check that does not hold."""

from __future__ import annotations

from grader.compare import sentence
from grader.model.results import Difference


class Mismatch(Exception):
    """The student's answer is not the reference's."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(sentence(difference))
