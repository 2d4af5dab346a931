"""What a process that computes on a GPU needs beyond the others: its environment and its locks.

Nothing else on this side of the wall knows of GPUs.  The lists follow what NVIDIA's driver opens
and asks on Linux.  They were never tried: where one is too short CUDA does not start in the locked
process, and the task's work is held.

https://docs.nvidia.com/cuda/cublas/#results-reproducibility
"""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from grader.model import Device

LIBRARIES = ("nvidia", "cusparselt", "triton")  # packages that come with PyTorch's CUDA builds
LOADED_AHEAD = ("libcuda.so.1", "libnvidia-ptxjitcompiler.so.1")
CALLS = ("eventfd2", "mlock", "munlock")
# The driver's commands to its devices are of type "F"; those to nvidia-uvm are small numbers, and
# two more.  Each is (mask, value) of a command.
COMMANDS = ((0xFF00, 0x4600), (0xFFFFFF00, 0), (0xFFFFFFFF, 0x30000001), (0xFFFFFFFF, 0x30000002))
DRIVER_MIB = 2048  # what the driver takes for itself of a process's memory
_KEPT = ("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER")
_DEVICES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/dxg")
_TOLD = ("/proc/driver/nvidia", "/proc/devices", "/sys/bus/pci/devices", "/sys/devices")


def gpu_environment(device: Device, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which a process finds its GPU; by which it finds none, on a CPU.

    cuBLAS gives the same numbers each time only with a workspace of a fixed size.
    """
    if device is Device.CPU:
        return {"CUDA_VISIBLE_DEVICES": ""}
    variables = {name: environment[name] for name in _KEPT if name in environment}
    return variables | {"CUBLAS_WORKSPACE_CONFIG": ":4096:8", "CUDA_CACHE_DISABLE": "1"}


def device_files() -> list[Path]:
    """Return the files by which a process reaches the GPUs of this machine; none without one."""
    numbered = sorted(Path("/dev").glob("nvidia[0-9]*"))
    return [*numbered, *(path for path in map(Path, _DEVICES) if path.exists())]


def has_gpu() -> bool:
    """Return whether this machine has a driver's files or program; nothing of it is started."""
    return bool(device_files()) or shutil.which("nvidia-smi") is not None


def system_files() -> list[Path]:
    """Return the files in which the system tells of its GPUs."""
    return [path for path in map(Path, _TOLD) if path.exists()]


def load_driver() -> None:
    """Load the driver's libraries, which nobody may open once the locks hold; start nothing."""
    import ctypes

    for name in LOADED_AHEAD:
        with contextlib.suppress(OSError):
            ctypes.CDLL(name, mode=os.RTLD_LAZY)
