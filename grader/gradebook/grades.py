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


def decisions_on(result: Result, by_name: Mapping[str, list[Kept]]) -> list[Decision]:
    """Return the decisions on the student of a result, the oldest first.

    By its id as by the submission's name.
    """
    names = {result.submission.name, result.student or result.submission.name}
    kept_decisions = sorted(
        (each for name in names for each in by_name.get(name, ())), key=lambda each: each.number
    )
    return [each.decision for each in kept_decisions]


def waiting_extensions(gradebook: Gradebook, assignment: Assignment) -> list[Extension]:
    """Return extensions of students who have not handed in, or whose name was mistyped."""
    results = [entry.result for entry in gradebook.latest_entries(assignment.id).values()]
    names = {name for result in results for name in (result.student, result.submission.name)}
    by_name = group_by_student(gradebook.decisions(assignment.id))
    latest = (
        latest_extension(each.decision for each in by_name[name])
        for name in sorted(by_name)
        if name not in names
    )
    return [extension for extension in latest if extension is not None]


def list_extensions(gradebook: Gradebook, assignment: Assignment) -> list[Extension]:
    """Return the extension of each student who has one."""
    by_name = group_by_student(gradebook.decisions(assignment.id))
    latest = (latest_extension(entry.decision for entry in each) for each in by_name.values())
    return [extension for extension in latest if extension is not None]
