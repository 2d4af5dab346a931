"""Preparing a student process before it sees student code: libraries, stand-ins, limits."""

import contextlib
import gc
import importlib
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import field

from grader.model import Device, ServerKind
from grader.nouns import mutable

from .hanging import answer_where
from .inside.devices import TaskDevice, hide_gpus, without_gpus
from .inside.substitutes import standins
from .inside.substitutes.compiler import leave_out_compiler
from .inside.substitutes.harmless import make_harmless
from .inside.substitutes.imports import Imports
from .inside.substitutes.process_settings import keep_settings
from .inside.substitutes.standins import Guard
from .locking.gpu import DRIVER_MIB, gpu_environment
from .locking.scratch import MAX_MIB
from .packages import Allowed

MAX_FILES = 256
TORCH_OF_STUDENTS = {"torch", "torchgen", "functorch"}


@mutable
class Surroundings:
    """Surroundings of student code.

    `guard` speaks for what the task forbids, `imports` for what the course allows; it may take so
    much memory, of a GPU too.  `notes` are what was answered in place of something that the grader
    forbids.
    """

    guard: Guard
    imports: Imports
    kind: ServerKind
    memory_mib: int
    device: TaskDevice
    notes: list[str] = field(default_factory=list)


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


def warm_up(kind: ServerKind, allowed: Allowed, memory_mib: int, *, train: bool) -> Surroundings:
    """Import the kind's libraries and the course's packages, on one thread; put stand-ins in place.

    With `train`, one small training step is taken: the first of its kind is dear.
    """
    import numpy as np

    np.random.seed(0)  # NumPy imports it when it is first used, and every check sets it
    if kind.has_torch:
        import torch
        import torch.utils.data

        torch.set_num_threads(1)
        leave_out_compiler(torch)
        with without_gpus(torch):
            if train:
                train_a_little(torch)
        if kind.device is Device.CPU:
            hide_gpus(torch)
    for package in allowed.packages:
        with contextlib.suppress(ImportError):  # told to the student who needs it
            importlib.import_module(package)
    with_torch = kind.has_torch
    guard, standing_in = standins.install(without_torch=not with_torch, packages=allowed.packages)
    present = (
        standing_in | {"numpy", "grader", "tqdm"} | (TORCH_OF_STUDENTS if with_torch else set())
    )
    imports = Imports(allowed, present, with_torch=with_torch)
    device = TaskDevice(kind.device.value)
    surroundings = Surroundings(guard, imports, kind, memory_mib, device)
    make_harmless(surroundings.notes.append)
    return surroundings


def train_a_little(torch: Any) -> None:
    """Take one step of Adam."""
    cell, linear = torch.nn.RNN(2, 2), torch.nn.Linear(2, 2)
    optimizer = torch.optim.Adam([*cell.parameters(), *linear.parameters()])
    loss = torch.nn.functional.cross_entropy(
        linear(cell(torch.ones(3, 1, 2))[0])[:, 0], torch.tensor([0, 1, 0])
    )
    loss.backward()
    optimizer.step()


def enter_folder(folder: Path, device: Device) -> None:
    """Make a folder this process' current, home and temporary one, and its whole environment."""
    os.chdir(folder)
    reaching_gpus = gpu_environment(device, os.environ)
    os.environ.clear()
    os.environ.update(reaching_gpus)
    home = str(folder)
    os.environ.update(HOME=home, TMPDIR=home, TEMP=home, TMP=home, MPLBACKEND="agg")
    # No list of users can be read, so whoever asks for the user's name gets this one.
    os.environ.update(USER="student", LOGNAME="student", USERNAME="student")
    tempfile.tempdir = None  # it may have been asked for already, elsewhere


def prepare_child(surroundings: Surroundings) -> None:
    """Limit this student process for good, before it sees student code; let it say where it is."""
    answer_where()
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Pipes hold memory that no limit counts.
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_FILES, MAX_FILES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_MIB << 20, MAX_MIB << 20))
        if sys.platform == "linux":
            which, limit = _memory_limit(surroundings)
            resource.setrlimit(which, (limit, limit))
    sys.argv[:] = [""]  # a script that reads its command line finds none
    keep_settings(surroundings.notes.append)


def _memory_limit(surroundings: Surroundings) -> tuple[int, int]:
    """Return what the kernel limits, and to how many bytes: what is in use now, and the limit.

    CUDA reserves far more addresses than there is memory, so on a GPU only what the process can
    write counts; memory that is mapped to be shared does not.
    """
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    size = os.sysconf("SC_PAGE_SIZE")
    memory_mib = surroundings.memory_mib
    if surroundings.kind.device is Device.CPU:
        return resource.RLIMIT_AS, int(pages[0]) * size + (memory_mib << 20)
    return resource.RLIMIT_DATA, int(pages[5]) * size + ((memory_mib + DRIVER_MIB) << 20)


def loaded_versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that are loaded."""
    versions = {"python": platform.python_version()}
    for name in ("numpy", "torch"):
        version = getattr(sys.modules.get(name), "__version__", None)
        if isinstance(version, str):
            versions[name] = str(version)
    return versions
