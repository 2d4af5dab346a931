"""Making a check's values anew in the student process, where plain data is not enough.

One function a kind of `Made`: random generators in a given state, slices, types, functions of the
task, functions of the check's that are called back.  A named tuple becomes one of the task's own
class where the task has such a class.
"""

import builtins
import collections
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.model.values import CallBack, DataTable, Made, Namespace, Record
from grader.nouns import frozen

from .objects import NotAVerb, Objects, need_torch
from .pandas_tables import build_table
from .verbs import build, load

BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


@frozen
class Making:
    """Makes values for one student process.

    `names` gives the task's names, `call_back` calls a function of the check's by its number.
    """

    objects: Objects
    names: Callable[[], Namespace]
    call_back: CallBack

    def __call__(self, value: Record | DataTable | Made) -> Any:
        """Return what stands for a value here.  Raises NotAVerb for a kind that is not listed."""
        if isinstance(value, Record):
            return self._record(value)
        if isinstance(value, DataTable):
            return build_table(value)
        make = _KINDS.get(value.kind)
        if make is None:
            raise NotAVerb(f"a check cannot send a {value.kind!r}")
        return make(self, value.parts)

    def _record(self, record: Record) -> Any:
        task_class = self.names().get(record.kind)
        if getattr(task_class, "_fields", None) == record.names and isinstance(task_class, type):
            return task_class(*record)
        return collections.namedtuple(record.kind, record.names)(*record)

    def _numpy_generator(self, parts: tuple[str, dict[str, Any]]) -> Any:
        name, state = parts
        if name not in BIT_GENERATORS:
            raise NotAVerb(f"NumPy's {name} cannot be sent to a student's function")
        bits = getattr(np.random, name)()
        bits.state = state
        return np.random.Generator(bits)

    def _torch_generator(self, seed: int) -> Any:
        return need_torch().Generator(self.objects.device.name).manual_seed(seed)

    def _type(self, name: str) -> Any:
        module, _, type_name = name.partition(".")
        type_ = getattr({"builtins": builtins, "numpy": np}.get(module), type_name, None)
        if not isinstance(type_, type):
            raise NotAVerb(f"the type {name} cannot be sent to a student's function")
        return type_

    def _function(self, parts: tuple[int, str]) -> Any:
        """Return a function of the task, or a method of an object."""
        target, name = parts
        if target:
            owner = self.objects.get(target)
            return getattr(owner, name) if name else owner
        return self.names()[name]

    def _module(self, parts: tuple[str, dict[str, Any], dict[str, Any]]) -> Any:
        """Return a module of PyTorch's own with these parameters, see `stages`."""
        name, settings, state = parts
        module = build(name, (), settings, self.objects.device)
        load(module, state)
        return module

    def _callback(self, number: int) -> Callable[..., Any]:
        def called_back(*args: Any, **kwargs: Any) -> Any:
            return self.call_back(number, args, kwargs)

        return called_back


_KINDS: dict[str, Callable[[Making, Any], Any]] = {
    "numpy.Generator": Making._numpy_generator,
    "torch.Generator": Making._torch_generator,
    "slice": lambda making, parts: slice(*parts),
    "ellipsis": lambda making, parts: ...,
    "type": Making._type,
    "function": Making._function,
    "callback": Making._callback,
    "module": Making._module,
}
