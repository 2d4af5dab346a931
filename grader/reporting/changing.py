"""What is another one since the last run: points of tasks and of the whole, and why.

Two moments are compared: before the last run, and now.  What the run judged anew counts, and so do
marks, decisions and a moved deadline, before anything is exported.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grader.gradebook.made_from import Ingredient, changed_ingredients
from grader.model import Grade, Override, Result, RubricEntry, TaskResult, TaskStatus
from grader.points import points_or_status, points_text, status_words

from .class_report import WHOLE, Change, Person
from .graded_work import Basis, Standing
from .rules_changed import explain_rule_changes

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
        words = _task_words(old), _task_words(new)
        if words[0] != words[1]:
            reasons = _find_reasons(before.basis, now.basis, old, new)
            yield _change(person, name, words, reasons)
    words = _total_words(before.grade), _total_words(now.grade)
    if words[0] != words[1] and _counts_otherwise(before, now):
        change = _change(person, WHOLE, words, explain_rule_changes(before, now))
        if change.why:
            yield change


def _change(person: Person, task: str, words: tuple[str, str], reasons: Iterable[str]) -> Change:
    """Return a change from the one words to the others; each reason is told once."""
    before, after = words
    why = "; ".join(dict.fromkeys(reasons))
    return Change(person=person, task=task, before=before, after=after, why=why)


def _counts_otherwise(before: Standing, now: Standing) -> bool:
    """Return whether lateness took another part off, other tasks count, or a person holds it."""
    if before.grade.hold != now.grade.hold:
        return True
    rules = [(each.basis.policy.drop, each.basis.policy.extra_credit) for each in (before, now)]
    return _late_deduction(before.grade) != _late_deduction(now.grade) or rules[0] != rules[1]


def _late_deduction(grade: Grade) -> Decimal:
    """Return how many points lateness took off; none where they are not known yet."""
    if grade.raw is None or grade.adjusted is None:
        return Decimal(0)
    return grade.raw - grade.adjusted


def _tasks(standing: Standing) -> dict[str, TaskResult]:
    """Return the tasks that were judged, with their points in the grade where it has them."""
    graded = {task.id: task for task in standing.grade.tasks}
    return {task.id: graded.get(task.id, task) for task in standing.basis.result.tasks}


def _task_words(task: TaskResult | None) -> str:
    return "no such task" if task is None else points_or_status(task)


def _total_words(grade: Grade) -> str:
    """Return the points that a grade has after lateness, or its state."""
    if grade.adjusted is None:
        return status_words(grade.status)
    return f"{points_text(grade.adjusted)} of {points_text(grade.possible)}"


def _find_reasons(
    before: Basis, now: Basis, old: TaskResult | None, new: TaskResult | None
) -> Iterator[str]:
    """Yield the reasons: what the student did, what the course changed, what a person decided."""
    if old is None or new is None:
        yield "the assignment has other tasks now"
        return
    decisions = list(_explain_decisions(before, now, old.id))
    yield from _explain_judging(before, now, old, new, is_decided=bool(decisions))
    yield from decisions


def explain_changes(before: str, now: str) -> list[str]:
    """Return what was changed between two texts of `made_from`, as sentences."""
    changed = changed_ingredients(before, now)
    sentences = [_WHY[each] for each in _WHY if each in changed]
    if Ingredient.RECORDED in changed and not changed & _RECORDS:
        sentences.append(_RECORDED)
    return sentences


def _explain_judging(
    before: Basis, now: Basis, old: TaskResult, new: TaskResult, *, is_decided: bool
) -> Iterator[str]:
    """Yield why a task was judged otherwise; nothing where it was not, and a person decided."""
    judged = [each.result.task(old.id) for each in (before, now)]
    states = [(each.status, each.earned) for each in judged if each is not None]
    if is_decided and states[0] == states[1]:
        return
    sentences = explain_changes(before.keys.get(old.id, ""), now.keys.get(new.id, ""))
    yield from sentences or [_guess_reason(before.result, now.result, old, new)]


def _guess_reason(before: Result, now: Result, old: TaskResult, new: TaskResult) -> str:
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


def _explain_decisions(before: Basis, now: Basis, task: str) -> Iterator[str]:
    """Yield what a person decided on a task since."""
    for each in now.decisions[len(before.decisions) :]:
        if isinstance(each, RubricEntry) and each.task == task:
            yield f"marked by {each.by}"
        elif isinstance(each, Override) and each.task == task:
            what = "an override" if each.points is not None else "an override was taken back"
            yield f"{what}, by {each.by}: {each.reason}"


def _check_ids(task: TaskResult) -> set[str]:
    return {check.id for check in task.checks}
