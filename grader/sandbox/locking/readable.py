"""Files that student code may read: half of what Landlock is told."""

import functools
import site
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from grader.model import Device, ServerKind

from .gpu import LIBRARIES

NUMPY = ("numpy", "numpy.libs")
TORCH = (
    *("torch", "torchgen", "functorch", "sympy", "mpmath", "networkx", "jinja2"),
    "typing_extensions.py",
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/etc/localtime", "/usr/share/zoneinfo")


def list_readable(packages: Iterable[Path], kind: ServerKind) -> list[Path]:
    """Return what student code may read beside its own folder.

    The standard library, numpy, torch where the task has it, the paths of the packages that the
    course allows, harmless devices, and for a task on a GPU its libraries.
    """
    roots = (*NUMPY, *TORCH) if kind.has_torch else NUMPY
    roots = roots if kind.device is Device.CPU else (*roots, *LIBRARIES)
    libraries = [folder / root for folder in _package_folders() for root in roots]
    paths = (*_standard_library(), *libraries, *packages, *_devices())
    return [path for path in paths if path.exists()]


def library_folders() -> list[Path]:
    """Return the few folders that hold all of it, and more."""
    folders = (*_standard_folders(), *_package_folders(), *_devices())
    return [path for path in folders if path.exists()]


def _devices() -> list[Path]:
    return [Path(name) for name in DEVICES]


@functools.cache
def _standard_folders() -> list[Path]:
    return sorted({Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")})


def _standard_library() -> list[Path]:
    """Return the entries of the standard library's folders, one by one.

    The folder itself may hold a site-packages of its own.
    """
    entries = [entry for folder in _standard_folders() for entry in folder.iterdir()]
    return [entry for entry in entries if entry.name not in ("site-packages", "dist-packages")]


@functools.cache
def _package_folders() -> list[Path]:
    names = {*site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return [Path(name) for name in sorted(names)]
