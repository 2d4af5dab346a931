"""The verbs that a check may say to student code.

The list is closed.

ready       nothing: the task is loaded by now call        call a function of the task, a method of
an object, or the object itself attribute   read an attribute item        `object[index]` length
`len(object)` build       make a module of PyTorch's own, or a DataLoader leaves      the modules
that own parameters: name, PyTorch class, shapes state       all parameters by name load        set
parameters by name run         run a teacher's own asserts over a copy of the task's names, see
`asserting`; said by checks of lower trust only

What `watch` may ask of a call: `arguments` (the arguments as they are after it), `count` (how often
modules of these classes were called), `order` (of these objects' leaves, in which order they were
first called), `gradients` (of which objects' parameters), with `cotangents` and, after that, `step`
(parameters - step * gradient).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.sandbox.inside.objects import (
    NoSuchName,
    NotAVerb,
    Objects,
    leaf_modules,
    loaded_torch,
    named_parameters,
    own_class,
    tensor_outside,
)
from grader.sandbox.inside.watching import watched_call
from grader.wire.messages import Ask


def say(
    ask: Ask, namespace: Callable[[], dict[str, Any]], objects: Objects
) -> tuple[object, dict[str, Any]]:
    """Does what `ask` says; gives the value and the trace.

    Student code runs in here and may raise anything.
    """
    verb = ask.verb
    if verb == "ready":
        return None, {}
    if verb == "call":
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
    torch = loaded_torch()
    if name == "DataLoader":
        return torch.utils.data.DataLoader(*args, **kwargs)
    made = getattr(torch.nn, name, None)
    if not (isinstance(made, type) and issubclass(made, torch.nn.Module)):
        raise NotAVerb(f"torch.nn has no module {name!r}")
    return made(*args, **kwargs)


def leaves(target: Any) -> list[tuple[str, str, dict[str, tuple[int, ...]]]]:
    """(name, PyTorch class, {parameter: shape}) for each leaf module."""
    return [
        (
            name,
            own_class(module),
            {key: tuple(value.shape) for key, value in module.named_parameters(recurse=False)},
        )
        for name, module in leaf_modules(target)
    ]


def load(target: Any, state: dict[str, Any]) -> None:
    """Sets the named parameters in place, keeping their dtype.

    A name that is not there is the check's mistake.
    """
    torch = loaded_torch()
    there = dict(named_parameters(target))
    with torch.no_grad():
        for name, value in state.items():
            if name not in there:
                raise NotAVerb(f"the module has no parameter {name!r}")
            there[name].copy_(value.to(there[name].dtype))
