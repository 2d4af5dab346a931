"""tensorgrade: an autograder and assignment kit for NumPy and PyTorch coursework."""

from importlib import import_module
from typing import Any

from grader.version import __version__

# What is promised to stay (docs/api.md), by where it is defined.  Imported when it is asked for,
# and by name: what only needs the package's version never leads up there.
_PROMISED = {
    "CalledWrongly": "grader.errors",
    "ClassBook": "grader.api.class_book",
    "Cluster": "grader.reporting.class_report",
    "CourseAssignment": "grader.api.course_assignment",
    "Grade": "grader.model",
    "GraderError": "grader.errors",
    "KeptRecord": "grader.runs.people.records",
    "Outcome": "grader.model",
    "Result": "grader.model",
    "TaskStatus": "grader.model",
    "open_assignment": "grader.api.course_assignment",
}

__all__ = ["__version__", "check", *_PROMISED]


def __getattr__(name: str) -> Any:
    """Return what is promised, imported now."""
    if name not in _PROMISED:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    return getattr(import_module(_PROMISED[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PROMISED})


def check(*tasks: str, path: str | None = None) -> Any:
    """Show what `grade check` shows, in a notebook or a Python session:

    `grader.check("mean")`, or `grader.check()` for all.

    `path` is the folder with your files; without it, the current folder.  In a notebook the cells
    are checked as they were run, saved or not.  Gives a `grader.cli.session.Checked`.  Raises
    CalledWrongly for a task that is not there.
    """
    return import_module("grader.cli.session").check(tasks, path)
