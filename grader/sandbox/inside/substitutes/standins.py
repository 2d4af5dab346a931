"""Inert stand-ins for libraries that may be missing, or that a task may not use.

matplotlib, IPython, and others that only show or log absorb everything, always.  tqdm, where it is
missing, returns its iterable.  On a NumPy-only server torch absorbs attributes, calls, arithmetic
and subclassing while files load, and is false as a truth value; it raises the rule's sentence only
inside a call that a check made.
"""

from __future__ import annotations

import dis
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from types import FrameType, ModuleType
from typing import Any

from grader.language import tr
from grader.nouns import mutable

from .progress_bars import tqdm_module

ABSORBED = (
    *("matplotlib", "mpl_toolkits", "pylab", "seaborn", "plotly", "bokeh", "altair"),
    *("IPython", "ipywidgets", "google", "graphviz", "torchviz", "torchinfo", "torchsummary"),
    *("wandb", "mlflow", "tensorboard", "tensorboardX", "torch.utils.tensorboard"),
)
NO_VERSION = "0.0.0"


def is_special(name: str) -> bool:
    """Return whether a name is one that Python itself looks up: `__len__`."""
    return name.startswith("__") and name.endswith("__")


class RuleBroken(Exception):
    """A function of the task used what the task forbids; the text is the rule's sentence."""


@mutable
class Guard:
    """A sentence that a forbidden stand-in raises when a check's call uses it."""

    sentence: str | None = None

    def check_use(self) -> None:
        """Raise the rule's sentence, when there is one to raise."""
        if self.sentence is not None:
            raise RuleBroken(self.sentence)


class StandIn:
    """Absorbs whatever is done to it.  `guard` is asked at each use.

    Python looks special methods up on the class, so each is written out here.  What is missing
    raises TypeError at once; nothing may go on for ever: NumPy goes into whatever looks like a
    sequence, so to NumPy it is a number.
    """

    __array_priority__ = 1e6

    def __init__(self, name: str = "stand-in", guard: Guard | None = None) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_guard", guard or Guard())

    def _stand_in(self, suffix: str = "") -> StandIn:
        self._guard.check_use()
        return StandIn(self._name + suffix, self._guard)

    def _ignore(self, *args: object) -> None:
        self._guard.check_use()

    def _deny(self, *args: object) -> bool:
        self._guard.check_use()
        return False

    # As an object.

    def __getattr__(self, name: str) -> Any:
        if is_special(name):
            raise AttributeError(name)
        return self._stand_in(f".{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        stand_in = self._stand_in("()")
        is_decorator = len(args) == 1 and not kwargs and callable(args[0])
        return args[0] if is_decorator and not isinstance(args[0], StandIn) else stand_in

    def __enter__(self) -> Any:
        self._guard.check_use()
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return tr("<{name}: not available here>", name=self._name)

    def __format__(self, spec: str) -> str:
        self._guard.check_use()
        return repr(self)

    def __deepcopy__(self, *memo: object) -> StandIn:
        return self

    __copy__ = __deepcopy__
    __setattr__ = __delattr__ = _ignore

    # As a class.

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        """Make `class Model(torch.nn.Module)` a class that absorbs too, while the file loads."""
        return (type(_Base.__name__, (_Base,), {"_guard": self._guard}),)

    __instancecheck__ = __subclasscheck__ = _deny

    # As a container.

    def __getitem__(self, key: object) -> Any:
        return self._stand_in("[]")

    __setitem__ = __delitem__ = _ignore
    __contains__ = _deny

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        """Give as many stand-ins as the caller unpacks: `a, b, c = plt.hist(x)`; else two."""
        self._guard.check_use()
        return iter([self._stand_in() for _ in range(_count_unpacked(sys._getframe(1)))])

    # As a number.

    def _operate(self, *others: object) -> Any:
        return self._stand_in()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = __rmatmul__ = (
        _operate
    )
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _operate
    __divmod__ = __rdivmod__ = __pow__ = __rpow__ = __lshift__ = __rlshift__ = _operate
    __rshift__ = __rrshift__ = __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _operate
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _operate
    __lt__ = __le__ = __gt__ = __ge__ = _operate

    def __float__(self) -> float:
        self._guard.check_use()
        return 0.0

    def __int__(self) -> int:
        self._guard.check_use()
        return 0

    __index__ = __trunc__ = __floor__ = __ceil__ = __int__

    def __complex__(self) -> complex:
        self._guard.check_use()
        return 0j

    # To NumPy.

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        self._guard.check_use()
        return sys.modules["numpy"].zeros(())

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        self._guard.check_use()
        outputs = kwargs.get("out")  # `array += stand_in` leaves the array as it was
        return outputs[0] if outputs else self._stand_in()

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return self._stand_in()


class _Base:
    """A base for classes that derive from a stand-in; their objects absorb too."""

    _guard = Guard()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if is_special(name):
            raise AttributeError(name)
        return StandIn(name, self._guard)._stand_in()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return StandIn("()", self._guard)._stand_in()


def _count_unpacked(frame: FrameType) -> int:
    """Return how many names the running statement of a frame unpacks into; 2 where it does not."""
    code = frame.f_code.co_code
    if frame.f_lasti >= 0 and code[frame.f_lasti] == dis.opmap["UNPACK_SEQUENCE"]:
        return code[frame.f_lasti + 1]
    return 2


def real_module(name: str) -> Any:
    """Return a module that is loaded; None where it is not, or where a stand-in is in its place."""
    module = sys.modules.get(name)
    return None if isinstance(module, StandInModule) else module


def real_torch() -> Any:
    """Return PyTorch where it is loaded; None where a stand-in or a student's file has its name."""
    torch = real_module("torch")
    return torch if isinstance(getattr(torch, "Tensor", None), type) else None


class StandInModule(ModuleType):
    """A module, any attribute of which is a stand-in."""

    def __init__(self, name: str, guard: Guard) -> None:
        super().__init__(name)
        self.__dict__.update(_guard=guard, __path__=[])

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return NO_VERSION
        if is_special(name):
            raise AttributeError(name)
        self._guard.check_use()
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
        if self._guard_of(fullname) is not None:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        guard = self._guard_of(spec.name)
        assert guard is not None
        if spec.name.partition(".")[0] == "tqdm":
            return tqdm_module(spec.name)
        return StandInModule(spec.name, guard)

    def _guard_of(self, name: str) -> Guard | None:
        """Return the guard of a module that has a stand-in, itself or a package that it is in."""
        parts = name.split(".")
        packages = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        return next((self._roots[each] for each in packages if each in self._roots), None)

    def exec_module(self, module: ModuleType) -> None:
        return None


def install(*, without_torch: bool, packages: tuple[str, ...] = ()) -> tuple[Guard, frozenset[str]]:
    """Put the stand-ins in place; return the guard of the forbidden ones, and all their names.

    A package that the course allows has no stand-in.
    """
    forbidden = Guard()
    roots = {name: Guard() for name in ABSORBED}
    if importlib.util.find_spec("tqdm") is None:
        roots["tqdm"] = Guard()
    if without_torch:
        roots.update(dict.fromkeys(("torch", "torchvision", "torchaudio"), forbidden))
    roots = {name: guard for name, guard in roots.items() if name not in packages}
    for root in roots:
        for loaded in [name for name in sys.modules if name.partition(".")[0] == root]:
            del sys.modules[loaded]
    sys.meta_path.insert(0, StandInFinder(roots))
    return forbidden, frozenset(roots)
