"""Doing what a check says: one function for each verb of `grader.wire.verbs`.

What `watch` may ask of a call: `arguments` (the arguments as they are after it), `count` (how often
modules of these classes were called), `calls` (how often these functions were), `printed`,
`figures` (what pyplot holds open after it), `order` (of these objects' leaves, in which order they
were first called), `gradients` (of which objects' parameters), with `cotangents` and, after that,
`step` (parameters - step * gradient).
"""

import builtins
import operator
from collections.abc import Callable, Iterable
from typing import Any

from grader.language import tr
from grader.model.values import Args, CallBack, Kwargs, Namespace, Trace
from grader.nouns import frozen
from grader.sandbox.inside.devices import TaskDevice
from grader.sandbox.inside.loading import Execute
from grader.sandbox.inside.settings import reseed
from grader.wire.messages import Ask
from grader.wire.verbs import Verb

from .asserting import run_asserts
from .drawing import read_figure
from .measuring.timing import time_call
from .measuring.weighing import weigh_call
from .objects import (
    NoSuchName,
    NotAVerb,
    Objects,
    as_plain_tensor,
    leaf_modules,
    named_buffers,
    named_parameters,
    need_torch,
    own_class,
)
from .stages import note, replace
from .watching import watch_call

# What a check may say of objects: the operators of Python, by their names in `operator`.
OPERATORS = frozenset(
    (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "abs"),
        *("and_", "or_", "xor", "invert", "lshift", "rshift", "lt", "le", "eq", "ne", "gt", "ge"),
        *("contains", "setitem", "delitem", "truth"),
        *("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "imatmul"),
    )
)


@frozen
class Scene:
    """A scene that a verb is said in: the task's names, the check's objects, how code is run.

    `call_back` calls a function of the other side by its number.  `lend` adds to the task's names
    those of other tasks that a text uses.
    """

    namespace: Callable[[], Namespace]
    objects: Objects
    execute: Execute
    student_files: set[str]
    call_back: CallBack
    lend: Callable[[str], None]

    def target(self, ask: Ask) -> Any:
        """Return the object that the verb is said to; None for the task itself."""
        return self.objects.get(ask.target) if ask.target else None


def say(ask: Ask, scene: Scene) -> tuple[object, Trace]:
    """Do what `ask` says; return the value and the trace, which only a call has.

    Student code runs in here and may raise anything.
    """
    if ask.verb == Verb.CALL:
        function, names = _callable(ask, scene), scene.namespace()
        return watch_call(function, ask.args, ask.kwargs, ask.watch, names)
    answer = _VERBS.get(ask.verb)
    if answer is None:
        raise NotAVerb(f"{ask.verb!r} is not a verb")
    return answer(ask, scene), {}


def _callable(ask: Ask, scene: Scene) -> Any:
    """Return what is called: an object, a method of it, or what has a name of the task's."""
    return _attribute(ask, scene) if ask.name or not ask.target else scene.target(ask)


def _attribute(ask: Ask, scene: Scene) -> Any:
    """Return an attribute of an object, or what stands under a name of the task."""
    if ask.target:
        return getattr(scene.target(ask), ask.name)
    names = scene.namespace()
    if ask.name not in names:
        raise NoSuchName(ask.name)
    return names[ask.name]


def _next(ask: Ask, scene: Scene) -> tuple[Any, bool]:
    try:
        return next(scene.target(ask)), True
    except StopIteration:
        return None, False


def _operator(ask: Ask, scene: Scene) -> Any:
    if ask.name not in OPERATORS:
        raise NotAVerb(f"{ask.name!r} is no operator")
    return getattr(operator, ask.name)(*ask.args)


def _leave(ask: Ask, scene: Scene) -> bool:
    """Leave a `with` block; an error of the body is told as one of Python's own of that name."""
    kind, text = (str(part) for part in ask.args)
    error = getattr(builtins, kind, None) if kind else None
    if kind and not (isinstance(error, type) and issubclass(error, BaseException)):
        error = RuntimeError
    target = scene.target(ask)
    if error is None:
        return bool(type(target).__exit__(target, None, None, None))
    try:
        raise error(text)
    except BaseException as raised:
        return bool(type(target).__exit__(target, type(raised), raised, raised.__traceback__))


def _run(ask: Ask, scene: Scene) -> dict[str, tuple[str, object]] | None:
    source, names = str(ask.args[0]), scene.namespace()
    scene.lend(source)
    return run_asserts(ask.name, source, names, scene.execute, scene.student_files)


def _as_plain_tensors(tensors: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: as_plain_tensor(value) for name, value in tensors}


# What answers a verb; None for one that only does something.
_VERBS: dict[str, Callable[[Ask, Scene], object]] = {
    Verb.READY: lambda ask, scene: None,
    Verb.ATTRIBUTE: _attribute,
    Verb.ITEM: lambda ask, scene: scene.target(ask)[ask.args[0]],
    Verb.LENGTH: lambda ask, scene: len(scene.target(ask)),
    Verb.SET_ATTRIBUTE: lambda ask, scene: setattr(scene.target(ask), ask.name, ask.args[0]),
    # A handle even for a list's iterator: the check says `next` to it.
    Verb.ITERATE: lambda ask, scene: scene.objects.put(iter(scene.target(ask))),
    Verb.NEXT: _next,
    Verb.OPERATOR: _operator,
    Verb.LEAVE: _leave,
    Verb.TIMED: lambda ask, scene: time_call(
        _callable(ask, scene), str(ask.kwargs["than"]), float(ask.kwargs["times"]), *ask.args
    ),
    Verb.WEIGHED: lambda ask, scene: weigh_call(
        _callable(ask, scene), str(ask.kwargs["than"]), *ask.args
    ),
    Verb.DRAWN: lambda ask, scene: read_figure(scene.target(ask)),
    Verb.SEED: lambda ask, scene: reseed(int(ask.args[0]) & 0xFFFFFFFF),
    Verb.BUILD: lambda ask, scene: scene.objects.put(
        build(ask.name, ask.args, ask.kwargs, scene.objects.device), ask.number
    ),
    Verb.LEAVES: lambda ask, scene: leaves(scene.target(ask)),
    Verb.STATE: lambda ask, scene: _as_plain_tensors(named_parameters(scene.target(ask))),
    Verb.BUFFERS: lambda ask, scene: _as_plain_tensors(named_buffers(scene.target(ask))),
    Verb.LOAD: lambda ask, scene: load(scene.target(ask), ask.args[0]),
    Verb.RUN: _run,
    Verb.NOTE: lambda ask, scene: note(ask.name, ask.number, scene.namespace(), scene.call_back),
    Verb.REPLACE: lambda ask, scene: replace(
        ask.name, ask.number, scene.namespace(), scene.call_back
    ),
}


def build(name: str, args: Args, kwargs: Kwargs, device: TaskDevice) -> Any:
    """Return a new module of `torch.nn` by its class name, on the device, or a DataLoader."""
    torch = need_torch()
    if name == "DataLoader":
        return torch.utils.data.DataLoader(*args, **kwargs)
    module_class = getattr(torch.nn, name, None)
    if not (isinstance(module_class, type) and issubclass(module_class, torch.nn.Module)):
        raise NotAVerb(f"torch.nn has no module {name!r}")
    # The check's own module is what it says, whatever default the student's file has set.
    former_dtype = torch.get_default_dtype()
    torch.set_default_dtype(torch.float32)
    try:
        with torch.device("cpu"):
            return device.place_module(module_class(*args, **kwargs))
    finally:
        torch.set_default_dtype(former_dtype)


def leaves(target: Any) -> list[tuple[str, str, dict[str, tuple[int, ...]]]]:
    """Return (name, PyTorch class, {parameter: shape}) for each leaf module."""
    return [
        (
            name,
            own_class(module),
            {key: tuple(value.shape) for key, value in module.named_parameters(recurse=False)},
        )
        for name, module in leaf_modules(target)
    ]


def load(target: Any, state: dict[str, Any]) -> None:
    """Set the named parameters and buffers in place, keeping their dtype.

    A name that is not there is the check's mistake.
    """
    torch = need_torch()
    tensors = dict([*named_buffers(target), *named_parameters(target)])
    with torch.no_grad():
        for name, value in state.items():
            if name not in tensors:
                raise NotAVerb(tr("the module has no parameter and no buffer {name!r}", name=name))
            tensors[name].copy_(value.to(tensors[name].dtype))
