"""What a student process has before it sees student code: warm libraries, stand-ins, limits."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.sandbox.inside import standins
from grader.sandbox.inside.standins import Guard

MAX_FILES = 256


@contextlib.contextmanager
def without_garbage() -> Iterator[None]:
    """Collect no garbage within the block, and never look at what is there afterwards.

    What is imported stays.

    To look for garbage again and again while torch is imported takes a quarter of the time. A
    forked process that looked through all of it would get memory of its own for it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def warm_up(kind: str, *, train: bool) -> Guard:
    """Import the kind's libraries, on one thread, and puts the stand-ins in place.

    With `train`, one small training step is taken: the first step of Adam imports a second's worth
    of torch.
    """
    import numpy as np

    np.random.seed(0)  # NumPy imports it when it is first used, and every check sets it
    if kind == "torch":
        import torch
        import torch.utils.data

        torch.set_num_threads(1)
        torch.backends.mps.is_available = lambda: False
        if train:
            train_a_little(torch)
    return standins.install(without_torch=kind != "torch")


def train_a_little(torch: Any) -> None:
    """Take one step of Adam: its first one imports the second half of torch."""
    cell, linear = torch.nn.RNN(2, 2), torch.nn.Linear(2, 2)
    optimizer = torch.optim.Adam([*cell.parameters(), *linear.parameters()])
    loss = torch.nn.functional.cross_entropy(
        linear(cell(torch.ones(3, 1, 2))[0])[:, 0], torch.tensor([0, 1, 0])
    )
    loss.backward()
    optimizer.step()


def prepare_child(memory_mib: int) -> None:
    """Limit this student process, before it sees student code."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Pipes hold memory that no limit counts.
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_FILES, MAX_FILES))
        if sys.platform == "linux":
            limit = _address_space() + (memory_mib << 20)
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _address_space() -> int:
    """Return the bytes of address space in use now."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
