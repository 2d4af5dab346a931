"""Comparing what a student's code answered with what the reference answered.

Arrays, tensors, structures.
"""

from grader.compare.differences import Names, find_difference
from grader.compare.numbers import margin, within
from grader.compare.wording import describe, sentence

__all__ = ["Names", "describe", "find_difference", "margin", "sentence", "within"]
