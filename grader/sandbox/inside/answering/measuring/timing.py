"""CPU time of a student's function beside that of a given one, in the same process.

What comes out is a claim, as everything that this process says: points hang on the answer, which is
compared with the reference's.
"""

import copy
import importlib
import time
from collections.abc import Callable
from typing import Any

from grader.model.values import Args, Kwargs
from grader.sandbox.inside.devices import finish_work

# The shorter of several turns is the truer one: whatever else the machine does makes it longer.
TURNS = 3
SHORT = 0.002  # a turn below so many seconds is measured over several calls
MOST_CALLS = 200


def time_call(
    function: Callable[..., Any],
    than: str,
    times: float,
    args: Args,
    kwargs: Kwargs,
) -> tuple[Any, float, float]:
    """Return what a function answers, its CPU seconds, and those of the given one.

    `than` is "module.function".  Each call gets arguments of its own, in case one changes them.
    Turns are repeated while the function is not yet seen to be so many times faster.
    """
    slow = import_given(than)
    answer = function(*copy.deepcopy(args), **copy.deepcopy(kwargs))
    mine, theirs = [], []
    for _ in range(TURNS):
        mine.append(_measure_seconds(function, args, kwargs))
        theirs.append(_measure_seconds(slow, args, kwargs))
        if min(theirs) >= times * min(mine):
            break
    return answer, min(mine), min(theirs)


def import_given(than: str) -> Callable[..., Any]:
    """Return a function of a file that the course gives, by "module.function"."""
    module, _, name = than.rpartition(".")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _measure_seconds(function: Callable[..., Any], args: Args, kwargs: Kwargs) -> float:
    spent, calls = 0.0, 0
    while spent < SHORT and calls < MOST_CALLS:
        own_args, own_kwargs = copy.deepcopy(args), copy.deepcopy(kwargs)
        finish_work()
        began = time.process_time()
        function(*own_args, **own_kwargs)
        finish_work()
        spent += time.process_time() - began
        calls += 1
    return spent / calls
