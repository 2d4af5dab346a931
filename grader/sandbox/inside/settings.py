"""Global settings that student code may change, and the random state of a check's start."""

import _thread
import os
import random
import signal
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from .devices import is_broken, seed_gpu
from .substitutes import compiler
from .substitutes.standins import real_torch


def fingerprint(*, to_keep: bool = True) -> dict[str, Any]:
    """Return the settings by which one task could change another's numbers, by name.

    One that is not `to_keep` is only good for comparing with at once: the loaded modules are not
    copied.
    """
    settings: dict[str, Any] = {
        "NumPy's error state": tuple(sorted(np.geterr().items())),
        "the current folder": _folder(),
        "environment variables": tuple(sorted(os.environ.items())),
        "the recursion limit": sys.getrecursionlimit(),
        "running threads": _thread._count(),  # threading does not know those of _thread
        "running timers": _has_timers(),
        "warning filters": tuple(map(str, warnings.filters)),
        "sys.stdout": id(sys.stdout),
        "sys.path": tuple(map(str, sys.path)),
        "import finders": tuple(map(id, sys.meta_path)),
        "the state of the GPU": is_broken(),
        "loaded modules": _modules() if to_keep else sys.modules,
    }
    torch = real_torch()
    if torch is not None:
        settings["torch's default dtype"] = str(torch.get_default_dtype())
        if hasattr(torch, "get_default_device"):  # from 2.3 on
            settings["torch's default device"] = str(torch.get_default_device())
        settings["torch's grad mode"] = torch.is_grad_enabled()
        settings["torch's deterministic mode"] = torch.are_deterministic_algorithms_enabled()
        settings["torch's anomaly mode"] = torch.is_anomaly_enabled()
    return settings


def find_changed(before: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the settings that differ between two fingerprints.

    Modules loaded since then are no difference.
    """
    return tuple(name for name, value in before.items() if not _is_same(value, now.get(name)))


def _is_same(before: Any, now: Any) -> bool:
    if isinstance(before, dict) and isinstance(now, dict):
        return before.items() <= now.items()  # there are thousands: no loop of our own
    return bool(before == now)


def reseed(seed: int) -> None:
    """Set the random state that a check starts from, so that a grade can be run again."""
    random.seed(seed)
    np.random.seed(seed)
    torch = real_torch()
    if torch is not None:
        # torch.manual_seed looks for accelerators, which takes a hundred times as long.
        torch.default_generator.manual_seed(seed)
        seed_gpu(torch, seed)


def _modules() -> dict[str, Any]:
    """Return the packages and the modules right below them.

    torch brings another fifteen hundred, and to look at one in a forked process is to copy the
    memory that it lies in.
    """
    return {
        name: sys.modules[name]
        for name in list(sys.modules)
        if name.count(".") < 2 and name not in (compiler.NAME, compiler.BACKEND)
    }


def _has_timers() -> bool:
    """Return whether a timer was set that would interrupt another task."""
    if not hasattr(signal, "getitimer"):
        return False
    return any(
        signal.getitimer(timer)[0] > 0
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
    )


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return ""
