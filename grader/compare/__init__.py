"""Comparing what a student's code answered with what the reference answered.

Arrays, tensors, structures.
"""

from .differences import Names, find_difference
from .numbers import are_within, margin
from .wording import describe, sentence

__all__ = ["Names", "are_within", "describe", "find_difference", "margin", "sentence"]
