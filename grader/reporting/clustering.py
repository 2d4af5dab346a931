"""Who fails alike: submissions whose first failure of a task has the same signature.

A diagnosis is a signature of its own.  Where nothing was diagnosed it is the check, how it ended,
and where and how far its numbers first part; a message's own digits do not count, since two people
with one mistake may have other numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.feedback.causes import causes
from grader.feedback.words import is_not_started, outcome_words
from grader.files.plain_text import line
from grader.model import CheckResult, Result, TaskResult
from grader.reporting.class_report import Cluster, Person

_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


@dataclass(slots=True)
class _Gathered:
    first: CheckResult
    people: list[Person] = field(default_factory=list)
    checks: dict[str, None] = field(default_factory=dict)  # in the order they were seen


def clusters(judged: Iterable[tuple[Person, Result]]) -> tuple[Cluster, ...]:
    """Return who fails alike, the largest group first, then in the order of the tasks.

    Only what is the student's own to mend makes a cluster; a task that was not started makes none.
    """
    gathered: dict[tuple[str, str], _Gathered] = {}
    for person, result in judged:
        for task, check in _first_failures(result):
            group = gathered.setdefault((task.id, signature(check)), _Gathered(check))
            group.people.append(person)
            group.checks[check.id] = None
    made = [_cluster(task, key, group) for (task, key), group in gathered.items()]
    order = _order(made)
    return tuple(sorted(made, key=lambda each: (-len(each.people), order[each.task], each.key)))


def signature(check: CheckResult) -> str:
    """Return what two failures share when they are one mistake: 12 hexadecimal digits."""
    if check.diagnosis is not None:
        told = f"{check.diagnosis.kind} {check.diagnosis.name}"
    else:
        told = f"{check.id} {check.outcome} {_pattern(check)}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _pattern(check: CheckResult) -> str:
    """Return where the numbers part and what share of them is wrong, or the message's words."""
    parted = check.difference
    if parted is None:
        return _DIGITS.sub("#", line(check.message.partition("\n")[0]))
    wrong = 0.0
    if parted.differing is not None and parted.size:
        wrong = round(parted.differing / parted.size, 1)
    return f"{parted.kind} {parted.where} {wrong}"


def _first_failures(result: Result) -> Iterator[tuple[TaskResult, CheckResult]]:
    for task in result.tasks:
        told = None if is_not_started(task) else causes(task)
        if told is not None and told.first.blame == "student":
            yield task, told.first


def _cluster(task: str, key: str, group: _Gathered) -> Cluster:
    check, known = group.first, group.first.diagnosis
    title = known.title if known else f"{check.title}: {outcome_words(check.outcome)}"
    return Cluster(
        key=key,
        task=task,
        title=line(title),
        explanation=line(known.explanation) if known else "",
        named=known is not None,
        checks=tuple(group.checks),
        example=line(check.message.partition("\n")[0]),
        people=tuple(group.people),
    )


def _order(made: Iterable[Cluster]) -> dict[str, int]:
    places: defaultdict[str, int] = defaultdict(lambda: len(places))
    return {each.task: places[each.task] for each in made}
