"""Questions beside calls: attributes, weights, leaf modules, calls that are watched."""

from collections.abc import Callable
from typing import Any, TypeVar

from grader.checking.answerers.answers import Question
from grader.diagnosis.evidence import InnerStep
from grader.model.values import Args, Tensor, Trace, Watch
from grader.nouns import frozen
from grader.wire.verbs import Verb

from .functions import Function
from .proxies import Object, Side

GIVEN_NAMES = "given names"  # how `load` says that the handout gives the names


def ask(target: Object, verb: Verb, *args: Any, name: str = "") -> Any:
    """Return what an object answers to a verb of `grader.wire.verbs`."""
    return target._ask(verb, name, args)


@frozen
class Watched:
    """A call's value and what was seen while it ran.

    `printed` is what it wrote to standard output.  `arguments` are the arguments as they were
    afterwards; `count` says how often modules of a class were called; `order` names leaf modules in
    order of their first call; `calls` says how often functions were called; `figures` has what
    each figure shows that pyplot held open; `gradients` has a dict an object, parameter name to
    Tensor or None, and is None when the outputs are not attached to a graph or not of the asked
    shapes.
    """

    value: Any
    printed: str
    arguments: Args
    count: dict[str, int]
    order: tuple[str, ...]
    gradients: list[dict[str, Tensor | None]] | None
    calls: dict[str, int]
    figures: list[Any]


def watching(
    function: Function | Object,
    *,
    arguments: bool = False,
    printed: bool = False,
    figures: bool = False,
    calls: tuple[str, ...] = (),
    count: tuple[str, ...] = (),
    order: tuple[Object, ...] = (),
    gradients: tuple[Object, ...] = (),
    cotangents: tuple[Tensor, ...] = (),
    step: float | None = None,
    inside: bool | Object | dict[str, Object] = False,
) -> Callable[..., Watched]:
    """Return `function`, to be called while watching.

    `calls` are names of functions: the task's own, its methods ("Model.step"), or dotted ones
    ("numpy.matmul"), as the task's code finds them.

    Gradients are those of the sum of `cotangents` times the outputs; with `step`, each parameter
    then becomes parameter - step * gradient, a step of SGD.

    With `inside`, the first leaf of the model that is wrong is named, forward and, with cotangents,
    backward.  A function that takes a model says which: `inside=model`, or, of several, each with
    its name: `inside={"cell": cell, "linear": linear}`.
    """
    watch = _without_empty(
        arguments=arguments,
        printed=printed,
        figures=figures,
        calls=list(calls),
        count=list(count),
        order=list(order),
        gradients=list(gradients),
        cotangents=list(cotangents),
        step=step and float(step),
        inside=function if inside is True else inside,
    )
    return _watch_call(function._function() if isinstance(function, Object) else function, watch)


def _watch_call(function: Function, watch: Watch) -> Callable[..., Watched]:
    def call(*args: Any, **kwargs: Any) -> Watched:
        value, trace = function._call(args, kwargs, watch)
        function._session.inner_steps = inner_steps(trace.get("inside"))
        inside = watch.get("inside")
        function._session.handed = frozenset(inside if isinstance(inside, dict) else ())
        return _read_watched(value, trace)

    return call


def _without_empty(**wanted: Any) -> Watch:
    """Return what is to be watched, by its name on the wire."""
    return {name: value for name, value in wanted.items() if value}


def _read_watched(value: Any, trace: Trace) -> Watched:
    """Return what was seen; a trace is a claim, and anything of another type counts as not seen."""
    gradients = trace.get("gradients")
    if not isinstance(gradients, list) or not all(isinstance(item, dict) for item in gradients):
        gradients = None
    return Watched(
        value,
        str(trace.get("printed", "")),
        _read_claim(trace, "arguments", tuple),
        _read_claim(trace, "count", dict),
        tuple(str(name) for name in _read_claim(trace, "order", tuple)),
        gradients,
        _read_claim(trace, "calls", dict),
        _read_claim(trace, "figures", list),
    )


Kind = TypeVar("Kind")


def _read_claim(trace: Trace, name: str, kind: type[Kind]) -> Kind:
    """Return what a trace has under a name; an empty one where it is of another type."""
    value = trace.get(name)
    return value if isinstance(value, kind) else kind()


def inner_steps(claimed: Any) -> tuple[InnerStep, ...]:
    """Return the steps of a trace; anything of another type counts as not seen."""
    steps = []
    for item in claimed if isinstance(claimed, tuple | list) else ():
        if isinstance(item, tuple) and len(item) == 3 and isinstance(item[1], Tensor):
            name, value, gradient = item
            numbers = gradient.array if isinstance(gradient, Tensor) else None
            leaf = str(name) or "the model"
            steps.append(InnerStep(leaf=leaf, value=value.array, gradient=numbers))
    return tuple(steps)


def attribute(target: Object, name: str) -> Any:
    """Return an attribute of an object."""
    return target._ask(Verb.ATTRIBUTE, name)


def state(target: Object) -> dict[str, Tensor]:
    """Return all parameters of a module by name."""
    return _tensors(target._ask(Verb.STATE))


def buffers(target: Object) -> dict[str, Tensor]:
    """Return all buffers of a module by name, such as a BatchNorm's running mean."""
    return _tensors(target._ask(Verb.BUFFERS))


def _tensors(claimed: Any) -> dict[str, Tensor]:
    """Return the tensors of an answer by name; none of an answer of another type."""
    items = claimed.items() if isinstance(claimed, dict) else ()
    return {str(name): value for name, value in items if isinstance(value, Tensor)}


def drawn(figure: Object) -> list[dict[str, Any]]:
    """Return what a figure of matplotlib shows, or its axes: a dict for each axes.

    Its keys are title, xlabel, ylabel, xscale, yscale, legend, texts, lines, points, bars, images.
    """
    axes = figure._ask(Verb.DRAWN)
    return axes if isinstance(axes, list) else []


def reseed(side: Side, seed: int) -> None:
    """Set the random state of Python, NumPy and PyTorch on a side; not waited for.

    What then draws from it, a Dropout in training say, draws the same on both sides.
    """
    side._session.ask(Question(verb=Verb.SEED, args=(int(seed),), wait=False))


def load(target: Object, values: dict[str, Tensor], *, given_names: bool = False) -> None:
    """Set parameters and buffers by name; not waited for.

    On a model of the student's own it needs `given_names`, which says that the handout gives these
    names: honest work may call its layers as it likes, and `place` finds them.
    """
    target._ask(Verb.LOAD, GIVEN_NAMES if given_names else "", args=(values,), wait=False)


@frozen
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
