"""A stand-in for PyTorch's compiler until somebody wants more of it than to be left alone.

Every step of an optimizer tells the compiler, `torch._dynamo`, that nothing is to be compiled, and
imports it for that: 880 modules, 0.8 s of CPU time and 80 MiB, for each server and each student who
waits for a check.  The stand-in hears that too, and does nothing.  Whatever else it is asked for,
it imports the compiler, which takes its place.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

NAME = "torch._dynamo"


class _Uncompiled(ModuleType):
    """The two functions that PyTorch calls where nothing is compiled."""

    def graph_break(self, msg: str = "") -> None:
        """Do nothing: there is no graph."""

    def disable(self, fn: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return a function that is never compiled, which any is."""
        return fn

    def __getattr__(self, name: str) -> Any:
        return getattr(_compiler(), name)


def leave_out_compiler(torch: Any) -> None:
    """Put the stand-in in the compiler's place, unless that is imported already."""
    if NAME not in sys.modules:
        sys.modules[NAME] = torch._dynamo = _Uncompiled(NAME)


def _compiler() -> ModuleType:
    """Return PyTorch's own, which from now on is found where it belongs."""
    if isinstance(sys.modules.get(NAME), _Uncompiled):
        del sys.modules[NAME]
        del sys.modules["torch"]._dynamo  # it is set again when the import ends
    return importlib.import_module(NAME)
