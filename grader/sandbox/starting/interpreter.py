"""Starting and ending a Python process of ours."""

import os
import sys
from pathlib import Path

from grader.model import Device
from grader.sandbox.locking.gpu import gpu_environment


def python_command(module: str) -> list[str]:
    """Return the command line that runs a module of ours in a fresh interpreter.

    It takes nothing from the current folder or from the user's own packages.
    """
    return [sys.executable, "-P", "-s", "-B", "-X", "utf8", "-m", module]


def build_environment(threads: int, device: Device = Device.CPU) -> dict[str, str]:
    """Return an environment built from nothing.

    No GPU but for what is computed on one, a fixed hash seed, one thread while warming up.

    Student code that asks for more threads gets at most `threads`.  They sleep while they wait: on
    a busy machine threads that spin would use up the CPU time of the one that works.

    What the platform's own loader and libraries need to start is kept.
    """
    kept_names = (
        "PATH",
        "SYSTEMROOT",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "TEMP",
        "TMP",
        "TMPDIR",
        "OPENBLAS_CORETYPE",
    )
    environment = {name: os.environ[name] for name in kept_names if name in os.environ}
    environment.update(
        {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    )
    environment["PYTHONPATH"] = package_parent()
    environment.update(
        PYTHONHASHSEED="0",
        OMP_NUM_THREADS="1",
        OMP_THREAD_LIMIT=str(threads),
        OMP_WAIT_POLICY="PASSIVE",
        MKL_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
        MALLOC_ARENA_MAX="2",
        PYTHONWARNINGS="default",
        MPLBACKEND="agg",
    )
    environment.update(gpu_environment(device, os.environ))
    return environment


def package_parent() -> str:
    """Return where the package is imported from; it may be a checkout that is not installed."""
    import grader

    return str(Path(grader.__file__).resolve().parent.parent)


def is_measured() -> bool:
    """Return whether coverage.py measures this run, subprocesses included."""
    return "COVERAGE_PROCESS_CONFIG" in os.environ or "COVERAGE_PROCESS_START" in os.environ


def end_at_once() -> None:
    """End this process, unless coverage is measured, without taking its modules apart.

    Whoever waits for it has what they wanted.
    """
    if not is_measured():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
