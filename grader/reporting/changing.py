"""What is another one since the last run: points of tasks and of the whole, and why.

Two moments are compared: before the last run, and now.  What the run judged anew counts, and so do
marks, decisions and a moved deadline, before anything is exported.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grader.gradebook.made_from import Ingredient, changed_ingredients
from grader.model import Grade, Override, Result, RubricEntry, TaskResult, TaskStatus
from grader.points import points_or_status, status_words, written

from .class_report import WHOLE, Change, Person
from .graded_work import Basis, Standing
from .rules_changed import rules_changed

# Why a task was judged otherwise, in the order in which it is told.
_WHY = {
    Ingredient.WORK: "the work is another one",
    Ingredient.CHECKS: "its checks were changed",
    Ingredient.REFERENCE: "the reference was changed",
    Ingredient.TOLERANCES: "the tolerance was changed",
    Ingredient.SEEDS: "inputs were drawn from other seeds",
    Ingredient.TASK: "the task's points or settings were changed",
    Ingredient.COURSE: "limits, packages or files of the course were changed",
    Ingredient.VERSIONS: "it was judged by other versions of the grader, Python, NumPy or PyTorch",
}
_RECORDED = "the reference's answers were recorded anew"
_OTHERWISE = "a check, a tolerance or the reference was changed"
# What is recorded anew by itself once one of these is changed.
_RECORDS = frozenset(_WHY) - {Ingredient.WORK}


def changes(person: Person, before: Standing, now: Standing) -> Iterator[Change]:
    """Yield each task whose points or state are another; one that is new or gone counts too.

    Then the whole, where lateness or the rules of the grade changed it.
    """
    earlier, later = _tasks(before), _tasks(now)
    for name in earlier | later:
        old, new = earlier.get(name), later.get(name)
        if _told(old) != _told(new):
            why = _joined(_why(before.basis, now.basis, old, new))
            yield Change(person=person, task=name, before=_told(old), after=_told(new), why=why)
    why = _joined(rules_changed(before, now))
    if why and _counts_otherwise(before, now) and _total(before.grade) != _total(now.grade):
        yield Change(
            person=person,
            task=WHOLE,
            before=_total(before.grade),
            after=_total(now.grade),
            why=why,
        )


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(reasons))


def _counts_otherwise(before: Standing, now: Standing) -> bool:
    """Return whether lateness took another part off, other tasks count, or a person holds it."""
    if before.grade.hold != now.grade.hold:
        return True
    rules = [(each.basis.policy.drop, each.basis.policy.extra_credit) for each in (before, now)]
    return _taken_off(before.grade) != _taken_off(now.grade) or rules[0] != rules[1]


def _taken_off(grade: Grade) -> Decimal:
    """Return how many points lateness took off; none where they are not known yet."""
    if grade.raw is None or grade.adjusted is None:
        return Decimal(0)
    return grade.raw - grade.adjusted


def _tasks(standing: Standing) -> dict[str, TaskResult]:
    """Return the tasks that were judged, with their points in the grade where it has them."""
    graded = {task.id: task for task in standing.grade.tasks}
    return {task.id: graded.get(task.id, task) for task in standing.basis.result.tasks}


def _told(task: TaskResult | None) -> str:
    return "no such task" if task is None else points_or_status(task)


def _total(grade: Grade) -> str:
    """Return the points that a grade has after lateness, or its state."""
    if grade.adjusted is None:
        return status_words(grade.status)
    return f"{written(grade.adjusted)} of {written(grade.possible)}"


def _why(
    before: Basis, now: Basis, old: TaskResult | None, new: TaskResult | None
) -> Iterator[str]:
    """Yield the reasons: what the student did, what the course changed, what a person decided."""
    if old is None or new is None:
        yield "the assignment has other tasks now"
        return
    decided = list(_decided(before, now, old.id))
    yield from _judged_otherwise(before, now, old, new, decided=bool(decided))
    yield from decided


def reasons(before: str, now: str) -> list[str]:
    """Return what was changed between two texts of `made_from`, as sentences."""
    changed = changed_ingredients(before, now)
    told = [_WHY[each] for each in _WHY if each in changed]
    if Ingredient.RECORDED in changed and not changed & _RECORDS:
        told.append(_RECORDED)
    return told


def _judged_otherwise(
    before: Basis, now: Basis, old: TaskResult, new: TaskResult, *, decided: bool
) -> Iterator[str]:
    """Yield why a task was judged otherwise; nothing where it was not, and a person decided."""
    if decided and _judged(before.result, old.id) == _judged(now.result, new.id):
        return
    told = reasons(before.keys.get(old.id, ""), now.keys.get(new.id, ""))
    yield from told or [_without_keys(before.result, now.result, old, new)]


def _without_keys(before: Result, now: Result, old: TaskResult, new: TaskResult) -> str:
    """Return the nearest reason that two results tell by themselves."""
    nearest = {
        _WHY[Ingredient.WORK]: before.submission.digest != now.submission.digest,
        "the task has other checks now": _check_ids(old) != _check_ids(new),
        "the points of the task were changed": old.possible != new.possible,
        _WHY[Ingredient.SEEDS]: before.seeds != now.seeds,
        _WHY[Ingredient.VERSIONS]: before.versions != now.versions,
        "it was held in one of the two runs": TaskStatus.HELD in (old.status, new.status),
    }
    return next((reason for reason, holds in nearest.items() if holds), _OTHERWISE)


def _decided(before: Basis, now: Basis, task: str) -> Iterator[str]:
    """Yield what a person decided on a task since."""
    for each in now.decisions[len(before.decisions) :]:
        if isinstance(each, RubricEntry) and each.task == task:
            yield f"marked by {each.by}"
        elif isinstance(each, Override) and each.task == task:
            what = "an override" if each.points is not None else "an override was taken back"
            yield f"{what}, by {each.by}: {each.reason}"


def _judged(result: Result, name: str) -> tuple[TaskStatus, Decimal | None] | None:
    """Return how a task was judged, without what a person made of it."""
    return next(((task.status, task.earned) for task in result.tasks if task.id == name), None)


def _check_ids(task: TaskResult) -> set[str]:
    return {check.id for check in task.checks}
