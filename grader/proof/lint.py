"""What can be said of an assignment by reading it.

Points, names, titles, hints, and what checks compare.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.files.markers import hidden_regions
from grader.model import Assignment, Task
from grader.proof.bench import Bench
from grader.proof.keys import parsed
from grader.proof.rows import Row

COMPARES_VALUES = frozenset(("equal", "exact", "decided", "gradients"))


@dataclass(frozen=True, slots=True)
class _Check:
    """A check as it is written: where, what its decorator says, and its function."""

    path: Path
    name: str
    node: ast.FunctionDef
    said: dict[str, ast.expr]
    module: dict[str, ast.FunctionDef]

    @property
    def place(self) -> str:
        return f"{self.path}:{self.node.lineno}: {self.name}"

    def text(self, key: str) -> str:
        value = self.said.get(key)
        return (
            value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
        )

    def needs(self) -> list[str]:
        value = self.said.get("needs")
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
        return [
            part.value
            for part in parts
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]

    def points(self) -> Decimal:
        value = self.said.get("points")
        try:
            return Decimal(str(value.value if isinstance(value, ast.Constant) else 0))
        except InvalidOperation:
            return Decimal(0)


def lint_rows(bench: Bench) -> Iterator[Row]:
    """One row: the assignment as it is written."""
    began = time.monotonic()
    problems = [
        said for task in bench.assignment.coding_tasks for said in _of_task(bench.assignment, task)
    ]
    if not bench.assignment.title:
        problems.append(
            f"{bench.assignment.folder / 'assignment.toml'}: it has no title; write one"
        )
    said = "points add up; titles, hints and hidden checks are there; checks compare values"
    yield Row(
        proof="lint",
        of="assignment",
        passed=not problems,
        said=said if not problems else f"{len(problems)} things to mend",
        problems=tuple(problems),
        notes=tuple(
            f"{task.id} is checked by asserts, which run beside the student's code: it could forge"
            " them, so their trust is lower"
            for task in bench.assignment.coding_tasks
            if task.asserted
        ),
        seconds=time.monotonic() - began,
    )


def _of_task(assignment: Assignment, task: Task) -> Iterator[str]:
    assert assignment.solutions is not None
    visible = _checks(assignment.folder / "checks" / f"test_{task.id}.py")
    hidden = _checks(assignment.solutions / "checks" / f"test_{task.id}.py")
    toml = assignment.folder / "assignment.toml"
    if not visible:
        yield (
            f"{toml}: {task.id} has no visible check, so students cannot see what is asked;"
            " write one"
        )
    if not hidden:
        yield (
            f"{toml}: {task.id} has no hidden check, so a list of the visible answers earns full"
            " points; write one"
        )
    for wanted, checks, kind in (
        (task.visible_points, visible, "visible"),
        (task.hidden_points, hidden, "hidden"),
    ):
        total = sum((check.points() for check in checks), Decimal(0))
        if total != wanted:
            yield (
                f"{toml}: {task.id} says {wanted} {kind} points, its {kind} checks add up to"
                f" {total}; make them equal"
            )
    if task.title == task.id:
        yield f"{toml}: {task.id} has no title; write one"
    yield from _bindings(toml, task, [*visible, *hidden])
    for check in (*visible, *hidden):
        yield from _of_check(check)


def _bindings(toml: Path, task: Task, checks: list[_Check]) -> Iterator[str]:
    """Checks and names that are bound to nothing."""
    by_name = {check.name: check for check in checks}
    needed = {need for check in checks for need in check.needs()}
    for check in checks:
        for need in check.needs():
            if need in by_name and by_name[need].points():
                yield (
                    f"{check.place} needs {need}, which has points; only structure checks (0"
                    " points) are needed"
                )
            if need not in by_name:
                yield f"{check.place} needs {need}, which is not there; correct needs="
        if not check.points() and check.name not in needed and check.node.args.args:
            yield (
                f"{check.place} has 0 points and no check needs it, so it decides nothing; name it"
                " in needs=, or give it points"
            )
    asked = {node.attr for check in checks for node in _nodes(check) if _is_of(node, "student")}
    asked |= {
        node.id
        for check in checks
        if task.asserted
        for node in ast.walk(check.node)
        if isinstance(node, ast.Name)
    }
    for name in task.defines:
        if name not in asked:
            yield (
                f"{toml}: {task.id} defines {name}, which no check asks for; check it, or take"
                " it out"
            )


def _of_check(check: _Check) -> Iterator[str]:
    if not check.text("title"):
        yield f"{check.place} has no title; students read it"
    if not check.points():
        return
    if not check.node.args.args:  # asserts of a teacher's own, which name no side
        return
    if not check.text("hint"):
        yield f"{check.place} has no hint; say what to look at when it fails"
    compared = {node.attr for node in _nodes(check) if _is_of(node, "compare")}
    if not compared & COMPARES_VALUES:
        yield (
            f"{check.place} has points and compares no values, only"
            f" {', '.join(sorted(compared)) or 'nothing'}; compare a value"
        )
    for line, name in _flows(check):
        yield (
            f"{check.path}:{line}: {name}, which came from student, is an argument of reference;"
            " give it draws or literals"
        )


def _flows(check: _Check) -> Iterator[tuple[int, str]]:
    """Names that were bound from the student's answers and stand in a call on reference, in the
    check itself.

    Recording proves the same for what runs; this names the line.
    """
    tainted: set[str] = set()
    for node in ast.walk(check.node):
        if isinstance(node, ast.Assign) and _sides(node.value) == {"student"}:
            bound = [each for target in node.targets for each in ast.walk(target)]
            tainted |= {each.id for each in bound if isinstance(each, ast.Name)}
    for node in ast.walk(check.node):
        if isinstance(node, ast.Call) and _is_of(node.func, "reference"):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for each in ast.walk(argument):
                    if isinstance(each, ast.Name) and (each.id in tainted or each.id == "student"):
                        yield node.lineno, each.id


def _sides(node: ast.expr) -> set[str]:
    """Which sides are called in an expression."""
    return {
        side
        for side in ("student", "reference")
        if any(_is_of(each, side) for each in ast.walk(node))
    }


def _nodes(check: _Check) -> Iterator[ast.Attribute]:
    """Attributes in a check and in the functions of its file that it calls, by name."""
    waiting, seen = [check.node], set()
    while waiting:
        function = waiting.pop()
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                yield node
            if isinstance(node, ast.Name) and node.id in check.module and node.id not in seen:
                seen.add(node.id)
                waiting.append(check.module[node.id])


def _is_of(node: ast.AST, side: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == side
    )


def _checks(path: Path) -> list[_Check]:
    if not path.is_file():
        return []
    tree = parsed(path)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    # Outside of its marked regions a file with hidden tests is the source of the visible checks,
    # which are read too.
    regions = hidden_regions(path, path.read_text(encoding="utf-8"))
    module = {name: node for name, node in functions.items() if not name.startswith("test_")}
    found = []
    for name, node in functions.items():
        if regions and not any(one.first < node.lineno < one.last for one in regions):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") in (
                "check",
                "asserts",
            ):
                said = {keyword.arg: keyword.value for keyword in decorator.keywords if keyword.arg}
                found.append(_Check(path, name.removeprefix("test_"), node, said, module))
    return found
