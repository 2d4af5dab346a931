"""The verbs that a check may say to student code.  The list is closed.

ready       nothing: the task is loaded by now
call        call a function of the task, a method of an object, or the object itself
attribute   read an attribute
item        `object[index]`
length      `len(object)`
build       make a module of PyTorch's own, or a DataLoader
leaves      the modules that own parameters: name, PyTorch class, shapes
state       all parameters by name
load        set parameters by name

What `watch` may ask of a call: `arguments` (the arguments as they are after it), `count` (how often modules of
these classes were called), `order` (of these objects' leaves, in which order they were first called), `gradients`
(of which objects' parameters), with `cotangents` and, after that, `step` (parameters - step * gradient).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.model.values import Handle, Opaque, Tensor
from grader.wire.messages import Ask


class NoSuchName(Exception):
    """The task does not define a name that a check asked for."""


class NotAVerb(Exception):
    """A check said something that is not on the list; the course has to mend it."""


class Objects:
    """The objects behind the handles of one check, and the translation of values in both directions."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}
        self._next = 1

    def clear(self) -> None:
        self._objects.clear()
        self._next = 1

    def put(self, value: object, number: int = 0) -> Handle:
        """A handle for `value`, with the given number or the next free one."""
        if not number:
            number = self._next
            self._next += 1
        self._objects[number] = value
        return Handle(number, type(value).__name__[:100])

    def get(self, number: int) -> Any:
        if number not in self._objects:
            raise NotAVerb(f"there is no handle {number}")
        return self._objects[number]

    def from_handle(self, handle: Handle) -> Any:
        return self.get(handle.number)

    def from_tensor(self, tensor: Tensor) -> Any:
        torch = _torch()
        value = torch.from_numpy(np.array(tensor.array))
        wanted = getattr(torch, tensor.dtype, None)
        return value.to(wanted) if isinstance(wanted, torch.dtype) else value

    def outside(self, value: object) -> object:
        """What leaves the process for a value that is not of the wire's own types."""
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, getattr(torch, "Tensor", ())):
            return tensor_outside(value)
        return self.put(value)


def tensor_outside(value: Any) -> object:
    """A tensor as plain data: without its graph, on the CPU, dense."""
    torch = _torch()
    name = str(value.dtype).removeprefix("torch.")
    try:
        plain = torch.Tensor.detach(value).cpu().resolve_conj().resolve_neg()
        plain = plain.to_dense() if plain.layout != torch.strided else plain
        if plain.dtype == torch.bfloat16:
            plain = plain.float()
        return Tensor(np.ascontiguousarray(plain.numpy()).reshape(tuple(plain.shape)), name)
    except (RuntimeError, TypeError, NotImplementedError) as error:
        return Opaque("Tensor", f"a tensor that cannot be read: {error}"[:500])


def say(ask: Ask, namespace: Callable[[], dict[str, Any]], objects: Objects) -> tuple[object, dict[str, Any]]:
    """Does what `ask` says; gives the value and the trace.  Student code runs in here and may raise anything."""
    verb = ask.verb
    if verb == "ready":
        return None, {}
    if verb == "call":
        from grader.sandbox.inside.watching import watched_call

        function = _callable(ask, namespace, objects)
        return watched_call(function, ask.args, ask.kwargs, ask.watch, objects)
    target: Any = objects.get(ask.target) if ask.target else None
    if verb == "attribute":
        return getattr(target, ask.name), {}
    if verb == "item":
        return target[ask.args[0]], {}
    if verb == "length":
        return len(target), {}
    if verb == "build":
        return objects.put(build(ask.name, ask.args, ask.kwargs), ask.number), {}
    if verb == "leaves":
        return leaves(target), {}
    if verb == "state":
        return {name: tensor_outside(value) for name, value in named_parameters(target)}, {}
    if verb == "load":
        load(target, ask.args[0])
        return None, {}
    raise NotAVerb(f"{verb!r} is not a verb")


def _callable(ask: Ask, namespace: Callable[[], dict[str, Any]], objects: Objects) -> Any:
    if ask.target:
        target = objects.get(ask.target)
        return getattr(target, ask.name) if ask.name else target
    names = namespace()
    if ask.name not in names:
        raise NoSuchName(ask.name)
    return names[ask.name]


def build(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A module of `torch.nn` by its class name, or a DataLoader."""
    torch = _torch()
    if name == "DataLoader":
        return torch.utils.data.DataLoader(*args, **kwargs)
    made = getattr(torch.nn, name, None)
    if not (isinstance(made, type) and issubclass(made, torch.nn.Module)):
        raise NotAVerb(f"torch.nn has no module {name!r}")
    return made(*args, **kwargs)


def own_class(module: Any) -> str:
    """The nearest class of PyTorch's own in a module's ancestry, by name; "Module" when it has no other."""
    for ancestor in type(module).__mro__:
        if ancestor.__module__.startswith("torch.nn.modules."):
            return ancestor.__name__
    return type(module).__name__


def leaf_modules(target: Any) -> list[tuple[str, Any]]:
    """The modules in `target` that own parameters themselves, with their names, in order of registration."""
    torch = _torch()
    if not isinstance(target, torch.nn.Module):
        return []
    return [
        (name, module)
        for name, module in target.named_modules()
        if next(iter(torch.nn.Module.parameters(module, recurse=False)), None) is not None
    ]


def leaves(target: Any) -> list[tuple[str, str, dict[str, tuple[int, ...]]]]:
    """(name, PyTorch class, {parameter: shape}) for each leaf module."""
    return [
        (name, own_class(module), {key: tuple(value.shape) for key, value in module.named_parameters(recurse=False)})
        for name, module in leaf_modules(target)
    ]


def named_parameters(target: Any) -> list[tuple[str, Any]]:
    """Parameters of a module by name; a bare tensor is its own, under the name ""."""
    torch = _torch()
    if isinstance(target, torch.nn.Module):
        return list(target.named_parameters())
    if isinstance(target, torch.Tensor):
        return [("", target)]
    return []


def load(target: Any, state: dict[str, Any]) -> None:
    """Sets the named parameters in place, keeping their dtype; a name that is not there is the check's mistake."""
    torch = _torch()
    there = dict(named_parameters(target))
    with torch.no_grad():
        for name, value in state.items():
            if name not in there:
                raise NotAVerb(f"the module has no parameter {name!r}")
            there[name].copy_(value.to(there[name].dtype))


def _torch() -> Any:
    torch = sys.modules.get("torch")
    if torch is None or not hasattr(torch, "Tensor") or not isinstance(getattr(torch, "Tensor", None), type):
        raise NotAVerb("this task's student process has no torch; the check may not send tensors or build modules")
    return torch
