"""Warm servers: started by the desk for its examiners, or by an examiner for itself."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator, Mapping

from grader.model import Assignment, Level, Limits, ServerKind, Submission
from grader.nouns import replace
from grader.sandbox.locking.levels import probe_locks
from grader.sandbox.starting.fork_server import ForkServer
from grader.sandbox.starting.launchers import Launcher, forks, make_launcher
from grader.sandbox.starting.warm_server import WarmServer

from .jobs import Settings

SLOWEST_FIRST = (ServerKind.CUDA, ServerKind.TORCH, ServerKind.NUMPY)


class SharedServers:
    """Warm servers for a number of examiners, one process tree per kind: the desk's side.

    They warm up while the examiners start, and the examiners share what is in their memory.
    Where student processes are spawned there are none; and none with PyTorch, which is dear, where
    all the `work` to be judged is known and never names it.  Whoever needs a server that is not
    there starts one.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        tasks: tuple[str, ...] = (),
        examiners: int = 1,
        level: Level | None = None,
        spawn: bool | None = None,
        threads: int | None = None,
        work: Iterable[Submission] | None = None,
    ) -> None:
        self._limits = choose_limits(assignment, threads)
        self._packages = assignment.packages
        self._level = level
        self._starting = threading.Lock()
        kinds = tuple(_kinds_of(assignment, tasks)) if forks(spawn) else ()
        if work is not None and not _mentions_torch(work):
            kinds = tuple(kind for kind in kinds if not kind.has_torch)
        self._theirs: dict[ServerKind, list[socket.socket]] = {kind: [] for kind in kinds}
        self._ours: list[dict[ServerKind, socket.socket]] = []
        for _ in range(examiners):
            ends = {}
            for kind in kinds:
                ends[kind], theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                self._theirs[kind].append(theirs)
            self._ours.append(ends)
        self._servers: list[WarmServer] = []

    def take(self) -> Mapping[ServerKind, socket.socket]:
        """Return the sockets of one more examiner: none for one that replaces one that died."""
        try:
            return self._ours.pop()
        except IndexError:
            return {}

    def start(self) -> None:
        """Start the servers, unless they are started.

        The kernel ends them with the thread that calls this.
        """
        with self._starting:
            theirs, self._theirs = self._theirs, {}
            level = (self._level or probe_locks().level) if theirs else Level.PROCESS
            for kind, sockets in theirs.items():
                self._servers.append(
                    WarmServer(
                        kind,
                        self._limits,
                        sockets,
                        train=True,
                        level=level,
                        packages=self._packages,
                    )
                )

    def close(self) -> None:
        """Wait for the servers' end, which comes when no examiner has a socket any more."""
        for sockets in (*self._theirs.values(), *(ends.values() for ends in self._ours)):
            for each in sockets:
                each.close()
        self._ours.clear()
        for server in self._servers:
            server.close()


class Servers:
    """Warm servers of an examiner, one per kind: those that the desk started, else its own."""

    def __init__(self, assignment: Assignment, settings: Settings) -> None:
        self._assignment = assignment
        self._settings = settings
        self._given = {
            kind: socket.socket(fileno=number) for kind, number in settings.servers.items()
        }
        self._launchers: dict[ServerKind, Launcher] = {}

    def __call__(self, kind: ServerKind) -> Launcher:
        if kind in self._launchers and not self._launchers[kind].alive:
            self._launchers.pop(kind).close()
        if kind not in self._launchers:
            self._launchers[kind] = self._start(kind)
        return self._launchers[kind]

    def _start(self, kind: ServerKind) -> Launcher:
        requests = self._given.pop(kind, None)
        if requests is not None:
            return ForkServer(requests, kind, self._assignment.limits)
        spawn = self._settings.spawn
        level = self._settings.level or (probe_locks().level if forks(spawn) else Level.PROCESS)
        return make_launcher(
            kind,
            self._assignment.limits,
            train=True,
            level=level,
            spawn=spawn,
            packages=self._assignment.packages,
        )

    def warm(self) -> None:
        """Start what the settings' tasks need, where the desk did not."""
        if not forks(self._settings.spawn):
            for kind in _kinds_of(self._assignment, self._settings.tasks):
                self(kind)

    def close(self) -> None:
        """End the servers and every student process."""
        for launcher in self._launchers.values():
            launcher.leave()
        for launcher in self._launchers.values():
            launcher.close()


def _mentions_torch(work: Iterable[Submission]) -> bool:
    """Return whether any file of any submission has PyTorch's name in it."""
    return any(b"torch" in file.content for submission in work for file in submission.files)


def choose_limits(assignment: Assignment, threads: int | None) -> Limits:
    """Return the assignment's limits, with another number of threads where one is given."""
    limits = assignment.limits
    return limits if threads is None else replace(limits, threads=threads)


def _kinds_of(assignment: Assignment, tasks: tuple[str, ...]) -> Iterator[ServerKind]:
    """Yield the kinds that these tasks need, or all tasks; the slow ones first."""
    wanted = [task for task in assignment.tasks if not tasks or task.id in tasks]
    kinds = {task.server for task in wanted if not task.by_hand}
    return (kind for kind in SLOWEST_FIRST if kind in kinds)
