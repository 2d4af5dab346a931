"""From the gradebook to grades: the latest result of each submission with what staff decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from grader.model import Assignment, Decision, Extension, Kept, Result
from grader.policy import latest_extension

from .contract import Gradebook


def group_by_student(kept_decisions: Iterable[Kept]) -> dict[str, list[Kept]]:
    """Return decisions by the name that they give the student, in the order they were added."""
    by_name: dict[str, list[Kept]] = defaultdict(list)
    for each in kept_decisions:
        by_name[each.decision.student].append(each)
    return by_name


def student_names(result: Result) -> set[str]:
    """Return the names that a decision may give the student of a result."""
    return {result.submission.name, result.student or result.submission.name}


def kept_decisions_on(result: Result, by_name: Mapping[str, list[Kept]]) -> list[Kept]:
    """Return the decisions on the student of a result with their numbers, the oldest first."""
    kept_decisions = (each for name in student_names(result) for each in by_name.get(name, ()))
    return sorted(kept_decisions, key=lambda each: each.number)


def last_number(kept_decisions: Iterable[Kept]) -> int:
    """Return the number of the last of these decisions; 0 of none."""
    return max((each.number for each in kept_decisions), default=0)


def decisions_on(result: Result, by_name: Mapping[str, list[Kept]]) -> list[Decision]:
    """Return the decisions on the student of a result, the oldest first."""
    return [each.decision for each in kept_decisions_on(result, by_name)]


def list_extensions(gradebook: Gradebook, assignment: Assignment) -> list[Extension]:
    """Return the extension of each student who has one."""
    by_name = group_by_student(gradebook.decisions(assignment.id))
    latest = (latest_extension(kept.decision for kept in each) for each in by_name.values())
    return [extension for extension in latest if extension is not None]


def waiting_extensions(gradebook: Gradebook, assignment: Assignment) -> list[Extension]:
    """Return extensions of students who have not handed in, or whose name was mistyped."""
    entries = gradebook.latest_entries(assignment.id).values()
    names = {name for entry in entries for name in student_names(entry.result)}
    extensions = sorted(list_extensions(gradebook, assignment), key=lambda each: each.student)
    return [each for each in extensions if each.student not in names]
