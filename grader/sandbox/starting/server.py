"""A warm server: imports what a student process needs, once, and forks one process per submission.

Started as `python -P -s -B -m grader.sandbox.starting.server`, with the arguments
`KIND SOCKETS MEMORY_MIB TRAIN LEVEL PACKAGES LANGUAGE`.
It is exec'd, never forked, so nothing of the examiner that started it is in its memory: no check,
no transcript, no solution.  Student code does not run here.

Each socket belongs to one examiner and is answered by a process of its own, see `server_requests`.
They are forked when all is imported, so that examiners side by side share torch's memory.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec import field

from grader.language import Language, speak
from grader.model import ServerKind
from grader.model.outcomes import Level
from grader.nouns import mutable
from grader.sandbox.hanging import INTERRUPT as WHERE_SIGNAL
from grader.sandbox.inside.substitutes.imports import install_imports
from grader.sandbox.locking.parents import die_with_parent
from grader.sandbox.locking.scratch import make_folder, remove_folder, written_bytes
from grader.sandbox.packages import find_allowed
from grader.sandbox.warming import (
    Surroundings,
    enter_folder,
    prepare_child,
    warm_up,
    without_garbage,
)

from .server_requests import (
    BYTES,
    ENDED,
    FORK,
    GRACE_SECONDS,
    INTERRUPT,
    KILL,
    KILLED_BY_US,
    PID,
    READY,
    WAIT,
    WRITTEN,
)

if TYPE_CHECKING:
    from grader.sandbox.locking.lockdown import Locks

REAP_SECONDS = 0.01


@mutable
class Server:
    """Forks, kills and reaps student processes on request."""

    requests: socket.socket
    surroundings: Surroundings
    level: Level
    locks: Locks | None
    children: set[int] = field(default_factory=set)
    killed: set[int] = field(default_factory=set)  # children that were killed and not yet reaped
    folders: dict[int, Path] = field(default_factory=dict)  # of children that were not yet reaped

    def run(self) -> None:
        """Answer requests until the examiner is gone."""
        try:
            self.requests.sendall(READY)
            while True:
                self._reap_while_idle()
                data, fds, _, _ = socket.recv_fds(self.requests, 1 + PID.size, 2)
                if not data:
                    return
                self._serve(data[:1], PID.unpack(data[1:])[0], fds)
        except ConnectionError:
            return  # the examiner is gone, and left an answer unread
        finally:
            for pid in list(self.children):
                self._kill(pid)
            self._reap(wait=True)

    def _serve(self, request: bytes, pid: int, fds: list[int]) -> None:
        """Do what one request asks, see `server_requests`."""
        if request == FORK:
            self._fork(fds)
        elif request == KILL:
            self._kill(pid)
        elif request == INTERRUPT:
            self._interrupt(pid)
        elif request == WAIT:
            self.requests.sendall(ENDED.pack(self._end(pid)))
        elif request == WRITTEN:
            folder = self.folders.get(pid)
            self.requests.sendall(BYTES.pack(written_bytes(folder) if folder else 0))

    def _reap_while_idle(self) -> None:
        while self.killed and not select.select([self.requests], [], [], REAP_SECONDS)[0]:
            self._reap()

    def _fork(self, fds: list[int]) -> None:
        self._reap()
        folder = make_folder(Path.cwd())
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                self.requests.close()
                self._become_child(fds[0], fds[1], folder)
                status = 0
            finally:
                os._exit(status)
        for fd in fds:
            os.close(fd)
        self.children.add(pid)
        self.folders[pid] = folder
        self._send_pid(pid)

    def _send_pid(self, pid: int) -> None:
        """Answer with a child's pid, and with a pidfd of it where there are such."""
        try:
            pidfd = os.pidfd_open(pid)
        except (AttributeError, OSError):  # a kernel before 5.3, or one that forbids it
            self.requests.sendall(PID.pack(pid))
            return
        socket.send_fds(self.requests, [PID.pack(pid)], [pidfd])
        os.close(pidfd)

    def _become_child(self, frames: int, output: int, folder: Path) -> None:
        """Become a student process: cut every tie to the server, lock down, then serve frames.

        The order matters.  The descriptors of the server and of other children go before the locks,
        so that nothing that is open leads outside; the environment goes before student code could
        read it; the limits come after the libraries are mapped, because they count from there.
        """
        from grader.sandbox import student_main

        os.setsid()
        die_with_parent()  # else a child outlives a server that is killed
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        os.close(nothing)
        answers = os.dup(frames)
        _close_all_but(frames, answers, *(self.locks.fds if self.locks else ()))
        enter_folder(folder, self.surroundings.kind.device)
        prepare_child(self.surroundings)
        if self.locks is not None:
            self.locks.apply(folder)
        level = self.level.value
        student_main.serve(frames, answers, level=level, surroundings=self.surroundings)

    def _end(self, pid: int) -> int:
        """Return a child's exit code, or minus the signal that ended it.

        KILLED_BY_US when it still ran after its moment.
        """
        if pid not in self.children:
            return 0
        deadline = time.monotonic() + GRACE_SECONDS
        while not (by_itself := _has_ended(pid)) and time.monotonic() < deadline:
            time.sleep(0.001)
        self._kill(pid)
        self.killed.discard(pid)
        _, status = os.waitpid(pid, 0)
        self._forget(pid)
        return os.waitstatus_to_exitcode(status) if by_itself else KILLED_BY_US

    def _interrupt(self, pid: int) -> None:
        """Have a child write where it is."""
        if pid in self.children and WHERE_SIGNAL is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, WHERE_SIGNAL)

    def _kill(self, pid: int) -> None:
        """Kill a child's whole session."""
        if pid not in self.children:
            return
        self.children.discard(pid)
        self.killed.add(pid)
        for kill in (os.killpg, os.kill):  # a child may not have made its session yet
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)

    def _reap(self, *, wait: bool = False) -> None:
        """Take leave of killed children that have ended, or of all of them."""
        for pid in list(self.killed):
            if os.waitpid(pid, 0 if wait else os.WNOHANG)[0]:
                self.killed.discard(pid)
                self._forget(pid)

    def _forget(self, pid: int) -> None:
        """Remove the folder of a child that has ended."""
        remove_folder(self.folders.pop(pid))


def _has_ended(pid: int) -> bool:
    """Return whether a child is only waiting to be reaped."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _close_all_but(*kept: int) -> None:
    """Close every descriptor above the standard ones but these."""
    at = 3
    for fd in sorted(kept):
        os.closerange(at, fd)
        at = fd + 1
    os.closerange(at, 4096)


def main() -> None:
    """Warm up, then answer requests until the sockets close."""
    _, kind, fds, memory_mib, train, level, packages, language = sys.argv
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(prefix="grade-") as folder, speak(Language(language)):
        os.chdir(folder)
        locks = None
        with without_garbage():
            allowed = find_allowed(tuple(filter(None, packages.split(","))))
            surroundings = warm_up(ServerKind(kind), allowed, int(memory_mib), train=train == "1")
            import grader.sandbox.inside.answering.watching  # loaded here, once, for every child
            import grader.sandbox.student_main  # noqa: F401

            if level != Level.PROCESS:
                from grader.sandbox.locking.lockdown import Locks
                from grader.sandbox.locking.readable import list_readable

                readable = list_readable(allowed.paths, surroundings.kind)
                locks = Locks(readable, Path(folder), surroundings.kind.device)
            install_imports(surroundings.imports)  # the server has all that it needs itself
        _serve_each(
            [int(fd) for fd in fds.split(",")],
            lambda requests: Server(requests, surroundings, Level(level), locks).run(),
        )


def _serve_each(fds: list[int], serve: Callable[[socket.socket], None]) -> None:
    """Serve each socket: the first one here, the others in copies of this process."""
    first, *others = fds
    copies = []
    while others:
        fd = others.pop()
        pid = os.fork()
        if pid == 0:
            _serve_alone(fd, [first, *others], serve)
        os.close(fd)
        copies.append(pid)
    try:
        with socket.socket(fileno=first) as requests:
            serve(requests)
    finally:
        for pid in copies:  # the end of this process is the end of their namespace
            os.waitpid(pid, 0)


def _serve_alone(fd: int, not_ours: list[int], serve: Callable[[socket.socket], None]) -> NoReturn:
    """Serve one socket in a copy of the server, which ends with it."""
    status = 1
    try:
        die_with_parent()
        for other in not_ours:
            os.close(other)
        with socket.socket(fileno=fd) as requests:
            serve(requests)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
    os._exit(0)  # Python takes torch apart for 0.2 s, and whoever waits has what it wanted
