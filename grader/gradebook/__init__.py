"""Storage of results and decisions: append-only, the latest counts."""

from grader.gradebook.contract import Gradebook, enrolled, students_ever
from grader.gradebook.memory import MemoryGradebook
from grader.model import Entry, Kept

__all__ = ["Entry", "Gradebook", "Kept", "MemoryGradebook", "enrolled", "students_ever"]
