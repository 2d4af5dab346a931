"""The files that student code may read: half of what Landlock is told."""

from __future__ import annotations

import site
import sysconfig
from collections.abc import Iterable
from pathlib import Path

NUMPY = ("numpy", "numpy.libs")
TORCH = (
    *("torch", "torchgen", "functorch", "sympy", "mpmath", "networkx", "jinja2"),
    "typing_extensions.py",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/etc/localtime", "/usr/share/zoneinfo")


def readable(*, with_torch: bool) -> list[Path]:
    """Return what student code may read.

    The standard library, numpy, torch where the task has it, and harmless devices.
    """
    roots = (*NUMPY, *TORCH) if with_torch else NUMPY
    packages = [folder / root for folder in _package_folders() for root in roots]
    devices = [Path(name) for name in DEVICES]
    return [path for path in (*_standard_library(), *packages, *devices) if path.exists()]


def _standard_library() -> list[Path]:
    """Return the entries of the standard library's folders, one by one.

    The folder itself may hold a site-packages of its own.
    """
    folders = {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    entries = [entry for folder in folders for entry in folder.iterdir()]
    return [entry for entry in entries if entry.name not in ("site-packages", "dist-packages")]


def _package_folders() -> Iterable[Path]:
    names = {*site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return [Path(name) for name in sorted(names)]
