"""Putting given weights into a student's model, whatever its layers are called.

Weights go by leaf module, never by tensor shape: inside nn.RNNCell, nn.RNN and nn.Linear PyTorch
fixes the names.  A wanted leaf is the only leaf of its type; else the one with its name or a name
that stands for it; else the one at its place in the order of first calls.  Parameters that were
made by hand are placed by the shape-preserving assignment that reproduces the reference on two
inputs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.checking.comparison import Mismatch
from grader.checking.proxies import FoundLeaf, Object, leaves, load, plain, watching
from grader.compare import find_difference
from grader.model.results import Difference
from grader.model.values import Tensor

MAX_ASSIGNMENTS = 3_000
# Leaves that only ever add their two biases.  nn.GRU multiplies the second one by a gate.
ADDS_ITS_BIASES = ("RNN", "RNNCell", "LSTM", "LSTMCell")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf module that a model must have, with the weights to give it.

    `kind` is PyTorch's class ("RNN"), `also` are parts of names that stand for it ("enc").
    """

    name: str
    kind: str
    weights: dict[str, Tensor]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one of the reference's parameters went: the student's parameter, turned over or not."""

    wanted: str
    parameter: str
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """A call of the model that tells assignments apart.

    The method's arguments, and the reference's answer.
    """

    method: str
    args: tuple[Any, ...]
    want: Any


@dataclass(slots=True)
class Placement:
    """How a student's parameters stand for the reference's."""

    spots: list[Spot] = field(default_factory=list)

    def gradients(
        self, found: list[dict[str, Tensor | None]] | None
    ) -> list[dict[str, Tensor | None]] | None:
        """Gradients by the reference's names, from those by the student's."""
        if found is None:
            return None
        given: dict[str, Tensor | None] = {}
        for spot in self.spots:
            gradient = found[0].get(spot.parameter) if found else None
            turned = isinstance(gradient, Tensor) and spot.turned
            given[spot.wanted] = (
                Tensor(gradient.array.T) if turned and isinstance(gradient, Tensor) else gradient
            )
        return [given]


def place(
    model: Any, wanted: Sequence[Leaf], probes: Sequence[Probe | tuple[str, tuple[Any, ...], Any]]
) -> Placement:
    """Gives the model the wanted weights.

    Raises Mismatch that says what was found and what was wanted.

    A probe is (method, arguments, the reference's answer with these weights).
    """
    calls = [probe if isinstance(probe, Probe) else Probe(*probe) for probe in probes]
    if not isinstance(model, Object):
        raise Mismatch(
            Difference(
                kind="placement",
                where="the model",
                expected="a model",
                got=str(type(model).__name__),
            )
        )
    found = leaves(model)
    matched = _by_type(model, wanted, found, calls[0])
    placement = Placement()
    values: dict[str, Tensor] = {}
    for leaf in wanted:
        there = matched.get(leaf.name)
        if there is None:
            continue
        for key, tensor in leaf.weights.items():
            parameter = f"{there.name}.{key}" if there.name else key
            values[parameter] = tensor
            placement.spots.append(Spot(f"{leaf.name}.{key}", parameter))
    missing = [leaf for leaf in wanted if leaf.name not in matched]
    if values:
        load(model, values)
    if missing:
        taken = {leaf.name for leaf in matched.values()}
        pool = {
            f"{leaf.name}.{key}" if leaf.name else key: shape
            for leaf in found
            if leaf.name not in taken
            for key, shape in leaf.shapes.items()
        }
        placement.spots.extend(_by_hand(model, missing, pool, calls, found))
    return placement


def _by_type(
    model: Object, wanted: Sequence[Leaf], found: list[FoundLeaf], probe: Probe
) -> dict[str, FoundLeaf]:
    matched: dict[str, FoundLeaf] = {}
    for kind in dict.fromkeys(leaf.kind for leaf in wanted):
        needs = [leaf for leaf in wanted if leaf.kind == kind]
        there = [leaf for leaf in found if leaf.kind == kind]
        if len(there) == len(needs) == 1:
            pairs = {needs[0].name: there[0]}
        else:
            pairs = _by_name(needs, there)
            if len(pairs) < len(needs) <= len(there):
                pairs = _by_order(model, needs, there, probe)
        for leaf in needs:
            other = pairs.get(leaf.name)
            if other is not None and _fits(leaf, other):
                matched[leaf.name] = other
    return matched


def _by_name(needs: list[Leaf], there: list[FoundLeaf]) -> dict[str, FoundLeaf]:
    """Leaves by their own names, else by the only name that has a part which stands for them."""
    pairs: dict[str, FoundLeaf] = {}
    for leaf in needs:
        exact = [other for other in there if other.name.rpartition(".")[2] == leaf.name]
        alike = [other for other in there if any(part in other.name.lower() for part in leaf.also)]
        chosen = exact or alike
        if len(chosen) == 1:
            pairs[leaf.name] = chosen[0]
    distinct = {other.name for other in pairs.values()}
    return pairs if len(distinct) == len(pairs) == len(needs) else {}


def _by_order(
    model: Object, needs: list[Leaf], there: list[FoundLeaf], probe: Probe
) -> dict[str, FoundLeaf]:
    """Leaves in the order in which one traced call first calls them."""
    names = {other.name: other for other in there}
    order = [name for name in _order(model, probe) if name in names]
    return (
        {leaf.name: names[name] for leaf, name in zip(needs, order, strict=False)}
        if len(order) >= len(needs)
        else {}
    )


def _order(model: Object, probe: Probe) -> tuple[str, ...]:
    method = getattr(model, probe.method) if probe.method else model
    return watching(method, order=(model,))(*probe.args).order


def _fits(leaf: Leaf, other: FoundLeaf) -> bool:
    return all(other.shapes.get(key) == tensor.shape for key, tensor in leaf.weights.items())


def _by_hand(
    model: Object,
    missing: list[Leaf],
    pool: dict[str, tuple[int, ...]],
    probes: list[Probe],
    found: list[FoundLeaf],
) -> list[Spot]:
    """Tries assignments of the missing leaves' weights to the pool until one reproduces the
    reference.
    """
    tried = 0
    twins = _twins(missing)
    for weights in _with_merged_biases(missing, twins):
        for assignment in _assignments(weights, pool, twins):
            tried += 1
            if tried > MAX_ASSIGNMENTS:
                break
            load(
                model,
                {spot.parameter: _turned(weights[spot.wanted], spot.turned) for spot in assignment},
            )
            if all(_reproduces(model, probe) for probe in probes):
                return _split_merged(assignment)
    wanted = "; ".join(f"{leaf.name}: nn.{leaf.kind} with {_shapes(leaf)}" for leaf in missing)
    there = "; ".join(
        f"{leaf.name or 'the model'}: {leaf.kind} with {_found(leaf)}" for leaf in found
    )
    if tried:
        got = f"{there or 'no parameters'}; no placing of these gives the reference's answers"
    else:
        got = there or "no parameters"
    raise Mismatch(
        Difference(kind="placement", where="the model's layers", expected=wanted, got=got)
    )


def _twins(missing: list[Leaf]) -> dict[str, str]:
    """For the second bias of each leaf that adds its two biases: the first one."""
    return {
        f"{leaf.name}.{key}": f"{leaf.name}.{partner}"
        for leaf in missing
        if leaf.kind in ADDS_ITS_BIASES
        for key in leaf.weights
        if key.startswith("bias_hh")
        and (partner := key.replace("bias_hh", "bias_ih")) in leaf.weights
    }


def _with_merged_biases(missing: list[Leaf], twins: dict[str, str]) -> Iterator[dict[str, Tensor]]:
    """The wanted tensors by name.

    Then the same with both biases of a recurrent leaf added up, as some write it.
    """
    apart = {
        f"{leaf.name}.{key}": tensor for leaf in missing for key, tensor in leaf.weights.items()
    }
    yield apart
    if twins:
        merged = {name: tensor for name, tensor in apart.items() if name not in twins}
        for second, first in twins.items():
            merged[first] = Tensor(apart[first].array + apart[second].array, apart[second].dtype)
        yield merged


def _split_merged(assignment: list[Spot]) -> list[Spot]:
    """One bias that stands for two has the gradient of each."""
    there = {spot.wanted for spot in assignment}
    extra = [
        Spot(partner, spot.parameter)
        for spot in assignment
        if "bias_ih" in spot.wanted
        and (partner := spot.wanted.replace("bias_ih", "bias_hh")) not in there
    ]
    return [*assignment, *extra]


def _assignments(
    weights: dict[str, Tensor], pool: dict[str, tuple[int, ...]], twins: dict[str, str]
) -> Iterator[list[Spot]]:
    """Every way to give each wanted tensor a parameter of its shape, or of its shape turned over.

    Of two biases that are added up, the first one gets the parameter that was made first: the other
    order is the same.
    """
    names = sorted(weights, key=lambda name: len(_options(weights[name].shape, pool)))
    if not names or len(weights) > len(pool):
        return iter(())
    place_of = {parameter: at for at, parameter in enumerate(pool)}

    def extend(names: list[str], chosen: dict[str, Spot]) -> Iterator[list[Spot]]:
        if not names:
            yield list(chosen.values())
            return
        taken = {spot.parameter for spot in chosen.values()}
        first = chosen.get(twins.get(names[0], ""))
        for parameter, turned in _options(weights[names[0]].shape, pool):
            only_swapped = first is not None and place_of[parameter] < place_of[first.parameter]
            if parameter not in taken and not only_swapped:
                yield from extend(
                    names[1:], {**chosen, names[0]: Spot(names[0], parameter, turned)}
                )

    return extend(names, {})


def _options(shape: tuple[int, ...], pool: dict[str, tuple[int, ...]]) -> list[tuple[str, bool]]:
    straight = [(name, False) for name, other in pool.items() if other == shape]
    over = [
        (name, True) for name, other in pool.items() if len(shape) == 2 and other == shape[::-1]
    ]
    return list(itertools.chain(straight, over))


def _turned(tensor: Tensor, turned: bool) -> Tensor:
    return Tensor(np.ascontiguousarray(tensor.array.T), tensor.dtype) if turned else tensor


def _reproduces(model: Object, probe: Probe) -> bool:
    got = (getattr(model, probe.method) if probe.method else model)(*probe.args)
    difference, _ = find_difference(plain(got), plain(probe.want), atol=1e-4, rtol=1e-4)
    return difference is None


def _shapes(leaf: Leaf) -> str:
    return ", ".join(f"{key} {tensor.shape}" for key, tensor in leaf.weights.items())


def _found(leaf: FoundLeaf) -> str:
    return ", ".join(f"{key} {shape}" for key, shape in leaf.shapes.items()) or "no parameters"
