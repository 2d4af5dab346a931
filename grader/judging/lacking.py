"""A package that the course allows, or a GPU, that this machine lacks: no student's fault."""

import re

from grader.errors import NoGpu
from grader.language import tr
from grader.model import Task
from grader.wire.messages import Raised


def explain_missing_package(raised: Raised, not_installed: frozenset[str]) -> str:
    """Return what to do about an import that failed because this machine lacks the package.

    "" for anything else.  The student process only says that an import failed; which packages are
    not here, we know ourselves.
    """
    if "builtins.ImportError" not in raised.bases:
        return ""
    match = re.search(r"No module named '(\w+)", raised.text)
    if match is None or match[1] not in not_installed:
        return ""
    package = match[1]
    return tr(
        "the course allows {package} (`packages` in its assignment.toml), and this machine lacks"
        " it; pip install {package} here, then run this again",
        package=package,
    )


def missing_gpu_error(task: Task, why: str) -> NoGpu:
    """Return the error for a task that is computed on a GPU, where none can be used."""
    return NoGpu(
        tr(
            '{task} is computed on a GPU (device = "{device}" in assignment.toml), and there is'
            " none here ({why}); run this on a machine with one, or say"
            ' device = "cpu" and record it anew',
            task=task.id,
            device=task.device,
            why=why,
        )
    )
