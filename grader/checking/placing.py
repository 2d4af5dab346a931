"""Putting given weights into a student's model, whatever its layers are called.

Weights go by leaf module, never by tensor shape: inside nn.RNNCell, nn.RNN and nn.Linear PyTorch
fixes the names.  A wanted leaf is the only leaf of its type; else the one with its name or a name
that stands for it; else the one at its place in the order of first calls.  Parameters that were
made by hand are searched for in `handmade`.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from msgspec import field

from grader.compare import find_difference
from grader.errors import BadCheck
from grader.language import tr
from grader.model.results import Difference
from grader.model.values import Args, Tensor
from grader.nouns import frozen, mutable

from .handles.asking import FoundLeaf, leaves, load, watching
from .handles.plain_values import as_plain
from .handles.proxies import Object
from .handmade import MAX_ASSIGNMENTS, Leaf, Shapes, Spot, search
from .mismatch import Mismatch, mismatch

NEEDS = (
    "place(model, leaves, probes) needs the leaves with their weights, and a call with the"
    ' reference\'s answer that tells them apart: [Leaf("fc", "Linear", weights)],'
    ' [("forward", (x,), want)]'
)

Gradients = list[dict[str, Tensor | None]]


@frozen
class Probe:
    """A call of the model that tells assignments apart.

    The method's arguments, and the reference's answer.
    """

    method: str
    args: Args
    want: Any


@mutable
class Placement:
    """A student's parameters that stand for the reference's."""

    spots: list[Spot] = field(default_factory=list)

    def gradients(self, by_parameter: Gradients | None) -> Gradients | None:
        """Return gradients by the reference's names, from those by the student's."""
        if by_parameter is None:
            return None
        by_reference: dict[str, Tensor | None] = {}
        for spot in self.spots:
            gradient = by_parameter[0].get(spot.parameter) if by_parameter else None
            if isinstance(gradient, Tensor) and spot.turned:
                gradient = Tensor(gradient.array.T)
            by_reference[spot.wanted] = gradient
        return [by_reference]


def place(
    model: Any,
    wanted: Sequence[Leaf] = (),
    probes: Sequence[tuple[str, tuple[Any, ...], Any]] = (),
) -> Placement:
    """Give the model the wanted weights.

    A probe is (method, arguments, the reference's answer with these weights).  Raises Mismatch that
    says what was found and what was wanted, BadCheck without leaves or without a probe.
    """
    if not wanted or not probes:
        raise BadCheck(NEEDS)
    calls = [Probe(*probe) for probe in probes]
    if not isinstance(model, Object):
        raise _refuse_value(model)
    model_leaves = leaves(model)
    matched = _match_by_type(model, wanted, model_leaves, calls[0])
    # What is known is loaded before the search: a trial calls the whole model.
    spots = _load_matched(model, wanted, matched)
    model._session.leaf_names |= {leaf.name: name for name, leaf in matched.items()}
    missing = [leaf for leaf in wanted if leaf.name not in matched]
    if missing:
        taken_names = {leaf.name for leaf in matched.values()}
        spots += _place_by_hand(model, missing, model_leaves, taken_names, calls)
    return Placement(spots)


def _refuse_value(value: object) -> Mismatch:
    """Return the Mismatch of what came where a model was asked for."""
    kind = type(value).__name__
    return mismatch(
        lambda: Difference(
            kind="placement", where=tr("the model"), expected=tr("a model"), got=kind
        )
    )


def _load_matched(
    model: Object, wanted: Sequence[Leaf], matched: dict[str, FoundLeaf]
) -> list[Spot]:
    """Load the weights of the leaves that are matched; return where they went."""
    spots: list[Spot] = []
    values: dict[str, Tensor] = {}
    for leaf in wanted:
        if leaf.name not in matched:
            continue
        for key, tensor in leaf.weights.items():
            parameter = _full_name(matched[leaf.name], key)
            values[parameter] = tensor
            spots.append(Spot(f"{leaf.name}.{key}", parameter))
    if values:
        load(model, values)
    return spots


def _match_by_type(
    model: Object, wanted: Sequence[Leaf], model_leaves: list[FoundLeaf], probe: Probe
) -> dict[str, FoundLeaf]:
    """Return the student's leaf for each wanted one that can be told, by the wanted one's name.

    A leaf of another size than wanted is left out: by hand it may still be put together.
    """
    matched: dict[str, FoundLeaf] = {}
    for kind in dict.fromkeys(leaf.kind for leaf in wanted):
        ours = [leaf for leaf in wanted if leaf.kind == kind]
        theirs = [leaf for leaf in model_leaves if leaf.kind == kind]
        pairs = _pair_leaves(model, ours, theirs, probe)
        for leaf in ours:
            candidate = pairs.get(leaf.name)
            if candidate is not None and _fits(leaf, candidate):
                matched[leaf.name] = candidate
    return matched


def _pair_leaves(
    model: Object, ours: list[Leaf], theirs: list[FoundLeaf], probe: Probe
) -> dict[str, FoundLeaf]:
    """Return the pairs of leaves of one type: the only one, else by name, else by order.

    Names come before order because they cost nothing to ask for, and a model may call its layers in
    any order in other work than the probe's.
    """
    if len(theirs) == len(ours) == 1:
        return {ours[0].name: theirs[0]}
    pairs = _pair_by_name(ours, theirs)
    if len(pairs) < len(ours) <= len(theirs):
        pairs = _pair_by_order(model, ours, theirs, probe)
    return pairs


def _pair_by_name(ours: list[Leaf], theirs: list[FoundLeaf]) -> dict[str, FoundLeaf]:
    """Return leaves by their own names, else by the only name with a part that stands for them.

    It is all or nothing: where one leaf cannot be told, the names mean something else here.
    """
    pairs: dict[str, FoundLeaf] = {}
    for leaf in ours:
        candidates = _find_named(leaf, theirs)
        if len(candidates) == 1:
            pairs[leaf.name] = candidates[0]
    distinct = {other.name for other in pairs.values()}
    return pairs if len(distinct) == len(pairs) == len(ours) else {}


def _find_named(leaf: Leaf, theirs: list[FoundLeaf]) -> list[FoundLeaf]:
    exact = [other for other in theirs if other.name.rpartition(".")[2] == leaf.name]
    if exact:
        return exact
    return [other for other in theirs if any(part in other.name.lower() for part in leaf.also)]


def _pair_by_order(
    model: Object, ours: list[Leaf], theirs: list[FoundLeaf], probe: Probe
) -> dict[str, FoundLeaf]:
    """Return leaves in the order in which one traced call first calls them."""
    by_name = {other.name: other for other in theirs}
    order = [name for name in _call_order(model, probe) if name in by_name]
    if len(order) < len(ours):
        return {}
    return {leaf.name: by_name[name] for leaf, name in zip(ours, order, strict=False)}


def _call_order(model: Object, probe: Probe) -> tuple[str, ...]:
    method = getattr(model, probe.method) if probe.method else model
    return watching(method, order=(model,))(*probe.args).order


def _fits(leaf: Leaf, other: FoundLeaf) -> bool:
    return all(other.shapes.get(key) == tensor.shape for key, tensor in leaf.weights.items())


def _full_name(leaf: FoundLeaf, key: str) -> str:
    """Return a parameter's name in the model; a model may own parameters itself."""
    return f"{leaf.name}.{key}" if leaf.name else key


def _place_by_hand(
    model: Object,
    missing: list[Leaf],
    model_leaves: list[FoundLeaf],
    taken_names: set[str],
    probes: list[Probe],
) -> list[Spot]:
    """Place the missing leaves' weights on parameters of leaves that are not taken.

    Raises Mismatch when no placing of them reproduces the reference.
    """
    pool = {
        _full_name(leaf, key): shape
        for leaf in model_leaves
        if leaf.name not in taken_names
        for key, shape in leaf.shapes.items()
    }
    tried = False
    for spots, values in islice(search(missing, pool), MAX_ASSIGNMENTS):
        tried = True
        load(model, values)
        if all(_reproduces(model, probe) for probe in probes):
            return spots
    raise mismatch(lambda: _describe_failure(missing, model_leaves, tried=tried))


def _describe_failure(
    missing: list[Leaf], model_leaves: list[FoundLeaf], *, tried: bool
) -> Difference:
    theirs = [
        _describe_leaf(leaf.name or tr("the model"), leaf.kind, leaf.shapes)
        for leaf in model_leaves
    ]
    came = tr("; ").join(theirs) or tr("no parameters")
    if tried:
        came = tr("{layers}; no placing of these gives the reference's answers", layers=came)
    ours = [
        _describe_leaf(leaf.name, f"nn.{leaf.kind}", {k: v.shape for k, v in leaf.weights.items()})
        for leaf in missing
    ]
    return Difference(
        kind="placement", where=tr("the model's layers"), expected=tr("; ").join(ours), got=came
    )


def _describe_leaf(name: str, kind: str, shapes: Shapes) -> str:
    texts = [f"{key} {shape}" for key, shape in shapes.items()]
    listed_shapes = ", ".join(texts) or tr("no parameters")
    return tr("{name}: {kind} with {shapes}", name=name, kind=kind, shapes=listed_shapes)


def _reproduces(model: Object, probe: Probe) -> bool:
    """Return whether the model answers a probe as the reference does.

    The tolerance is wide: a wrong placing is far off, and a right one may add in another order.
    """
    got = (getattr(model, probe.method) if probe.method else model)(*probe.args)
    difference, _ = find_difference(as_plain(got), as_plain(probe.want), atol=1e-4, rtol=1e-4)
    return difference is None
