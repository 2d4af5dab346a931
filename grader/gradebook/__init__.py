"""Where results are kept: append-only, the latest of a submission counts."""

from grader.gradebook.contract import Entry, Gradebook
from grader.gradebook.memory import MemoryGradebook

__all__ = ["Entry", "Gradebook", "MemoryGradebook"]
