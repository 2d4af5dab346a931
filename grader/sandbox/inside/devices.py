"""Device that a task's tensors are computed on, as the student process sees it.

Nothing else on this side of the wall knows of devices.  What a check sends arrives on the device,
modules that are handed to a check are brought there, and tensors leave it on their way out.

CUDA is started in the student process and never in the server that it is forked from: a CUDA that
was started before a fork is of no use after it.  None of this was ever run on a GPU.

https://docs.pytorch.org/docs/stable/notes/cuda.html
https://docs.pytorch.org/docs/stable/notes/randomness.html
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from grader.language import tr

from .substitutes.standins import real_torch


class TaskDevice:
    """A device by the name that torch has for it."""

    def __init__(self, name: str = "cpu") -> None:
        self.name = name
        self.is_cpu = name == "cpu"

    def place_tensor(self, tensor: Any) -> Any:
        """Return a tensor that arrived, on the device."""
        return tensor if self.is_cpu else tensor.to(self.name)

    def place_module(self, value: Any) -> Any:
        """Return a value that is handed to a check; a module is brought to the device first."""
        if self.is_cpu:
            return value
        torch = real_torch()
        return value.to(self.name) if isinstance(value, torch.nn.Module) else value

    def start(self, memory_mib: int) -> str:
        """Start it in this process; return why it cannot be used, nothing where it can."""
        return "" if self.is_cpu else start_gpu(memory_mib)


def hide_gpus(torch: Any) -> None:
    """Let code that looks for a GPU find none."""
    torch.cuda.is_available = torch.backends.mps.is_available = lambda: False


@contextlib.contextmanager
def without_gpus(torch: Any) -> Iterator[None]:
    """Let code within the block find no GPU: to look for one would start CUDA."""
    look = torch.cuda.is_available
    hide_gpus(torch)
    try:
        yield
    finally:
        torch.cuda.is_available = look


def start_gpu(memory_mib: int) -> str:
    """Start CUDA in this process; return why it cannot be used, nothing where it can.

    Student code gets so much of its memory.  What CUDA computes is made the same each time, as far
    as PyTorch can, and in full precision.
    """
    torch = real_torch()
    if torch is None or not torch.cuda.is_available():
        return tr("PyTorch finds no GPU")
    try:
        torch.cuda.init()
        torch.use_deterministic_algorithms(True, warn_only=True)
        torch.backends.cudnn.benchmark = False
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, (memory_mib << 20) / total))
        ones = torch.ones(2, 2, device="cuda")
        (ones @ ones).cpu()  # the libraries that are loaded at the first use are loaded
    except (RuntimeError, AssertionError, OSError) as error:
        return tr("CUDA does not start: {error}", error=error)
    return ""


def seed_gpu(torch: Any, seed: int) -> None:
    """Set the GPU's random state, where one was started."""
    if _is_started(torch):
        torch.cuda.manual_seed_all(seed)


def finish_work() -> None:
    """Wait for what the GPU still computes: calls return before it is done."""
    torch = real_torch()
    if _is_started(torch):
        torch.cuda.synchronize()


def is_broken() -> bool:
    """Return whether the GPU answers nothing more in this process, as after a failed assertion."""
    try:
        finish_work()
    except RuntimeError:
        return True
    return False


def _is_started(torch: Any) -> bool:
    return torch is not None and bool(torch.cuda.is_initialized())
