"""Inert stand-ins for libraries that may be missing, or that a task may not use.

matplotlib and IPython absorb everything, always.  tqdm, where it is missing, returns its iterable.
On a NumPy-only server torch absorbs attributes, calls and subclassing while files load, and is
false as a truth value; it raises the rule's sentence only inside a call that a check made.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

ABSORBED = ("matplotlib", "IPython", "pylab", "seaborn")


class RuleBroken(Exception):
    """A function of the task used what the task forbids; the text is the rule's sentence."""


class Guard:
    """What a forbidden stand-in raises when a check's call uses it; nothing outside of one."""

    def __init__(self) -> None:
        self.sentence: str | None = None

    def used(self) -> None:
        if self.sentence is not None:
            raise RuleBroken(self.sentence)


class StandIn:
    """Absorbs whatever is done to it.  `guard` is asked at each use."""

    def __init__(self, name: str = "stand-in", guard: Guard | None = None) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_guard", guard or Guard())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._guard.used()
        return StandIn(f"{self._name}.{name}", self._guard)

    def __setattr__(self, name: str, value: object) -> None:
        self._guard.used()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._guard.used()
        if len(args) == 1 and not kwargs and (isinstance(args[0], type) or callable(args[0])):
            return args[0]  # used as a decorator
        return StandIn(f"{self._name}()", self._guard)

    def __getitem__(self, key: object) -> Any:
        self._guard.used()
        return StandIn(f"{self._name}[]", self._guard)

    def __setitem__(self, key: object, value: object) -> None:
        self._guard.used()

    def __iter__(self) -> Iterator[Any]:
        self._guard.used()
        return iter((StandIn(self._name, self._guard), StandIn(self._name, self._guard)))

    def __enter__(self) -> Any:
        self._guard.used()
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        """`class Model(torch.nn.Module)` makes a plain class while the file loads."""
        return (_Base,)

    def __repr__(self) -> str:
        return f"<{self._name}: not available here>"

    def _absorb(self, *others: object) -> Any:
        self._guard.used()
        return StandIn(self._name, self._guard)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorb
    __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = __pow__ = __neg__ = _absorb


class _Base:
    """What a class that derives from a stand-in derives from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass


class _Progress:
    """tqdm without a bar."""

    def __init__(self, iterable: Any = (), *args: Any, **kwargs: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)

    @staticmethod
    def write(text: str, *args: Any, **kwargs: Any) -> None:
        print(text)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


class StandInModule(ModuleType):
    """A module, any attribute of which is a stand-in."""

    def __init__(self, name: str, guard: Guard) -> None:
        super().__init__(name)
        self.__dict__.update(_guard=guard, __path__=[])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._guard.used()
        return StandIn(f"{self.__name__}.{name}", self._guard)

    def __bool__(self) -> bool:
        return False


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds stand-ins for whole packages, submodules included."""

    def __init__(self, roots: dict[str, Guard]) -> None:
        self._roots = roots

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in self._roots:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        root = spec.name.partition(".")[0]
        if root == "tqdm":
            return _tqdm_module(spec.name)
        return StandInModule(spec.name, self._roots[root])

    def exec_module(self, module: ModuleType) -> None:
        return None


def _tqdm_module(name: str) -> ModuleType:
    module = ModuleType(name)
    module.__path__ = []
    counted = lambda *args, **kwargs: _Progress(range(*args))  # noqa: E731
    module.__dict__.update(tqdm=_Progress, tqdm_notebook=_Progress, trange=counted, tnrange=counted)
    return module


def install(*, without_torch: bool) -> Guard:
    """Put the stand-ins in place and return the guard of the forbidden ones."""
    forbidden = Guard()
    roots = {name: Guard() for name in ABSORBED}
    if importlib.util.find_spec("tqdm") is None:
        roots["tqdm"] = Guard()
    if without_torch:
        roots.update(dict.fromkeys(("torch", "torchvision", "torchaudio"), forbidden))
    for root in roots:
        for loaded in [name for name in sys.modules if name.partition(".")[0] == root]:
            del sys.modules[loaded]
    sys.meta_path.insert(0, StandInFinder(roots))
    return forbidden
