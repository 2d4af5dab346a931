"""Reading an assignment for mistakes that need no run.

Points, names, titles, hints, and what checks compare.
"""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from grader.config import ASSIGNMENT_FILE, HIDDEN_FILE
from grader.model import Assignment, Task
from grader.proof.ground.excuses import (
    DIAGNOSIS,
    POINTS,
    VARIANT,
    Remark,
    list_unexcused,
    load_excuses,
)
from grader.proof.ground.proving import Proving
from grader.proof.ground.rows import ProofRow, proof_row
from grader.proof.ground.written_checks import WrittenCheck, read_checks, read_visible_checks
from grader.release.seeds import SHORTEST
from grader.sources.trees import is_member_of, names_in, nodes_of

COMPARES_VALUES = frozenset(
    (
        *("equal", "exact", "decided", "gradients", "that", "raises", "faster", "lighter"),
        *("mean", "deviation", "shares"),
    )
)


def lint_rows(proving: Proving) -> Iterator[ProofRow]:
    """Read the assignment as it is written; yield one row."""
    assignment = proving.assignment
    remarks = [
        each for task in assignment.coding_tasks for each in _remark_on_task(assignment, task)
    ]
    if not assignment.title:
        sentence = f"{_settings_path(assignment)}: it has no title; write one"
        remarks.append(Remark("no title", assignment.id, sentence))
    others = (VARIANT, DIAGNOSIS)
    excuses = [each for each in load_excuses(assignment) if not each.finding.startswith(others)]
    problems = list_unexcused(remarks, excuses)
    summary = "points add up; titles, hints and hidden checks are there; checks compare values"
    sentence = f"{len(problems)} things to mend" if problems else summary
    yield proof_row("lint", "assignment", sentence, problems, notes=_list_notes(assignment))


def _list_notes(assignment: Assignment) -> Iterator[str]:
    """Yield what to look at although nothing is wrong."""
    yield from _find_silent_tasks(assignment)
    yield from _find_weak_seeds(assignment)
    yield from _find_worked_examples(assignment)
    for task in assignment.coding_tasks:
        if task.asserted:
            yield (
                f"{task.id} is checked by asserts, which run beside the student's code: it could"
                " forge them, so their trust is lower"
            )


def _find_silent_tasks(assignment: Assignment) -> Iterator[str]:
    """Yield the tasks of which the handout's own text says nothing."""
    path = assignment.reference_folder / "handout.md"
    text = path.read_text(encoding="utf-8")
    for task in assignment.tasks:
        names = (task.id, task.heading, task.title, task.file, *task.defines)
        if not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names):
            yield f"{path} says nothing of {task.id}, neither its name nor what it defines"


def _find_weak_seeds(assignment: Assignment) -> Iterator[str]:
    """Yield what secret seeds are short, or not there."""
    path = assignment.reference_folder / HIDDEN_FILE
    draw = f"draw long ones: grade seeds {assignment.id}"
    for key, seed in (("seed", assignment.hidden_seed), ("grading_seed", assignment.grading_seed)):
        if seed is None:
            yield (
                f"{path} has no {key}, so a class is graded on the visible inputs that were"
                f" released, whose answers can be replayed; {draw}"
            )
        elif seed < SHORTEST:
            yield f"{path}: {key} is short enough for student code to try out; {draw}"


def _find_worked_examples(assignment: Assignment) -> Iterator[str]:
    """Yield the tasks of which fixed inputs, which are released, are worth more than a third."""
    for task in assignment.coding_tasks:
        fixed = [check for check in _read_task_checks(assignment, task)[0] if not check.draws()]
        points = sum((check.points() for check in fixed), Decimal(0))
        if points * 3 > task.points:
            names = ", ".join(check.name for check in fixed if check.points())
            yield (
                f"{_settings_path(assignment)}: {points} of the {task.points} points of {task.id}"
                " are"
                f" visible checks that draw nothing ({names}), so a list of their answers earns"
                " them; draw inputs with rng, or give hidden checks more of the points"
            )


def _settings_path(assignment: Assignment) -> Path:
    """Return the settings that a teacher edits: those of students are made of them."""
    source = assignment.reference_folder / ASSIGNMENT_FILE
    return source if source.is_file() else assignment.folder / ASSIGNMENT_FILE


def _remark_on_task(assignment: Assignment, task: Task) -> Iterator[Remark]:
    toml = _settings_path(assignment)
    visible, hidden = _read_task_checks(assignment, task)
    if not visible:
        sentence = f"{toml}: {task.id} has no visible check, so students cannot see what is asked"
        yield Remark("no visible check", task.id, f"{sentence}; write one")
    if not hidden:
        sentence = (
            f"{toml}: {task.id} has no hidden check, so a list of the visible answers earns full"
            " points; write one"
        )
        yield Remark("no hidden check", task.id, sentence)
    for sentence in _find_wrong_sums(toml, task, visible, hidden):
        yield Remark(POINTS, task.id, sentence)
    if task.title == task.id:
        sentence = f"{toml}: {task.id} has no title; write one"
        yield Remark("no title", task.id, sentence)
    checks = [*visible, *hidden]
    yield from _find_bad_needs(checks)
    yield from _find_idle_checks(checks)
    for name in _find_never_asked(task, checks):
        sentence = f"{toml}: {task.id} defines {name}, which no check asks for; check it"
        yield Remark("never asked for", f"{task.id}.{name}", f"{sentence}, or take it out")
    for check in checks:
        yield from _remark_on_check(check)


def points_add_up(assignment: Assignment) -> bool:
    """Return whether the checks' points add up to each task's, as they are written.

    Where they do not, no check can be run.
    """
    return not any(
        problem
        for task in assignment.coding_tasks
        for problem in _find_wrong_sums(
            _settings_path(assignment), task, *_read_task_checks(assignment, task)
        )
    )


def _read_task_checks(
    assignment: Assignment, task: Task
) -> tuple[list[WrittenCheck], list[WrittenCheck]]:
    """Return the visible and the hidden checks of a task."""
    name = f"checks/test_{task.id}.py"
    source = assignment.reference_folder / name
    return read_visible_checks(assignment.folder / name, source), read_checks(source)


def _find_wrong_sums(
    toml: Path, task: Task, visible: list[WrittenCheck], hidden: list[WrittenCheck]
) -> Iterator[str]:
    """Yield where the checks' points do not add up to the task's."""
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


def _find_bad_needs(checks: list[WrittenCheck]) -> Iterator[Remark]:
    """Yield needs that cannot be met."""
    by_name = {check.name: check for check in checks}
    for check in checks:
        for need in check.needs():
            if need not in by_name:
                sentence = f"{check.place} needs {need}, which is not there; correct needs="
                yield Remark("needs what is not there", check.id, sentence)
            elif by_name[need].points():
                sentence = (
                    f"{check.place} needs {need}, which has points; only structure checks (0"
                    " points) are needed"
                )
                yield Remark("needs points", check.id, sentence)


def _find_idle_checks(checks: list[WrittenCheck]) -> Iterator[Remark]:
    """Yield checks that decide nothing."""
    needed = {need for check in checks for need in check.needs()}
    for check in checks:
        if not check.points() and check.name not in needed and check.parameters:
            sentence = (
                f"{check.place} has 0 points and no check needs it, so it decides nothing; name it"
                " in needs=, or give it points"
            )
            yield Remark("decides nothing", check.id, sentence)


def _find_never_asked(task: Task, checks: list[WrittenCheck]) -> list[str]:
    """Return the names that the task defines and no check asks for."""
    asked_names = {name for check in checks for name in check.names_asked_of("student")}
    if task.asserted:
        asked_names = asked_names.union(*(names_in(check.node) for check in checks))
    return [name for name in task.defines if name not in asked_names]


def _remark_on_check(check: WrittenCheck) -> Iterator[Remark]:
    """Yield the findings in one check."""
    if not check.text("title"):
        yield Remark("no title", check.id, f"{check.place} has no title; students read it")
    if not check.points() or not check.parameters:  # a teacher's own asserts name no side
        return
    if not check.keywords.keys() & {"hint", "hints"}:
        sentence = f"{check.place} has no hint; say what to look at when it fails"
        yield Remark("no hint", check.id, sentence)
    compared = check.names_asked_of("compare")
    if not compared & COMPARES_VALUES:
        only = ", ".join(sorted(compared)) or "nothing"
        sentence = f"{check.place} has points and compares no values, only {only}; compare a value"
        yield Remark("compares no values", check.id, sentence)
    for line, name in _find_flows(check):
        sentence = (
            f"{check.path}:{line}: {name}, which came from student, is an argument of reference;"
            " give it draws or literals"
        )
        yield Remark("flows", check.id, sentence)


def _find_flows(check: WrittenCheck) -> Iterator[tuple[int, str]]:
    """Yield (line, name) of what came from the student and is handed to the reference.

    Only in the check itself.  Recording proves the same for what runs; this names the line.
    """
    tainted = {"student"}
    for node in nodes_of(check.node, ast.Assign):
        if _sides_called(node.value) == {"student"}:
            tainted.update(*map(names_in, node.targets))
    for call in nodes_of(check.node, ast.Call):
        if is_member_of(call.func, "reference"):
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                names = (each.id for each in nodes_of(argument, ast.Name))
                yield from ((call.lineno, name) for name in names if name in tainted)


def _sides_called(node: ast.expr) -> set[str]:
    """Return which sides are called in an expression."""
    return {
        side
        for side in ("student", "reference")
        if any(is_member_of(each, side) for each in ast.walk(node))
    }
