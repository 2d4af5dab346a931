"""Where results and decisions are kept: append-only, the latest counts."""

from grader.gradebook.contract import Entry, Gradebook, Kept
from grader.gradebook.memory import MemoryGradebook

__all__ = ["Entry", "Gradebook", "Kept", "MemoryGradebook"]
