"""A teacher's own asserts over a task's names: the verb `run`, of the checks whose trust is lower.

What an assert finds is only as true as the process it runs in, and student code runs there too.  So
such a check has a process of its own, which ends with it.
"""

import ast
import linecache
import re
import traceback
from typing import Any

from grader.errors import WireError
from grader.model.values import Namespace
from grader.sandbox.inside.loading import Execute
from grader.sources.trees import nodes_of
from grader.wire.encoding import encode

from .objects import as_plain_tensor, is_tensor
from .pytest_words import provide_pytest

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class AssertFailed(Exception):
    """An assert of the check does not hold."""


def run_asserts(
    name: str,
    source: str,
    namespace: Namespace,
    execute: Execute,
    student_files: set[str],
) -> dict[str, tuple[str, object]] | None:
    """Define the check's function over a copy of the task's names, and call it.

    A check that declares names `global` means the task's own, as a cell of a notebook does: it may
    take a function away to see who calls it.  Its process ends with it.  Returns the values that
    the function returns by name, each with its type's name.

    Raises AssertFailed when an assert of its own does not hold, and whatever student code raises.
    """
    file = f"check {name}"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    uses_global = any(nodes_of(ast.parse(source), ast.Global))
    names = namespace if uses_global else dict(namespace)
    try:
        with provide_pytest():
            execute(compile(source, file, "exec", dont_inherit=True), names)
            returned = names[name]()
    except AssertionError as error:
        frames = traceback.extract_tb(error.__traceback__)
        if any(frame.filename in student_files for frame in frames):
            raise  # an assert of the student's own
        line = next((frame.line for frame in reversed(frames) if frame.filename == file), "")
        message = str(error).strip()
        raise AssertFailed(f"{line}\n{message}" if message else f"{line}") from None
    return _with_type_names(returned) if isinstance(returned, dict) else None


def _with_type_names(returned: dict[str, Any]) -> dict[str, tuple[str, object]]:
    return {str(name): (type(value).__name__, _as_plain(value)) for name, value in returned.items()}


def _as_plain(value: object) -> object:
    """Return a value that can be sent; of one that cannot, its text without addresses."""
    try:
        encode(value, _convert_tensor)
    except WireError:
        return _ADDRESS.sub("", str(value))
    return value


def _convert_tensor(value: object) -> object:
    if is_tensor(value):
        return as_plain_tensor(value)
    raise WireError(f"a {type(value).__name__} is not sent")
