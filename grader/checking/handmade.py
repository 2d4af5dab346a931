"""Parameters that a student made by hand, in place of a layer of PyTorch's: which of them is which?

Nothing but the shapes is known, so assignments that keep the shapes are tried one after the other
until one reproduces the reference; `placing` loads and tries them.  A weight may be stored turned
over (x @ W in place of x @ W.T), and the two biases of a recurrent layer may be one.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from grader.model.values import Tensor
from grader.nouns import frozen

Shapes = dict[str, tuple[int, ...]]

# Each trial is a call of the student's model.  3,000 are what a check has time for, and more than
# four matrices and four biases of one size need.
MAX_ASSIGNMENTS = 3_000
# Leaves that only ever add their two biases.  nn.GRU multiplies the second one by a gate.
ADDS_ITS_BIASES = ("RNN", "RNNCell", "LSTM", "LSTMCell")


@frozen
class Leaf:
    """A leaf module that a model must have, with the weights to give it.

    `kind` is PyTorch's class ("RNN"), `also` are parts of names that stand for it ("enc").
    """

    name: str
    kind: str
    weights: dict[str, Tensor]
    also: tuple[str, ...] = ()


@frozen
class Spot:
    """A place for one of the reference's parameters: the student's one, turned over or not."""

    wanted: str
    parameter: str
    turned: bool = False


def search(wanted: Sequence[Leaf], pool: Shapes) -> Iterator[tuple[list[Spot], dict[str, Tensor]]]:
    """Yield each assignment to try, with the values that it gives to the student's parameters.

    There can be many: a caller takes `MAX_ASSIGNMENTS` of them.
    """
    twins = _twins(wanted)
    for weights in _with_merged_biases(wanted, twins):
        for spots in _assignments(weights, pool, twins):
            values = {
                spot.parameter: _turn_over(weights[spot.wanted], spot.turned) for spot in spots
            }
            yield _split_merged(spots), values


def _twins(wanted: Sequence[Leaf]) -> dict[str, str]:
    """Return, for the second bias of each leaf that adds its two biases, the first one."""
    return {
        f"{leaf.name}.{key}": f"{leaf.name}.{partner}"
        for leaf in wanted
        if leaf.kind in ADDS_ITS_BIASES
        for key in leaf.weights
        if key.startswith("bias_hh")
        and (partner := key.replace("bias_hh", "bias_ih")) in leaf.weights
    }


def _with_merged_biases(
    wanted: Sequence[Leaf], twins: dict[str, str]
) -> Iterator[dict[str, Tensor]]:
    """Yield the wanted tensors by name.

    Then the same with both biases of a recurrent leaf added up, as some write it.
    """
    apart = {
        f"{leaf.name}.{key}": tensor for leaf in wanted for key, tensor in leaf.weights.items()
    }
    yield apart
    if twins:
        merged = {name: tensor for name, tensor in apart.items() if name not in twins}
        for second, first in twins.items():
            merged[first] = Tensor(apart[first].array + apart[second].array, apart[second].dtype)
        yield merged


def _split_merged(spots: list[Spot]) -> list[Spot]:
    """Return the spots with both names for one bias that stands for two: each has its gradient."""
    placed = {spot.wanted for spot in spots}
    extra = [
        Spot(partner, spot.parameter)
        for spot in spots
        if "bias_ih" in spot.wanted
        and (partner := spot.wanted.replace("bias_ih", "bias_hh")) not in placed
    ]
    return [*spots, *extra]


def _assignments(
    weights: dict[str, Tensor], pool: Shapes, twins: dict[str, str]
) -> Iterator[list[Spot]]:
    """Yield every way to give each wanted tensor a parameter of its shape, or of it turned over.

    Tensors with the fewest candidates come first, so that a dead end shows early.
    """
    if not weights or len(weights) > len(pool):
        return iter(())
    names = sorted(weights, key=lambda name: len(_options(weights[name].shape, pool)))
    candidates = {name: _options(weights[name].shape, pool) for name in names}
    return _extend(names, {}, candidates, twins, {name: at for at, name in enumerate(pool)})


def _extend(
    names: list[str],
    spots: dict[str, Spot],
    candidates: dict[str, list[tuple[str, bool]]],
    twins: dict[str, str],
    place_of: dict[str, int],
) -> Iterator[list[Spot]]:
    """Yield each way to place the names that are left beside those that are placed already."""
    if not names:
        yield list(spots.values())
        return
    name, *other_names = names
    taken_parameters = {spot.parameter for spot in spots.values()}
    # Two biases that are added up may be swapped without a difference.  The first one gets the
    # parameter that was made first, so that only one of the two orders is tried.
    first = spots.get(twins.get(name, ""))
    for parameter, turned in candidates[name]:
        only_swapped = first is not None and place_of[parameter] < place_of[first.parameter]
        if parameter not in taken_parameters and not only_swapped:
            spot = Spot(name, parameter, turned)
            yield from _extend(other_names, {**spots, name: spot}, candidates, twins, place_of)


def _options(shape: tuple[int, ...], pool: Shapes) -> list[tuple[str, bool]]:
    """Return the parameters of that shape, then those of that shape turned over."""
    straight = [(name, False) for name, other in pool.items() if other == shape]
    turned = [
        (name, True) for name, other in pool.items() if len(shape) == 2 and other == shape[::-1]
    ]
    return [*straight, *turned]


def _turn_over(tensor: Tensor, turned: bool) -> Tensor:
    return Tensor(np.ascontiguousarray(tensor.array.T), tensor.dtype) if turned else tensor
