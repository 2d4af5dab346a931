"""Doing what a check says: one function for each verb of `grader.wire.verbs`.

What `watch` may ask of a call: `arguments` (the arguments as they are after it), `count` (how often
modules of these classes were called), `calls` (how often these functions were), `printed`,
`figures` (what pyplot holds open after it), `order` (of these objects' leaves, in which order they
were first called), `gradients` (of which objects' parameters), with `cotangents` and, after that,
`step` (parameters - step * gradient).
"""

from __future__ import annotations

import builtins
import operator
from collections.abc import Callable
from types import CodeType
from typing import Any

from grader.language import tr
from grader.nouns import frozen
from grader.sandbox.inside.answering.asserting import run_asserts
from grader.sandbox.inside.answering.drawing import drawn
from grader.sandbox.inside.answering.measuring.timing import timed
from grader.sandbox.inside.answering.measuring.weighing import weighed
from grader.sandbox.inside.answering.objects import (
    NoSuchName,
    NotAVerb,
    Objects,
    leaf_modules,
    loaded_torch,
    named_buffers,
    named_parameters,
    own_class,
    tensor_outside,
)
from grader.sandbox.inside.answering.stages import Call, note, replace
from grader.sandbox.inside.answering.watching import watched_call
from grader.sandbox.inside.devices import TaskDevice
from grader.sandbox.inside.settings import reseed
from grader.wire.messages import Ask
from grader.wire.verbs import Verb

# What a check may say of objects: the operators of Python, by their names in `operator`.
OPERATORS = frozenset(
    (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "abs"),
        *("and_", "or_", "xor", "invert", "lshift", "rshift", "lt", "le", "eq", "ne", "gt", "ge"),
        *("contains", "setitem", "delitem", "truth"),
        *("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "imatmul"),
    )
)
Said = tuple[object, dict[str, Any]]


@frozen
class Scene:
    """A scene that a verb is said in: the task's names, the check's objects, how code is run.

    `call_back` calls a function of the other side by its number.  `lend` adds to the task's names
    those of other tasks that a text uses.
    """

    namespace: Callable[[], dict[str, Any]]
    objects: Objects
    execute: Callable[[CodeType, dict[str, Any]], None]
    student_files: set[str]
    call_back: Call
    lend: Callable[[str], None]

    def target(self, ask: Ask) -> Any:
        """Return the object that the verb is said to; None for the task itself."""
        return self.objects.get(ask.target) if ask.target else None


def say(ask: Ask, scene: Scene) -> Said:
    """Do what `ask` says; return the value and the trace.

    Student code runs in here and may raise anything.
    """
    answer = _VERBS.get(ask.verb)
    if answer is None:
        raise NotAVerb(f"{ask.verb!r} is not a verb")
    return answer(ask, scene)


def _ready(ask: Ask, scene: Scene) -> Said:
    return None, {}


def _call(ask: Ask, scene: Scene) -> Said:
    function, names = _callable(ask, scene), scene.namespace()
    return watched_call(function, ask.args, ask.kwargs, ask.watch, scene.objects, names)


def _callable(ask: Ask, scene: Scene) -> Any:
    if ask.target:
        target = scene.target(ask)
        return getattr(target, ask.name) if ask.name else target
    names = scene.namespace()
    if ask.name not in names:
        raise NoSuchName(ask.name)
    return names[ask.name]


def _attribute(ask: Ask, scene: Scene) -> Said:
    """Read an attribute of an object, or what stands under a name of the task."""
    if ask.target:
        return getattr(scene.target(ask), ask.name), {}
    names = scene.namespace()
    if ask.name not in names:
        raise NoSuchName(ask.name)
    return names[ask.name], {}


def _item(ask: Ask, scene: Scene) -> Said:
    return scene.target(ask)[ask.args[0]], {}


def _length(ask: Ask, scene: Scene) -> Said:
    return len(scene.target(ask)), {}


def _set_attribute(ask: Ask, scene: Scene) -> Said:
    setattr(scene.target(ask), ask.name, ask.args[0])
    return None, {}


def _iterate(ask: Ask, scene: Scene) -> Said:
    # A handle even for a list's iterator: the check says `next` to it.
    return scene.objects.put(iter(scene.target(ask))), {}


def _next(ask: Ask, scene: Scene) -> Said:
    try:
        return (next(scene.target(ask)), True), {}
    except StopIteration:
        return (None, False), {}


def _operator(ask: Ask, scene: Scene) -> Said:
    if ask.name not in OPERATORS:
        raise NotAVerb(f"{ask.name!r} is no operator")
    return getattr(operator, ask.name)(*ask.args), {}


def _leave(ask: Ask, scene: Scene) -> Said:
    """Leave a `with` block; an error of the body is told as one of Python's own of that name."""
    kind, text = (str(part) for part in ask.args)
    error = getattr(builtins, kind, None) if kind else None
    if kind and not (isinstance(error, type) and issubclass(error, BaseException)):
        error = RuntimeError
    target = scene.target(ask)
    if error is None:
        return bool(type(target).__exit__(target, None, None, None)), {}
    try:
        raise error(text)
    except BaseException as raised:
        trace = raised.__traceback__
        return bool(type(target).__exit__(target, type(raised), raised, trace)), {}


def _timed(ask: Ask, scene: Scene) -> Said:
    than, times = str(ask.kwargs["than"]), float(ask.kwargs["times"])
    return timed(_callable(ask, scene), than, times, *ask.args), {}


def _weighed(ask: Ask, scene: Scene) -> Said:
    return weighed(_callable(ask, scene), str(ask.kwargs["than"]), *ask.args), {}


def _drawn(ask: Ask, scene: Scene) -> Said:
    return drawn(scene.target(ask)), {}


def _seed(ask: Ask, scene: Scene) -> Said:
    reseed(int(ask.args[0]) & 0xFFFFFFFF)
    return None, {}


def _build(ask: Ask, scene: Scene) -> Said:
    made = build(ask.name, ask.args, ask.kwargs, scene.objects.device)
    return scene.objects.put(made, ask.number), {}


def _leaves(ask: Ask, scene: Scene) -> Said:
    return leaves(scene.target(ask)), {}


def _state(ask: Ask, scene: Scene) -> Said:
    named = named_parameters(scene.target(ask))
    return {name: tensor_outside(value) for name, value in named}, {}


def _buffers(ask: Ask, scene: Scene) -> Said:
    named = named_buffers(scene.target(ask))
    return {name: tensor_outside(value) for name, value in named}, {}


def _load(ask: Ask, scene: Scene) -> Said:
    load(scene.target(ask), ask.args[0])
    return None, {}


def _note(ask: Ask, scene: Scene) -> Said:
    return note(ask.name, ask.number, scene.namespace(), scene.call_back), {}


def _replace(ask: Ask, scene: Scene) -> Said:
    replace(ask.name, ask.number, scene.namespace(), scene.call_back)
    return None, {}


def _run(ask: Ask, scene: Scene) -> Said:
    source, names = str(ask.args[0]), scene.namespace()
    scene.lend(source)
    return run_asserts(ask.name, source, names, scene.execute, scene.student_files), {}


_VERBS: dict[str, Callable[[Ask, Scene], Said]] = {
    Verb.READY: _ready,
    Verb.CALL: _call,
    Verb.ATTRIBUTE: _attribute,
    Verb.ITEM: _item,
    Verb.LENGTH: _length,
    Verb.SET_ATTRIBUTE: _set_attribute,
    Verb.ITERATE: _iterate,
    Verb.NEXT: _next,
    Verb.OPERATOR: _operator,
    Verb.LEAVE: _leave,
    Verb.TIMED: _timed,
    Verb.WEIGHED: _weighed,
    Verb.DRAWN: _drawn,
    Verb.SEED: _seed,
    Verb.BUILD: _build,
    Verb.LEAVES: _leaves,
    Verb.STATE: _state,
    Verb.BUFFERS: _buffers,
    Verb.LOAD: _load,
    Verb.RUN: _run,
    Verb.NOTE: _note,
    Verb.REPLACE: _replace,
}


def build(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], device: TaskDevice) -> Any:
    """Return a new module of `torch.nn` by its class name, on the device, or a DataLoader."""
    torch = loaded_torch()
    if name == "DataLoader":
        return torch.utils.data.DataLoader(*args, **kwargs)
    made = getattr(torch.nn, name, None)
    if not (isinstance(made, type) and issubclass(made, torch.nn.Module)):
        raise NotAVerb(f"torch.nn has no module {name!r}")
    # The check's own module is what it says, whatever default the student's file has set.
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float32)
    try:
        with torch.device("cpu"):
            return device.with_module(made(*args, **kwargs))
    finally:
        torch.set_default_dtype(before)


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
    torch = loaded_torch()
    named = dict([*named_buffers(target), *named_parameters(target)])
    with torch.no_grad():
        for name, value in state.items():
            if name not in named:
                raise NotAVerb(tr("the module has no parameter and no buffer {name!r}", name=name))
            named[name].copy_(value.to(named[name].dtype))
