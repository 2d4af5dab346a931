"""Questions beside calls: attributes, weights, leaf modules, calls that are watched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.checking.handles.proxies import Function, Object
from grader.model.values import Tensor
from grader.wire.verbs import Verb

GIVEN_NAMES = "given names"  # how `load` says that the handout gives the names


def ask(target: Object, verb: Verb, *args: Any, name: str = "") -> Any:
    """Return what an object answers to a verb of `grader.wire.verbs`."""
    return target._ask(verb, name, args)


@dataclass(frozen=True, slots=True)
class Watched:
    """A call's value and what was seen while it ran.

    `printed` is what it wrote to standard output.  `arguments` are the arguments as they were
    afterwards; `count` says how often modules of a class were called; `order` names leaf modules in
    order of their first call; `gradients` has a dict an object, parameter name to Tensor or None,
    and is None when the outputs are not attached to a graph or not of the asked shapes.
    """

    value: Any
    printed: str
    arguments: tuple[Any, ...]
    count: dict[str, int]
    order: tuple[str, ...]
    gradients: list[dict[str, Tensor | None]] | None


def watching(
    function: Function | Object,
    *,
    arguments: bool = False,
    printed: bool = False,
    count: tuple[str, ...] = (),
    order: tuple[Object, ...] = (),
    gradients: tuple[Object, ...] = (),
    cotangents: tuple[Tensor, ...] = (),
    step: float | None = None,
) -> Callable[..., Watched]:
    """Return `function`, to be called while watching.

    Gradients are those of the sum of `cotangents` times the outputs; with `step`, each parameter
    then becomes parameter - step * gradient, a step of SGD.
    """
    asked = (
        Function(function._session, function._handle.number, "")
        if isinstance(function, Object)
        else function
    )
    watch: dict[str, Any] = {}
    if arguments:
        watch["arguments"] = True
    if printed:
        watch["printed"] = True
    if count:
        watch["count"] = list(count)
    if order:
        watch["order"] = list(order)
    if gradients:
        watch["gradients"], watch["cotangents"] = list(gradients), list(cotangents)
    if step is not None:
        watch["step"] = float(step)

    def call(*args: Any, **kwargs: Any) -> Watched:
        value, trace = asked._call(args, kwargs, watch)
        return _watched(value, trace)

    return call


def _watched(value: Any, trace: dict[str, Any]) -> Watched:
    """Return what was seen; a trace is a claim, and anything of another type counts as not seen."""
    arguments, count, order, gradients = (
        trace.get(key) for key in ("arguments", "count", "order", "gradients")
    )
    if not isinstance(gradients, list) or not all(isinstance(item, dict) for item in gradients):
        gradients = None
    return Watched(
        value,
        str(trace.get("printed", "")),
        arguments if isinstance(arguments, tuple) else (),
        count if isinstance(count, dict) else {},
        tuple(str(name) for name in order) if isinstance(order, tuple) else (),
        gradients,
    )


def attribute(target: Object, name: str) -> Any:
    """Return an attribute of an object."""
    return target._ask(Verb.ATTRIBUTE, name)


def state(target: Object) -> dict[str, Tensor]:
    """Return all parameters of a module by name."""
    arrays = target._ask(Verb.STATE)
    if not isinstance(arrays, dict):
        return {}
    return {str(name): value for name, value in arrays.items() if isinstance(value, Tensor)}


def load(target: Object, values: dict[str, Tensor], *, given_names: bool = False) -> None:
    """Set parameters by name; not waited for.

    On a model of the student's own it needs `given_names`, which says that the handout gives these
    names: honest work may call its layers as it likes, and `place` finds them.
    """
    target._ask(Verb.LOAD, GIVEN_NAMES if given_names else "", args=(values,), wait=False)


@dataclass(frozen=True, slots=True)
class FoundLeaf:
    """A module that owns parameters: its name, its PyTorch class, its parameters' shapes."""

    name: str
    kind: str
    shapes: dict[str, tuple[int, ...]]


def leaves(target: Object) -> list[FoundLeaf]:
    """Return the leaf modules of an object, as the other side claims them."""
    answer = target._ask(Verb.LEAVES)
    leaf_list = []
    for item in answer if isinstance(answer, list) else []:
        if isinstance(item, tuple) and len(item) == 3 and isinstance(item[2], dict):
            shapes = {str(key): shape for key, shape in item[2].items() if _is_shape(shape)}
            leaf_list.append(FoundLeaf(str(item[0]), str(item[1]), shapes))
    return leaf_list


def _is_shape(value: object) -> bool:
    """Return whether a claimed shape is one: a tuple of plain whole numbers."""
    return isinstance(value, tuple) and all(type(number) is int for number in value)
