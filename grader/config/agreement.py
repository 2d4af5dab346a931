"""Rules on several keys of a settings file together, beyond the type of each."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.language import tr
from grader.model import Device

if TYPE_CHECKING:
    from .declared import AssignmentFile, TaskTable

MOST_POINTS = 1_000_000
# Stands in a sentence where the key goes, as a person writes it: `tasks[2].points`.
KEY = "{}"


class Unfit(ValueError):
    """Values that do not go together.

    `at` is the key that the sentence speaks of, counted from the table that raises it; KEY in the
    sentence is replaced by that key as a person writes it.
    """

    def __init__(self, sentence: str, *at: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.at = at


def describe_value(value: object) -> str:
    """Return a value as a message shows it: short, numbers as they were written."""
    if isinstance(value, Decimal):
        text = str(value) if value.is_finite() else repr(float(value))
    else:
        text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def check_points(key: str, points: Decimal, *, most: int = MOST_POINTS) -> None:
    if not points.is_finite() or points < 0:
        raise Unfit(
            tr("{key} must be zero or more, not {value}", key=KEY, value=describe_value(points)),
            key,
        )
    if points > most:
        raise Unfit(
            tr(
                "{key} must be at most {most}, not {value}",
                key=KEY,
                most=most,
                value=describe_value(points),
            ),
            key,
        )


def check_once(label: str, values: tuple[str, ...], *at: str | int) -> None:
    for value in values:
        if values.count(value) > 1:
            raise Unfit(
                tr("{named} names {value!r} twice; remove one", named=label, value=value), *at
            )


def check_path(label: str, name: str, *at: str | int) -> None:
    """Raise Unfit unless a name leads to a file below the assignment's folder, on any system."""
    parts = name.split("/")
    if not name or "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise Unfit(
            tr(
                "{named} {name!r} must be a path inside the assignment, such as a/b.py",
                named=label,
                name=name,
            ),
            *at,
        )
    if any(part.strip(" .") == "" or part.startswith(".") for part in parts):
        raise Unfit(
            tr(
                "{named} {name!r} must lead straight to a file inside the assignment",
                named=label,
                name=name,
            ),
            *at,
        )


def check_task(task: TaskTable) -> None:
    """Raise Unfit unless what a task says of itself goes together."""
    if not task.id.isidentifier():
        raise Unfit(
            tr(
                "the task id {id!r} must be a name such as `my_task`: it is a file's name too",
                id=task.id,
            ),
            "id",
        )
    if not task.marked_by_hand and not task.defines:
        raise Unfit(
            tr('the task {id} defines nothing; say defines = ["its_function"]', id=task.id),
            "defines",
        )
    if task.device is not Device.CPU and task.server == "numpy":
        raise Unfit(
            tr('the task {id} needs server = "torch" for this device', id=task.id), "device"
        )


def check_hidden_points(task: TaskTable) -> None:
    if task.hidden_points > task.points:
        raise Unfit(
            tr(
                "{id} has {hidden_points} hidden points of {points}; hidden ones are a part of all",
                id=task.id,
                hidden_points=task.hidden_points,
                points=task.points,
            ),
            "hidden_points",
        )
    if task.marked_by_hand and task.hidden_points:
        raise Unfit(
            tr(
                "{id} is marked by hand, so it has no hidden points; remove hidden_points",
                id=task.id,
            ),
            "hidden_points",
        )


def check_tasks(assignment: AssignmentFile) -> None:
    tasks = assignment.tasks
    if not tasks:
        raise Unfit(tr("it has no [[tasks]]; add one"))
    owners: dict[tuple[str, str], str] = {}
    for number, task in enumerate(tasks):
        if any(task.id == other.id for other in tasks[:number]):
            raise Unfit(
                tr("two tasks have the id {id!r}; rename one", id=task.id), "tasks", number, "id"
            )
        for name in task.defines:
            owner = owners.setdefault((task.file_name, name), task.id)
            if owner != task.id:
                raise Unfit(
                    tr(
                        "{first} and {id} are both in {file_name} and both define {name!r};"
                        " a name of a file belongs to one task",
                        first=owner,
                        id=task.id,
                        file_name=task.file_name,
                        name=name,
                    ),
                    *("tasks", number, "defines"),
                )


def check_packages(assignment: AssignmentFile) -> None:
    check_once("packages", assignment.packages, "packages")
    for name in assignment.packages:
        if not name.isidentifier():
            raise Unfit(
                tr(
                    "packages names {name!r}; write the name that code imports, such as {other!r}",
                    name=name,
                    other=re.split("[.-]", name)[0] or "scipy",
                ),
                "packages",
            )
        if name == "grader":
            raise Unfit(
                tr("packages names 'grader', which no student needs; remove it"), "packages"
            )


def check_files(assignment: AssignmentFile) -> None:
    check_once("files", assignment.files, "files")
    tasks_by_file = {task.file_name: task.id for task in assignment.tasks}
    for name in assignment.files:
        check_path("files:", name.removesuffix("/"), "files")
        path = PurePosixPath(name)
        if str(path) in tasks_by_file:
            raise Unfit(
                tr(
                    "files names {name!r}, which is the file of the task {task}; remove it "
                    "from files",
                    name=name,
                    task=tasks_by_file[str(path)],
                ),
                "files",
            )
        if path.parts[0] in _STAFF_ONLY or str(path) in _MADE:
            raise Unfit(
                tr(
                    "files names {name!r}, which the grader keeps for itself; give it another name",
                    name=name,
                ),
                "files",
            )


# What lies in `solutions/<id>/` and is never given, and what is made for every assignment anyway.
_STAFF_ONLY = frozenset({"checks", "wrong", "honest", "equivalent", "transcripts", "lang"})
_MADE = frozenset(
    {
        *("assignment.toml", "hidden.toml", "rubric.toml", "equivalent.toml"),
        *("proof.json", "manifest.json", "handout.md"),
    }
)


def check_counted(assignment: AssignmentFile) -> None:
    """Raise Unfit unless `[policy]` names tasks that there are, and leaves one that counts."""
    policy, task_ids = assignment.policy, [task.id for task in assignment.tasks]
    for key, ids in (("extra_credit", policy.extra_credit), ("drop", policy.drop)):
        for task in ids:
            if task not in task_ids:
                raise Unfit(
                    tr(
                        "policy.{key} names {task!r}, which is no task; there are {names}",
                        key=key,
                        task=task,
                        names=", ".join(task_ids),
                    ),
                    *("policy", key),
                )
    if set(task_ids) == {*policy.drop, *policy.extra_credit}:
        raise Unfit(
            tr("policy leaves no task that counts; take one out of drop or extra_credit"), "policy"
        )
