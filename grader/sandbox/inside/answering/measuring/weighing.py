"""How much memory a call needs at its peak, measured in the process that runs it.

Python's and NumPy's allocations are counted by tracemalloc, PyTorch's by the tensors that operators
give.  What an operator takes for itself while it computes is not seen.
"""

import contextlib
import copy
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from grader.model.values import Args, Kwargs
from grader.sandbox.inside.substitutes.standins import real_torch

from .timing import import_given


def weigh_call(
    function: Callable[..., Any], than: str, args: Args, kwargs: Kwargs
) -> tuple[Any, float, float]:
    """Return what a function answers, its bytes at the peak, and those of the given one.

    `than` is "module.function", or empty where nothing is to be compared with.  What is there
    before a call does not count.
    """
    answer, mine = _measure_peak(function, args, kwargs)
    theirs = _measure_peak(import_given(than), args, kwargs)[1] if than else 0.0
    return answer, mine, theirs


def _measure_peak(function: Callable[..., Any], args: Args, kwargs: Kwargs) -> tuple[Any, float]:
    function(*copy.deepcopy(args), **copy.deepcopy(kwargs))  # what is made once is made by now
    own_args, own_kwargs = copy.deepcopy(args), copy.deepcopy(kwargs)
    tracemalloc.start()
    try:
        with _count_tensors() as tensors:
            start_bytes = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            answer = function(*own_args, **own_kwargs)
            peak = tracemalloc.get_traced_memory()[1] - start_bytes
    finally:
        tracemalloc.stop()
    return answer, float(max(peak, 0) + tensors.peak)


class _Tensors:
    """The bytes of the tensors that are alive, and the most that they ever were."""

    def __init__(self) -> None:
        self.peak = 0
        self._now = 0
        self._known: dict[int, Any] = {}

    def add(self, tensor: Any) -> None:
        """Count a tensor's storage once, until nothing needs it."""
        storage = tensor.untyped_storage()
        key, size = storage._cdata, storage.nbytes()
        if key in self._known:
            return

        def forget(_: Any) -> None:
            self._known.pop(key, None)
            self._now -= size

        self._known[key] = weakref.ref(storage, forget)
        self._now += size
        self.peak = max(self.peak, self._now)


@contextlib.contextmanager
def _count_tensors() -> Iterator[_Tensors]:
    tensors = _Tensors()
    torch = real_torch()
    if torch is None:
        yield tensors
        return
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils._pytree import tree_iter

    class Counting(TorchDispatchMode):  # type: ignore[misc]
        """Looks at what each operator gives."""

        def __torch_dispatch__(
            self, operator: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            inputs = [each for each in tree_iter((args, kwargs)) if isinstance(each, torch.Tensor)]
            input_storages = {each.untyped_storage()._cdata for each in inputs}
            answer = operator(*args, **(kwargs or {}))
            for each in tree_iter(answer):
                if (
                    isinstance(each, torch.Tensor)
                    and each.untyped_storage()._cdata not in input_storages
                ):
                    tensors.add(each)
            return answer

    with Counting():
        yield tensors
