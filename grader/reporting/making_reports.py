"""Making the report of a class from results and grades."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from grader.feedback.words import count, is_not_started
from grader.model import Assignment, CheckResult, Grade, Outcome, TaskStatus
from grader.points import points_text

from .changing import changes
from .class_report import (
    Change,
    ClassReport,
    NearMiss,
    Note,
    Person,
    Spread,
)
from .clustering import find_clusters
from .commenting import cluster_comments
from .graded_work import GradedWork
from .item_analysis import spread_of
from .summaries import check_summaries, share, task_summary

NEAR = 10.0  # how many times what is allowed an error may be, to be called a near miss


def make_report(assignment: Assignment, class_: Sequence[GradedWork]) -> ClassReport:
    """Return the report of a class; it says nothing of who handed nothing in but their names."""
    present = [each for each in class_ if each.grade.status is not TaskStatus.NOT_SUBMITTED]
    grades, results = [each.grade for each in present], [each.result for each in present]
    states = Counter(each.status for each in grades)
    alike = find_clusters((each.person, each.result) for each in present)
    return ClassReport(
        assignment=assignment.id,
        title=assignment.title,
        possible=points_text(assignment.points),
        people=len(class_),
        graded=states[TaskStatus.GRADED],
        awaiting=states[TaskStatus.AWAITING],
        spread=_spread(grades),
        tasks=tuple(task_summary(task, grades, results) for task in assignment.tasks),
        checks=tuple(check_summaries(results)),
        clusters=alike,
        comments=cluster_comments(class_, alike),
        held=tuple(_held_notes(present)),
        missing=tuple(
            each.person for each in class_ if each.grade.status is TaskStatus.NOT_SUBMITTED
        ),
        late=tuple(_late_notes(present)),
        near=tuple(_near_misses(present)),
        equal=_equal_groups(present),
        changes=tuple(_changes(class_)),
    )


def _spread(grades: Iterable[Grade]) -> Spread | None:
    graded = [each for each in grades if each.status is TaskStatus.GRADED]
    return spread_of([share(each.adjusted, each.possible) for each in graded])


def _held_notes(present: Iterable[GradedWork]) -> Iterator[Note]:
    for each in present:
        if each.grade.status is TaskStatus.HELD:
            tasks = [task.id for task in each.grade.tasks if task.status is TaskStatus.HELD]
            text = ", ".join(tasks) or "the whole submission"
            hold = each.grade.hold
            yield Note(person=each.person, text=f"by {hold.by}: {hold.reason}" if hold else text)


def _late_notes(present: Iterable[GradedWork]) -> Iterator[Note]:
    for each in present:
        if each.grade.days_late:
            yield Note(person=each.person, text=f"{count(each.grade.days_late, 'day')} late")


def _near_misses(present: Iterable[GradedWork]) -> Iterator[NearMiss]:
    for each in present:
        for check in each.result.checks:
            times = _times_allowed(check)
            if 1.0 < times <= NEAR:
                yield NearMiss(person=each.person, check=check.id, times=times)


def _times_allowed(check: CheckResult) -> float:
    """Return how many times what is allowed a failed check's number is off; 0 where unknown."""
    difference = check.difference
    if check.outcome is not Outcome.FAILED or difference is None or not difference.allowed:
        return 0.0
    return (difference.error or 0.0) / difference.allowed


def _equal_groups(present: Iterable[GradedWork]) -> tuple[tuple[Person, ...], ...]:
    """Return groups of people who handed in the same work, byte by byte; stubs are nobody's."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for each in present:
        if not all(map(is_not_started, each.result.tasks)):
            groups[each.result.submission.digest].append(each.person)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _changes(class_: Iterable[GradedWork]) -> Iterator[Change]:
    for each in class_:
        if each.before is not None:
            yield from changes(each.person, each.before, each.now)
