"""Stand-ins for PyTorch's compiler until somebody wants more of it than to be left alone.

Every step of an optimizer tells the compiler, `torch._dynamo`, that nothing is to be compiled, and
`torch.use_deterministic_algorithms` tells it something too, in `torch._inductor.config`.  Each
imports it for that: 880 modules, 0.8 s of CPU time and 80 MiB, for each server and each student who
waits for a check.  The stand-ins hear it, and do nothing.  Whatever else one is asked for, the
compiler is imported and takes the place of them all.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

NAME = "torch._dynamo"
BACKEND = "torch._inductor"
CONFIG = f"{BACKEND}.config"


class _StandIn(ModuleType):
    """A module that is imported when it is asked for what it does not have."""

    def __getattr__(self, name: str) -> Any:
        _take_out_all()
        return getattr(importlib.import_module(self.__name__), name)


class _Uncompiled(_StandIn):
    """The two functions that PyTorch calls where nothing is compiled."""

    def graph_break(self, msg: str = "") -> None:
        """Do nothing: there is no graph."""

    def disable(self, fn: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the function: here none is ever compiled."""
        return fn


def leave_out_compiler(torch: Any) -> None:
    """Put the stand-ins in the compiler's place, unless it is imported already."""
    if NAME in sys.modules or BACKEND in sys.modules:
        return
    backend = _StandIn(BACKEND)
    backend.config = _StandIn(CONFIG)  # type: ignore[attr-defined]
    sys.modules[CONFIG] = backend.config
    sys.modules[BACKEND] = torch._inductor = backend
    sys.modules[NAME] = torch._dynamo = _Uncompiled(NAME)


def _take_out_all() -> None:
    """Leave the places to PyTorch's own modules, which set themselves when they are imported."""
    for name in (NAME, BACKEND, CONFIG):
        if isinstance(sys.modules.get(name), _StandIn):
            del sys.modules[name]
    torch = vars(sys.modules["torch"])
    for name in (NAME, BACKEND):
        if isinstance(torch.get(name.partition(".")[2]), _StandIn):
            del torch[name.partition(".")[2]]
