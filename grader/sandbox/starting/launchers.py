"""Starting student processes: forked from a warm server, or spawned one by one.

Linux forks.  macOS and Windows spawn: Windows has no fork, and macOS's own libraries are not safe
to use in a child that was forked after they were (see docs/decisions/0004-fork-only-on-linux.md).
"""

import sys
from collections.abc import Callable

from grader.model import Level, Limits, ServerKind
from grader.sandbox.starting.fork_server import ForkServer
from grader.sandbox.starting.spawner import Spawner
from grader.sandbox.starting.started import Launcher, Started

__all__ = ["Launcher", "Launchers", "Started", "make_launcher"]

Launchers = Callable[[ServerKind], Launcher]  # gives the launcher of a kind


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
    if spawn is None:
        spawn = sys.platform != "linux"
    return (
        Spawner(kind, limits, train=train, packages=packages)
        if spawn
        else ForkServer(kind, limits, train=train, level=level, packages=packages)
    )
