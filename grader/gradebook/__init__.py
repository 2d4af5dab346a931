"""Storage of results and decisions: append-only, the latest counts."""

from grader.model import Entry, Kept

from .contract import Gradebook, enrolled, students_ever

__all__ = ["Entry", "Gradebook", "Kept", "enrolled", "students_ever"]
