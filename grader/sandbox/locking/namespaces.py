"""Outer layer of level `strict`: bubblewrap puts the warm server into namespaces of its own.

It is taken once, around the server, not around each child: there it would double a student
process's cost.  Inside there is no network, no process but the server's own, and no file but the
interpreter, its libraries and this package.

https://github.com/containers/bubblewrap
"""

import functools
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import grader
from grader.model import Device

from .gpu import device_files, system_files
from .parents import kill_session, wait_for

SCRATCH = "/dev/shm"
PATIENCE_SECONDS = 20.0


def bubblewrap_command(device: Device = Device.CPU) -> list[str]:
    """Return the command line to put before the server's, which may reach that device."""
    program = shutil.which("bwrap")
    assert program is not None
    arguments = [
        program,
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
    ]
    arguments += [
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--tmpfs",
        SCRATCH,
        "--setenv",
        "TMPDIR",
        SCRATCH,
    ]
    for path in _visible_paths():
        arguments += ["--ro-bind-try", path, path]
    if device is not Device.CPU:
        for kind, files in (("--dev-bind", device_files()), ("--ro-bind", system_files())):
            for file in files:
                arguments += [kind, str(file), str(file)]
    return [*arguments, "--chdir", SCRATCH, "--"]


@functools.cache
def works() -> bool:
    """Return whether bubblewrap is here and may make namespaces.

    Ubuntu 24.04 and Docker forbid it by default.
    """
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return False
    try:
        process = subprocess.Popen(
            [*bubblewrap_command(), sys.executable, "-I", "-S", "-c", ""],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return wait_for(process, PATIENCE_SECONDS) and process.returncode == 0
    finally:
        kill_session(process)
        process.wait()


def _visible_paths() -> list[str]:
    """Return what exists inside: the interpreter, the libraries it loads, this package."""
    wanted = [
        "/usr",
        "/lib",
        "/lib32",
        "/lib64",
        "/bin",
        "/sbin",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/etc/alternatives",
    ]
    wanted += [
        sys.prefix,
        sys.base_prefix,
        *site.getsitepackages(),
        str(Path(grader.__file__).resolve().parent),
    ]
    wanted += [os.path.realpath(sys.executable)]
    return list(dict.fromkeys(wanted))
