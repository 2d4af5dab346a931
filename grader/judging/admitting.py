"""Rules that a check file must keep, looked at once it is collected and before anything runs.

Each broken rule is a BadCheck: the course's mistake, in a sentence that says how to mend it.
"""

import inspect
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from grader.checking.declare import ATTRIBUTE, Declared
from grader.config.course_texts import load_translator
from grader.errors import BadCheck
from grader.model import Assignment, Check, Task

from .suite import Collected, edited_file

FIXTURES = ("student", "reference", "rng", "compare")


def admit_checks(
    assignment: Assignment, items: Iterable[pytest.Item], *, whole: bool
) -> list[Collected]:
    """Return the checks that pytest collected, in the order in which they run.

    Of a task the visible ones come first, and structure checks before those that need them.  Points
    must add up to the assignment's where the checks are `whole`.  Raises BadCheck.
    """
    collected = [_read_item(assignment, item) for item in items]
    checks = [each.check for each in collected]
    _refuse_bad_needs(checks)
    if whole:
        _refuse_wrong_points(assignment, checks)
    order = {task.id: place for place, task in enumerate(assignment.tasks)}
    return sorted(
        collected,
        key=lambda each: (order[each.check.task], each.check.hidden, bool(each.check.needs)),
    )


def _read_item(assignment: Assignment, item: pytest.Item) -> Collected:
    path = Path(item.path)
    edited = edited_file(assignment, path)
    place = f"{edited}::{item.name}"
    function = _as_check_function(item, place)
    task = _find_task_id(assignment, path, edited)
    declared = _read_decorator(function, place, assignment.task(task))
    say = load_translator(assignment)
    _refuse_module_state(edited, function)
    hidden = assignment.solutions is not None and path.is_relative_to(assignment.solutions)
    check = Check(
        id=f"{task}::{function.originalname.removeprefix('test_')}",
        task=task,
        title=say(declared.title),
        points=declared.points,
        hidden=hidden,
        needs=tuple(f"{task}::{need}" for need in declared.needs),
        hints=declared.hints.map_texts(say),
        asserted=declared.asserted,
        carries=declared.carries,
        shows=declared.shows or assignment.hidden_shows,
    )
    return Collected(check, item, path)


def _read_decorator(function: pytest.Function, place: str, task: Task) -> Declared:
    """Return what the decorator says of a check.  Raises BadCheck where the task forbids it."""
    declared: Declared | None = getattr(function.function, ATTRIBUTE, None)
    if declared is None:
        raise BadCheck(f"{place}: it has no @check(points=…, title=…); add it")
    if declared.asserted and not task.asserted:
        raise BadCheck(
            f"{place}: it runs asserts in the student process, whose trust is lower; write"
            f" `asserted = true` at the task {task.id} in assignment.toml, or compare values"
        )
    return declared


def _as_check_function(item: pytest.Item, place: str) -> pytest.Function:
    """Return the item as the plain function of the four fixtures that a check has to be."""
    if not isinstance(item, pytest.Function) or item.cls is not None:
        raise BadCheck(f"{place}: a check is a plain function; move it out of its class")
    parameters = inspect.signature(item.function).parameters
    unknown = [name for name in parameters if name not in FIXTURES]
    if unknown and getattr(item.function, ATTRIBUTE, None) is not None:
        raise BadCheck(
            f"{place}: a check uses student, reference, rng and compare only, not"
            f" {', '.join(unknown)}"
        )
    return item


def _find_task_id(assignment: Assignment, path: Path, edited: Path) -> str:
    """Return the id of the task that a check file's name gives."""
    task = path.stem.removeprefix("test_")
    if task not in {known.id for known in assignment.tasks}:
        raise BadCheck(
            f"{edited}: assignment.toml has no task {task!r}; name the file test_<task>.py"
        )
    return task


def _refuse_module_state(path: Path, item: pytest.Function) -> None:
    """Refuse a check file that can remember: it is run for many submissions."""
    module = getattr(item, "module", None)
    for name, value in vars(module).items() if module else ():
        if not name.startswith("__") and isinstance(
            value, list | dict | set | bytearray | np.ndarray
        ):
            raise BadCheck(
                f"{path}: {name} can be changed by a check; make it a tuple, or make it inside a"
                " function"
            )
        if type(value).__name__ == "FixtureFunctionDefinition":
            raise BadCheck(
                f"{path}: {name} is a fixture; a check uses the four fixtures of the kit only"
            )


def _refuse_bad_needs(checks: list[Check]) -> None:
    """Refuse ids that are there twice, and needs that are no structure check of the same task."""
    by_id: dict[str, Check] = {}
    for check in checks:
        if check.id in by_id:
            raise BadCheck(
                f"two checks have the id {check.id}; rename one (visible and hidden ones share"
                " their ids)"
            )
        by_id[check.id] = check
    for check in checks:
        for need in check.needs:
            _refuse_bad_need(check, need, by_id.get(need))


def _refuse_bad_need(check: Check, need: str, needed: Check | None) -> None:
    if needed is None:
        raise BadCheck(f"{check.id} needs {need}, which is not there; correct needs=")
    if needed.hidden and not check.hidden:
        raise BadCheck(
            f"{check.id} is visible and needs {need}, which is hidden; make both visible"
        )
    if needed.points:
        raise BadCheck(
            f"{check.id} needs {need}, which has points; only structure checks (0 points)"
            " are needed"
        )


def _refuse_wrong_points(assignment: Assignment, checks: list[Check]) -> None:
    """Refuse points of checks that do not add up to what assignment.toml says."""
    with_hidden = assignment.solutions is not None
    for task in assignment.coding_tasks:
        visible, hidden = (_sum_of_points(checks, task.id, hidden=each) for each in (False, True))
        if visible == task.visible_points and (not with_hidden or hidden == task.hidden_points):
            continue
        raise BadCheck(
            f"{task.id}: assignment.toml says {task.points} points, {task.hidden_points} of"
            f" them hidden, but its visible checks add up to {visible}"
            + (f" and its hidden ones to {hidden}" if with_hidden else "")
        )


def _sum_of_points(checks: list[Check], task: str, *, hidden: bool) -> Decimal:
    points = (check.points for check in checks if check.task == task and check.hidden is hidden)
    return sum(points, Decimal(0))
