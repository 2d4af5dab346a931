"""Storage of results and decisions: append-only, the latest counts."""

from grader.gradebook.contract import Gradebook, enrolled, students_ever
from grader.model import Entry, Kept

__all__ = ["Entry", "Gradebook", "Kept", "enrolled", "students_ever"]
