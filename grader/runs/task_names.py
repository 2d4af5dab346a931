"""Tasks and checks that a person names on the command line."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePath

from grader.errors import CalledWrongly
from grader.language import join_items, tr
from grader.model import Assignment, Task
from grader.nouns import frozen

# How alike two names are meant for one another: sort and srot are, sorting and clip not.
NEAR = 0.65


@frozen
class Requested:
    """A person's choice: ids of tasks, and ids of checks where not all of a task's are meant.

    Both empty: everything.
    """

    tasks: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


def find_requested(assignment: Assignment, names: Iterable[str]) -> Requested:
    """Return the tasks and checks with those names: `mean`, `mean.py`, `mean::random_series`.

    Where a task is named too, all of its checks are meant.  Raises CalledWrongly for a name that
    is no task's; whether a check is there, the judge knows.
    """
    whole_tasks: list[str] = []
    parts: dict[str, str] = {}
    for name in names:
        task, mark, check = name.partition("::")
        if mark:
            parts |= {f"{each}::{check}": each for each in task_ids(assignment, [task])}
        else:
            whole_tasks += task_ids(assignment, [name])
    checks = tuple(check for check, task in parts.items() if task not in whole_tasks)
    tasks = tuple(dict.fromkeys((*whole_tasks, *parts.values())))
    return Requested(tasks, checks)


def task_ids(assignment: Assignment, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the tasks with those names, each once; files and functions name them too.

    Raises CalledWrongly for a name that is no task's, with those that are nearest.
    """
    return tuple(dict.fromkeys(task for name in names for task in _find_tasks(assignment, name)))


def _find_tasks(assignment: Assignment, name: str) -> list[str]:
    """Return the tasks that a name means: the id, else every task of that file or function."""
    ids = assignment.task_ids
    if name in ids:
        return [name]
    meant_ids = [task.id for task in assignment.tasks if _is_part_of(task, name)]
    if meant_ids:
        return meant_ids
    file = PurePath(name).name
    near_ids = get_close_matches(file.removesuffix(".py"), ids, n=3, cutoff=NEAR)
    words = {"assignment": assignment.id, "name": name, "known": join_items(ids)}
    if near_ids:
        raise CalledWrongly(
            tr(
                "{assignment} has no task {name!r} (did you mean {near}?); its tasks are {known}",
                near=tr(" or ").join(near_ids),
                **words,
            )
        )
    raise CalledWrongly(tr("{assignment} has no task {name!r}; its tasks are {known}", **words))


def _is_part_of(task: Task, name: str) -> bool:
    """Return whether a name is that of a task's file, of its check file or of what it defines.

    A file may be named by any path.
    """
    path = "/" + name.replace("\\", "/")
    is_file = any(path.endswith(f"/{file}") for file in (task.file, f"test_{task.id}.py"))
    return is_file or name in task.defines
