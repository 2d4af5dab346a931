"""Comparing what a student's code answered with what the reference answered.

Arrays, tensors, structures.
"""

from .differences import Names, find_difference
from .numbers import margin, within
from .wording import describe, sentence

__all__ = ["Names", "describe", "find_difference", "margin", "sentence", "within"]
