"""Levels of lock-down: the best that this machine can do, and what a better one needs."""

import errno
import sys

from grader.language import tr
from grader.model.outcomes import Level
from grader.nouns import frozen

from . import namespaces
from .libraries import import_landlock, import_seccomp


@frozen
class Possible:
    """Abilities of this machine's kernel and installation to lock.

    The level, and what is missing for a better one.
    """

    level: Level
    missing: tuple[str, ...]


def probe_locks() -> Possible:
    """Return what this machine can lock.  Looks only; locks nothing."""
    if sys.platform != "linux":
        return Possible(
            Level.PROCESS,
            (
                tr(
                    "Linux: the kernel's locks are only there; use the container file under "
                    "templates/"
                ),
            ),
        )
    missing = []
    try:
        if import_landlock().abi_version() < 1:
            missing.append(tr("a kernel with Landlock (5.13 or newer, enabled at boot)"))
    except ImportError:
        missing.append(tr('landlockpy: pip install "tensorgrade[staff]"'))
    try:
        library = import_seccomp()
        library.SyscallFilter(library.ERRNO(errno.EPERM))
    except (ImportError, OSError, RuntimeError, AttributeError):
        missing.append(
            tr('pyseccomp: pip install "tensorgrade[staff]", and the system library libseccomp2')
        )
    if missing:
        return Possible(Level.PROCESS, tuple(missing))
    if not namespaces.works():
        wanted = tr(
            "bubblewrap (the package bubblewrap), and a system that lets it make namespaces"
        )
        return Possible(Level.STANDARD, (wanted,))
    return Possible(Level.STRICT, ())
