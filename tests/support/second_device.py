"""Runs the grader with a second device of PyTorch's that computes, where no GPU is.

PyTorch's lazy device keeps tensors apart from those on the CPU, as a GPU does, and computes them
there.  A process that computes on a GPU is given that device in its place; all else is as it is.
Run by its path as `second_device.py MODULE ARGUMENTS`.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

from grader.sandbox import warming
from grader.sandbox.inside.devices import TaskDevice
from grader.sandbox.starting import warm_server

NAME = "lazy"


def second_device_command(module: str) -> list[str]:
    """Return the command line of a module of ours that has the second device for a GPU."""
    return [sys.executable, "-P", "-s", "-B", __file__, module]


class SecondDevice(TaskDevice):
    """The second device where a GPU is wanted."""

    def __init__(self, name: str) -> None:
        super().__init__(name if name == "cpu" else NAME)

    def start(self, memory_mib: int) -> str:
        if not self.is_cpu:
            backend: Any = importlib.import_module("torch._lazy.ts_backend")
            backend.init()
        return ""


def main() -> None:
    sys.argv[:] = sys.argv[1:]
    places: tuple[tuple[object, str, object], ...] = (
        (warming, "TaskDevice", SecondDevice),
        (warm_server, "python_command", second_device_command),
    )
    for module, name, value in places:
        setattr(module, name, value)
    importlib.import_module(sys.argv[0]).main()


if __name__ == "__main__":
    main()
