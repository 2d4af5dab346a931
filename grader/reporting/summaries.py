"""Tasks and checks over the class: who handed in, what was earned, how long it took."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from grader.files.plain_text import line
from grader.model import CheckResult, Grade, Outcome, Result, Task, TaskStatus
from grader.points import points_text

from .class_report import CheckSummary, TaskSummary
from .item_analysis import difficulty, discrimination, spread_of


def task_summary(task: Task, grades: Iterable[Grade], results: Iterable[Result]) -> TaskSummary:
    """Return a task over the class; points are those of the grades, after marks and overrides."""
    task_results = [each for grade in grades for each in grade.tasks if each.id == task.id]
    states = [each.status for each in task_results]
    graded = [each for each in task_results if each.status is TaskStatus.GRADED]
    return TaskSummary(
        id=task.id,
        title=task.title,
        possible=points_text(task.points),
        handed_in=len(task_results) - states.count(TaskStatus.NOT_SUBMITTED),
        not_handed_in=states.count(TaskStatus.NOT_SUBMITTED),
        held=states.count(TaskStatus.HELD),
        spread=spread_of([share(each.earned, each.possible) for each in graded]),
        seconds=_seconds(task.id, results),
    )


def check_summaries(results: Iterable[Result]) -> Iterator[CheckSummary]:
    """Yield the item analysis of each check that is worth points, in the order of the tasks."""
    by_check: dict[str, list[tuple[CheckResult, float]]] = defaultdict(list)
    for result in results:
        decided_checks = list(filter(_is_decided, result.checks))
        total = sum(map(_points, decided_checks))
        for check in decided_checks:
            by_check[check.id].append((check, total - _points(check)))
    for pairs in by_check.values():
        yield _check_summary(pairs)


def share(earned: Decimal | None, possible: Decimal) -> float:
    """Return what part of the possible points was earned; 0 where nothing is possible."""
    return float((earned or Decimal(0)) / possible) if possible else 0.0


def _seconds(task: str, results: Iterable[Result]) -> float | None:
    """Return the median time of a task's checks, None where none ran."""
    ran = [each for result in results for each in result.tasks if each.id == task and each.checks]
    times = [
        sum(check.seconds for check in each.checks)
        for each in ran
        if each.status is TaskStatus.GRADED
    ]
    return median(times) if times else None


def _check_summary(pairs: Sequence[tuple[CheckResult, float]]) -> CheckSummary:
    """Return a check's item analysis; each pair has the same person's points in all else."""
    first = pairs[0][0]
    shares = [share(check.earned, check.possible) for check, _ in pairs]
    return CheckSummary(
        id=first.id,
        title=line(first.title),
        hidden=first.hidden,
        judged=len(pairs),
        passed=sum(check.outcome is Outcome.PASSED for check, _ in pairs),
        difficulty=difficulty(shares),
        discrimination=discrimination(shares, [other_points for _, other_points in pairs]),
    )


def _is_decided(check: CheckResult) -> bool:
    return check.earned is not None and check.possible > 0


def _points(check: CheckResult) -> float:
    return float(check.earned or 0)
