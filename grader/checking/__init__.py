"""Writing and judging checks: what a check file imports is here.

```python
from grader.checking import check

@check(points=3, title="A random series", needs="running_mean", hint="Divide by the count.")
def test_random_series(student, reference, rng, compare):
    ...
```
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.model.values import Tensor
    from grader.wire.verbs import Verb

    from .asserted import asserts
    from .declare import check
    from .handles.asking import (
        ask,
        attribute,
        buffers,
        drawn,
        leaves,
        load,
        reseed,
        state,
        watching,
    )
    from .handles.sending import generator, series, table
    from .handmade import Leaf
    from .placing import place

__all__ = [
    "Leaf",
    "Tensor",
    "Verb",
    "ask",
    "asserts",
    "attribute",
    "buffers",
    "check",
    "drawn",
    "generator",
    "leaves",
    "load",
    "place",
    "reseed",
    "series",
    "state",
    "table",
    "watching",
]

_WHERE = {
    "asserts": "grader.checking.asserted",
    "check": "grader.checking.declare",
    "generator": "grader.checking.handles.sending",
    "series": "grader.checking.handles.sending",
    "table": "grader.checking.handles.sending",
    "Leaf": "grader.checking.handmade",
    "place": "grader.checking.placing",
    "Tensor": "grader.model.values",
    "Verb": "grader.wire.verbs",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for.

    The desk needs parts of this package, and neither NumPy nor pytest.
    """
    if name not in __all__:
        raise AttributeError(f"grader.checking has no {name}")
    return getattr(
        importlib.import_module(_WHERE.get(name, "grader.checking.handles.asking")), name
    )
