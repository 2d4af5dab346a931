"""Lending a task the names of others, for a teacher's asserts that use more than one answer."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from grader.sandbox.inside.loading import Loader
from grader.sources.tasks import TaskSpec


def lend(loader: Loader, specs: Mapping[str, TaskSpec], task: str, text: str) -> None:
    """Add to a task's names those that asserts use and that another task defines.

    A notebook's test uses whatever answers stand above it; a task's own cells may need none of
    them.  What cannot be loaded is not there, and the assert that needs it says so.
    """
    names = loader.load(task)
    used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    for other, spec in specs.items():
        lacking = [name for name in spec.defines if name in used and name not in names]
        if not lacking or other == task:
            continue
        try:
            lent = loader.load(other)
        except BaseException:  # whatever student code raises
            continue
        names.update({name: lent[name] for name in lacking if name in lent})
