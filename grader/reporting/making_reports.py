"""Making the report of a class from results and grades."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from grader.feedback.words import is_not_started
from grader.files.plain_text import line
from grader.model import Assignment, CheckResult, Grade, Outcome, Result, TaskStatus
from grader.points import written
from grader.reporting.changing import changes
from grader.reporting.class_report import (
    Change,
    CheckSummary,
    ClassReport,
    NearMiss,
    Note,
    Person,
    TaskSummary,
)
from grader.reporting.clustering import clusters
from grader.reporting.item_analysis import difficulty, discrimination, spread_of

NEAR = 10.0  # how many times what is allowed an error may be, to be called a near miss


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedWork:
    """A student's grade, the latest result behind it, and the result of the run before."""

    grade: Grade
    result: Result
    before: Result | None = None

    @property
    def person(self) -> Person:
        """Return who it is."""
        own, student = self.result.submission.name, self.grade.student
        return Person(
            submission=line(own), name=line(student.name or own), section=line(student.section)
        )


def make_report(assignment: Assignment, class_: Sequence[GradedWork]) -> ClassReport:
    """Return the report of a class; it says nothing of who handed nothing in but their names."""
    present = [each for each in class_ if each.grade.status is not TaskStatus.NOT_SUBMITTED]
    known = [each for each in present if each.grade.status is TaskStatus.GRADED]
    return ClassReport(
        assignment=assignment.id,
        title=assignment.title,
        possible=written(assignment.points),
        people=len(class_),
        graded=len(known),
        awaiting=sum(each.grade.status is TaskStatus.AWAITING for each in present),
        spread=spread_of([_share(each.grade.adjusted, each.grade.possible) for each in known]),
        tasks=tuple(_task_summaries(assignment, present)),
        checks=tuple(_check_summaries([each.result for each in present])),
        clusters=clusters((each.person, each.result) for each in present),
        held=tuple(_held(present)),
        missing=tuple(each.person for each in class_ if each not in present),
        late=tuple(_late(present)),
        near=tuple(_near_misses(present)),
        equal=_equal(present),
        changes=tuple(_changes(class_)),
    )


def _share(earned: Decimal | None, possible: Decimal) -> float:
    return float((earned or Decimal(0)) / possible) if possible else 0.0


def _task_summaries(assignment: Assignment, present: Sequence[GradedWork]) -> Iterator[TaskSummary]:
    for task in assignment.tasks:
        mine = [each for judged in present for each in judged.grade.tasks if each.id == task.id]
        states = [each.status for each in mine]
        shares = [
            _share(each.earned, each.possible) for each in mine if each.status is TaskStatus.GRADED
        ]
        times = [
            sum(check.seconds for check in each.checks)
            for judged in present
            for each in judged.result.tasks
            if each.id == task.id and each.status is TaskStatus.GRADED and each.checks
        ]
        yield TaskSummary(
            id=task.id,
            title=task.title,
            possible=written(task.points),
            handed_in=len(mine) - states.count(TaskStatus.NOT_SUBMITTED),
            not_handed_in=len(present) - len(mine) + states.count(TaskStatus.NOT_SUBMITTED),
            held=states.count(TaskStatus.HELD),
            spread=spread_of(shares),
            seconds=median(times) if times else None,
        )


def _check_summaries(results: Iterable[Result]) -> Iterator[CheckSummary]:
    """Yield the item analysis of each check that is worth points, in the order of the tasks."""
    judged: dict[str, list[tuple[CheckResult, float]]] = defaultdict(list)
    for result in results:
        decided = [check for check in result.checks if _is_decided(check)]
        total = float(sum((check.earned or Decimal(0) for check in decided), Decimal(0)))
        for check in decided:
            judged[check.id].append((check, total - float(check.earned or 0)))
    for seen in judged.values():
        first = seen[0][0]
        shares = [_share(check.earned, check.possible) for check, _ in seen]
        yield CheckSummary(
            id=first.id,
            title=line(first.title),
            hidden=first.hidden,
            judged=len(seen),
            passed=sum(check.outcome is Outcome.PASSED for check, _ in seen),
            difficulty=difficulty(shares),
            discrimination=discrimination(shares, [rest for _, rest in seen]),
        )


def _is_decided(check: CheckResult) -> bool:
    return check.earned is not None and check.possible > 0


def _held(present: Iterable[GradedWork]) -> Iterator[Note]:
    for each in present:
        if each.grade.status is TaskStatus.HELD:
            tasks = [task.id for task in each.grade.tasks if task.status is TaskStatus.HELD]
            yield Note(person=each.person, text=", ".join(tasks) or "the whole submission")


def _late(present: Iterable[GradedWork]) -> Iterator[Note]:
    for each in present:
        days = each.grade.days_late
        if days:
            yield Note(person=each.person, text=f"{days} day{'' if days == 1 else 's'} late")


def _near_misses(present: Iterable[GradedWork]) -> Iterator[NearMiss]:
    for each in present:
        for check in each.result.checks:
            parted = check.difference
            if check.outcome is not Outcome.FAILED or parted is None or not parted.allowed:
                continue
            times = (parted.error or 0.0) / parted.allowed
            if 1.0 < times <= NEAR:
                yield NearMiss(person=each.person, check=check.id, times=times)


def _equal(present: Iterable[GradedWork]) -> tuple[tuple[Person, ...], ...]:
    """Return groups of people who handed in the same work, byte by byte; stubs are nobody's."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for each in present:
        if not all(map(is_not_started, each.result.tasks)):
            groups[each.result.submission.digest].append(each.person)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _changes(class_: Iterable[GradedWork]) -> Iterator[Change]:
    for each in class_:
        if each.before is not None:
            yield from changes(each.person, each.before, each.result)
