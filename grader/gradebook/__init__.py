"""Storage of results and decisions: append-only, the latest counts."""

from grader.model import Entry, Kept

from .contract import Gradebook, all_students, latest_roster

__all__ = ["Entry", "Gradebook", "Kept", "all_students", "latest_roster"]
