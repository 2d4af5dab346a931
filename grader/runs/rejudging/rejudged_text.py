"""A class judged again from its evidence, as lines and as JSON: who would change, who must run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from grader.feedback import columns
from grader.feedback.words import count, line
from grader.model import Result, TaskResult
from grader.nouns import fields_of, noun
from grader.points import points_or_status


@noun
class Rejudged:
    """A submission that was judged again from its evidence.

    `after` has the tasks that were judged again, and of the others what `before` has.  `lacking`
    says of each check that asks something else what that is: its task stays until it is run.
    `problem` is why nothing of it could be judged so.  `key` goes with `after` in the gradebook.
    """

    before: Result
    after: Result
    tasks: tuple[str, ...] = ()
    lacking: Mapping[str, str]
    problem: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """Return the name of the submission."""
        return self.before.submission.name

    @property
    def changes(self) -> tuple[TaskChange, ...]:
        """Return the tasks whose points or state are another."""
        tasks_before = {task.id: task for task in self.before.tasks}
        pairs = ((tasks_before.get(task.id), task) for task in self.after.tasks)
        changes = (
            TaskChange(task=new.id, before=_task_words(old), after=_task_words(new))
            for old, new in pairs
        )
        return tuple(each for each in changes if each.before != each.after)


@noun
class TaskChange:
    """A task whose points or state would be another, as words."""

    task: str
    before: str
    after: str


def _task_words(task: TaskResult | None) -> str:
    return "not judged" if task is None else points_or_status(task)


def rejudged_lines(
    class_: Sequence[Rejudged], names: Mapping[str, str], *, applied: bool
) -> list[str]:
    """Return who would change, or did, and which checks have to be run; `names` by student id."""
    changed = [each for each in class_ if each.changes]
    lines = [*_change_lines(changed, names)]
    judged = sum(bool(each.tasks) for each in class_)
    words = "changed" if applied else "would change"
    lines.append(
        f"{len(changed)} of {count(len(class_), 'submission')} {words};"
        f" {judged} judged again from evidence, no student code ran"
    )
    lines += _run_lines(class_, applied=applied)
    lines += _problem_lines(class_)
    if judged and not applied:
        lines.append("nothing is written yet; --apply writes it")
    return lines


def _change_lines(submissions: Sequence[Rejudged], names: Mapping[str, str]) -> Iterator[str]:
    labels = {
        each.name: line(names.get(each.before.student or "", each.name)) for each in submissions
    }
    width = max(map(columns.width, labels.values()), default=0)
    for each in submissions:
        label = labels[each.name] + " " * (width - columns.width(labels[each.name]))
        for change in each.changes:
            yield f"  {label}  {change.task}: {change.before} -> {change.after}"


def _run_lines(class_: Iterable[Rejudged], *, applied: bool) -> Iterator[str]:
    """Yield the checks that ask what is not in the evidence, with how many submissions each has."""
    reasons_by_check: dict[str, list[str]] = defaultdict(list)
    submissions = set()
    for each in class_:
        for check, why in each.lacking.items():
            reasons_by_check[check].append(why)
            submissions.add(each.name)
    if not reasons_by_check:
        return
    run = "are run" if applied else "must be run; --apply runs them"
    yield (
        f"{count(len(reasons_by_check), 'check')} of {count(len(submissions), 'submission')} ask"
        " what is not"
        f" in the evidence and {run}:"
    )
    for check, reasons in sorted(reasons_by_check.items()):
        yield f"  {check}: {count(len(reasons), 'submission')}, {reasons[0]}"


def _problem_lines(class_: Iterable[Rejudged]) -> Iterator[str]:
    problems = [each for each in class_ if each.problem]
    if problems:
        yield (
            f"{count(len(problems), 'submission')} cannot be judged from evidence; `grade batch`"
            " judges them from what was handed in:"
        )
    yield from (f"  {line(each.name)}: {line(each.problem)}" for each in problems)


def rejudged_json(class_: Iterable[Rejudged], *, applied: bool) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "schema": "tensorgrade/rejudged/1",
        "applied": applied,
        "submissions": [
            {
                "submission": each.name,
                "student": each.before.student,
                "judged_again": list(each.tasks),
                "changes": [fields_of(change) for change in each.changes],
                "to_run": dict(each.lacking),
                "problem": each.problem,
            }
            for each in class_
        ],
    }
