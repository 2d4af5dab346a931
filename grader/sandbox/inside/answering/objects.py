"""Objects that stay inside, their handles, and values on their way in and out."""

import dataclasses
from typing import Any

import numpy as np
from msgspec import field

from grader.language import tr
from grader.model.values import Handle, Opaque, Tensor
from grader.nouns import mutable
from grader.sandbox.inside.devices import TaskDevice
from grader.sandbox.inside.substitutes.standins import real_torch

from .pandas_tables import as_plain_table

_DAY = ("year", "month", "day")
_TIME = ("hour", "minute", "second", "microsecond")
# Values of the standard library that stay over there, and what tells one from another.
_VALUE_FIELDS = {
    ("datetime", "datetime"): _DAY + _TIME,
    ("datetime", "date"): _DAY,
    ("datetime", "time"): _TIME,
    ("datetime", "timedelta"): ("days", "seconds", "microseconds"),
    ("fractions", "Fraction"): ("numerator", "denominator"),
    ("pathlib", "PurePath"): ("parts",),
    ("enum", "Enum"): ("name",),
    ("builtins", "slice"): ("start", "stop", "step"),
}


class NoSuchName(Exception):
    """Raised when the task does not define a name that a check asked for."""


class NotAVerb(Exception):
    """A check said something that is not on the list; the course has to mend it."""


@mutable
class Objects:
    """Objects behind the handles of one check; translates values on their way in and out."""

    device: TaskDevice = field(default_factory=TaskDevice)
    _objects: dict[int, Any] = field(default_factory=dict)
    _next: int = 1

    def clear(self) -> None:
        self._objects.clear()
        self._next = 1

    def put(self, value: object, number: int = 0) -> Handle:
        """Return a handle for `value`, with the given number or the next free one."""
        if not number:
            number = self._next
            self._next += 1
        self._objects[number] = self.device.place_module(value)
        return Handle(number, type(value).__name__[:100], _field_names(value), _decides(value))

    def get(self, number: int) -> Any:
        if number not in self._objects:
            raise NotAVerb(f"there is no handle {number}")
        return self._objects[number]

    def from_handle(self, handle: Handle) -> Any:
        return self.get(handle.number)

    def from_tensor(self, tensor: Tensor) -> Any:
        torch = need_torch()
        value = torch.from_numpy(np.array(tensor.array))
        wanted = getattr(torch, tensor.dtype, None)
        value = value.to(wanted) if isinstance(wanted, torch.dtype) else value
        return self.device.place_tensor(value)

    def to_wire(self, value: object) -> object:
        """Return what leaves the process for a value that is not of the wire's own types."""
        if is_tensor(value):
            return as_plain_tensor(value)
        table = as_plain_table(value)
        return self.put(value) if table is None else table


def is_tensor(value: object) -> bool:
    """Return whether a value is one of PyTorch's tensors."""
    torch = real_torch()
    return torch is not None and isinstance(value, torch.Tensor)


def _decides(value: object) -> bool:
    """Return whether an object's class says what it is worth in an `if`."""
    return hasattr(type(value), "__bool__") or hasattr(type(value), "__len__")


def _field_names(value: object) -> tuple[str, ...]:
    """Return the names of the fields by which an object is compared; none where it has none.

    Those of a dataclass, and of a value of the standard library such as a date.
    """
    if not isinstance(value, type) and dataclasses.is_dataclass(value):
        return tuple(str(each.name) for each in dataclasses.fields(value))
    bases = ((base.__module__.partition(".")[0], base.__name__) for base in type(value).__mro__)
    return next((_VALUE_FIELDS[base] for base in bases if base in _VALUE_FIELDS), ())


def as_plain_tensor(value: Any) -> object:
    """Return a tensor as plain data: without its graph, on the CPU, dense."""
    torch = need_torch()
    name = str(value.dtype).removeprefix("torch.")
    try:
        plain = torch.Tensor.detach(value).cpu().resolve_conj().resolve_neg()
        plain = plain.to_dense() if plain.layout != torch.strided else plain
        if plain.dtype == torch.bfloat16:
            plain = plain.float()
        return Tensor(np.ascontiguousarray(plain.numpy()).reshape(tuple(plain.shape)), name)
    except (RuntimeError, TypeError, NotImplementedError) as error:
        return Opaque("Tensor", tr("a tensor that cannot be read: {error}", error=error)[:500])


def own_class(module: Any) -> str:
    """Return the nearest class of PyTorch's own in a module's ancestry, by name.

    "Module" when it has no other.
    """
    for ancestor in type(module).__mro__:
        if ancestor.__module__.startswith("torch.nn.modules."):
            return ancestor.__name__
    return type(module).__name__


def leaf_modules(target: Any) -> list[tuple[str, Any]]:
    """Return the modules in `target` that own parameters themselves, with their names.

    They come in order of registration.
    """
    torch = need_torch()
    if not isinstance(target, torch.nn.Module):
        return []
    return [
        (name, module)
        for name, module in target.named_modules()
        if next(iter(torch.nn.Module.parameters(module, recurse=False)), None) is not None
    ]


def named_parameters(target: Any) -> list[tuple[str, Any]]:
    """Return the parameters of a module by name; a bare tensor is its own, under the name ""."""
    torch = need_torch()
    if isinstance(target, torch.nn.Module):
        return list(target.named_parameters())
    if isinstance(target, torch.Tensor):
        return [("", target)]
    return []


def named_buffers(target: Any) -> list[tuple[str, Any]]:
    """Return the buffers of a module by name."""
    torch = need_torch()
    return list(target.named_buffers()) if isinstance(target, torch.nn.Module) else []


def need_torch() -> Any:
    """Return torch, where the process has the real one.  Raises NotAVerb."""
    torch = real_torch()
    if torch is None:
        raise NotAVerb(
            "this task's student process has no torch; the check may not send tensors or build"
            " modules"
        )
    return torch
