"""Lending a task the names of others, for a teacher's asserts that use more than one answer."""

import ast
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from grader.sources.tasks import TaskSpec
from grader.sources.trees import names_in

from .loading import Loader


def lend(loader: Loader, specs: Mapping[str, TaskSpec], task: str, text: str) -> None:
    """Add to a task's names those that asserts use and that another task defines.

    A notebook's test uses whatever answers stand above it; a task's own cells may need none of
    them.  What cannot be loaded is not there, and the assert that needs it says so.
    """
    names = loader.load(task)
    lacking = names_in(ast.parse(text)) - names.keys()
    for other_task, spec in specs.items():
        wanted = lacking.intersection(spec.defines) if other_task != task else ()
        names.update(
            {name: lent for name, lent in _load_names(loader, other_task, wanted) if name in wanted}
        )


def _load_names(loader: Loader, task: str, wanted: Collection[str]) -> Iterable[tuple[str, Any]]:
    """Return a task's names; none where none are wanted, or where it cannot be loaded."""
    try:
        return loader.load(task).items() if wanted else ()
    except BaseException:  # whatever student code raises
        return ()
