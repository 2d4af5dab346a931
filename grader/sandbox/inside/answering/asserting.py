"""A teacher's own asserts over a task's names: the verb `run`, of the checks whose trust is lower.

What an assert finds is only as true as the process it runs in, and student code runs there too.  So
such a check has a process of its own, which ends with it.
"""

from __future__ import annotations

import ast
import linecache
import traceback
from collections.abc import Callable
from types import CodeType
from typing import Any

from grader.sandbox.inside.answering.pytest_words import pytest_there


class AssertFailed(Exception):
    """An assert of the check does not hold."""


def run_asserts(
    name: str,
    source: str,
    namespace: dict[str, Any],
    execute: Callable[[CodeType, dict[str, Any]], None],
    student_files: set[str],
) -> None:
    """Define the check's function over a copy of the task's names, and call it.

    A check that declares names `global` means the task's own, as a cell of a notebook does: it may
    take a function away to see who calls it.  Its process ends with it.

    Raises AssertFailed when an assert of its own does not hold, and whatever student code raises.
    """
    file = f"check {name}"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    nodes = ast.walk(ast.parse(source))
    own = any(isinstance(node, ast.Global) for node in nodes)
    names = namespace if own else dict(namespace)
    try:
        with pytest_there():
            execute(compile(source, file, "exec", dont_inherit=True), names)
            names[name]()
    except AssertionError as error:
        frames = traceback.extract_tb(error.__traceback__)
        if any(frame.filename in student_files for frame in frames):
            raise  # an assert of the student's own
        line = next((frame.line for frame in reversed(frames) if frame.filename == file), "")
        message = str(error).strip()
        raise AssertFailed(f"{line}\n{message}" if message else f"{line}") from None
