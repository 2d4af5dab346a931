"""Starting student processes: forked from a warm server, or spawned one by one.

Linux forks.  macOS and Windows spawn: Windows has no fork, and macOS's own libraries are not safe
to use in a child that was forked after they were (see docs/decisions/0004-fork-only-on-linux.md).
"""

import socket
import sys
from collections.abc import Callable

from grader.model import Level, Limits, ServerKind

from .fork_server import ForkServer
from .spawner import Spawner
from .started import Launcher as Launcher
from .started import Started as Started
from .warm_server import WarmServer

Launchers = Callable[[ServerKind], Launcher]  # gives the launcher of a kind


def forks(spawn: bool | None) -> bool:
    """Return whether student processes are forked, on this platform or as `spawn` asks."""
    return sys.platform == "linux" if spawn is None else not spawn


def make_launcher(
    kind: ServerKind,
    limits: Limits,
    *,
    train: bool,
    level: Level = Level.PROCESS,
    spawn: bool | None = None,
    packages: tuple[str, ...] = (),
) -> Launcher:
    """Return the launcher for this platform, or for `spawn` as asked.

    A spawned process is never locked.  `packages` are those that the course allows.
    """
    if not forks(spawn):
        return Spawner(kind, limits, train=train, packages=packages)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    server = WarmServer(kind, limits, [theirs], train=train, level=level, packages=packages)
    return ForkServer(ours, kind, limits, server)
