"""Surveying a task before its code runs."""

import ast
from collections.abc import Iterable
from typing import Any

from grader.model.submission import Form
from grader.sources.missing import explain_missing_names, names_not_run
from grader.sources.names import defined_names
from grader.sources.rules import find_violations
from grader.sources.slicing import Unit, statements_in
from grader.sources.tasks import TaskCode, TaskSpec
from grader.sources.trees import positional_names

MAX_SURVEYED = 1 << 18  # characters of a task's text that are shown to people


def survey(
    spec: TaskSpec, code: TaskCode, beside: dict[str, Any], notes: tuple[str, ...] = ()
) -> tuple[Any, ...]:
    """Return one task's survey, as `grader.sandbox.survey.TaskSurvey` reads it.

    `notes` are on the whole submission.
    """
    units = code.units_to_run()
    broken = [
        (v.say, v.used, v.file, v.line)
        for v in find_violations(units, spec.defines, spec.rules, beside)
    ]
    places = _places(units, spec.defines)
    text = code.text[:MAX_SURVEYED]
    statements = statements_in(units)
    return (
        *(spec.id, code.form.value, code.name, places, tuple(broken), (*code.notes, *notes), text),
        code.form is not Form.NONE and code.is_unwritten(spec),
        explain_missing_names(statements, spec.defines),
        names_not_run(statements),
        _parameters(statements, spec.defines),
        code.lost,
    )


def _places(units: Iterable[Unit], names: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Return the file and the line of each of those names; of several definitions the last."""
    places: dict[str, tuple[str, int]] = {}
    for unit in units:
        if unit.statement is not None:
            for name, line in defined_names([unit.statement]).items():
                places[name] = (unit.source.name, line)
    return {name: place for name, place in places.items() if name in names}


def _parameters(statements: list[ast.stmt], defines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the names of the positional parameters of the task's functions."""
    functions = (node for node in statements if isinstance(node, ast.FunctionDef))
    return {node.name: positional_names(node.args) for node in functions if node.name in defines}
