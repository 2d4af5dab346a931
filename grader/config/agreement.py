"""Rules on several keys of a settings file together, beyond the type of each."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.config.declared import AssignmentFile

MOST_POINTS = 1_000_000


class Unfit(ValueError):
    """Values that do not go together.

    `at` is the key that the sentence speaks of, counted from the table that raises it; `{}` in the
    sentence stands for that key as a person writes it.
    """

    def __init__(self, sentence: str, *at: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.at = at


def shown(value: object) -> str:
    """Return a value as a message shows it: short, numbers as they were written."""
    if isinstance(value, Decimal):
        text = str(value) if value.is_finite() else repr(float(value))
    else:
        text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def check_points(key: str, points: Decimal, *, most: int = MOST_POINTS) -> None:
    if not points.is_finite() or points < 0:
        raise Unfit(f"{{}} must be zero or more, not {shown(points)}", key)
    if points > most:
        raise Unfit(f"{{}} must be at most {most}, not {shown(points)}", key)


def check_once(named: str, values: tuple[str, ...], *at: str | int) -> None:
    for value in values:
        if values.count(value) > 1:
            raise Unfit(f"{named} names {value!r} twice; remove one", *at)


def check_path(named: str, name: str, *at: str | int) -> None:
    """Raise Unfit unless a name leads to a file below the assignment's folder, on any system."""
    parts = name.split("/")
    if not name or "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise Unfit(f"{named} {name!r} must be a path inside the assignment, such as a/b.py", *at)
    if any(part.strip(" .") == "" or part.startswith(".") for part in parts):
        raise Unfit(f"{named} {name!r} must lead straight to a file inside the assignment", *at)


def check_tasks(assignment: AssignmentFile) -> None:
    tasks = assignment.tasks
    if not tasks:
        raise Unfit("it has no [[tasks]]; add one")
    owners: dict[tuple[str, str], str] = {}
    for number, task in enumerate(tasks):
        if any(task.id == other.id for other in tasks[:number]):
            raise Unfit(f"two tasks have the id {task.id!r}; rename one", "tasks", number, "id")
        for name in task.defines:
            first = owners.setdefault((task.file_name, name), task.id)
            if first != task.id:
                raise Unfit(
                    f"{first} and {task.id} are both in {task.file_name} and both define {name!r};"
                    " a name of a file belongs to one task",
                    *("tasks", number, "defines"),
                )


def check_packages(assignment: AssignmentFile) -> None:
    check_once("packages", assignment.packages, "packages")
    for name in assignment.packages:
        if not name.isidentifier():
            raise Unfit(
                f"packages names {name!r}; write the name that code imports, such as"
                f" {re.split(r'[.-]', name)[0] or 'scipy'!r}",
                "packages",
            )
        if name == "grader":
            raise Unfit("packages names 'grader', which no student needs; remove it", "packages")


def check_files(assignment: AssignmentFile) -> None:
    check_once("files", assignment.files, "files")
    of_tasks = {task.file_name: task.id for task in assignment.tasks}
    for name in assignment.files:
        check_path("files:", name.removesuffix("/"), "files")
        path = PurePosixPath(name)
        if str(path) in of_tasks:
            raise Unfit(
                f"files names {name!r}, which is the file of the task {of_tasks[str(path)]};"
                " remove it from files",
                "files",
            )
        if path.parts[0] in _STAFF_ONLY or str(path) in _MADE:
            raise Unfit(
                f"files names {name!r}, which the grader keeps for itself; give it another name",
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
    policy, known = assignment.policy, [task.id for task in assignment.tasks]
    for key, ids in (("extra_credit", policy.extra_credit), ("drop", policy.drop)):
        for task in ids:
            if task not in known:
                raise Unfit(
                    f"policy.{key} names {task!r}, which is no task; there are {', '.join(known)}",
                    *("policy", key),
                )
    if set(known) == {*policy.drop, *policy.extra_credit}:
        raise Unfit(
            "policy leaves no task that counts; take one out of drop or extra_credit", "policy"
        )
