"""Starting and ending student processes: forked from a warm server, or spawned one by one.

Linux forks.  macOS and Windows spawn: Windows has no fork, and macOS's own libraries are not safe
to use in a child that was forked after they were (see docs/decisions/0004-fork-only-on-linux.md).
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Protocol

from grader.errors import SandboxError
from grader.model import Level, Limits, ServerKind
from grader.sandbox.interpreter import clean_environment, python_command
from grader.sandbox.links import Link, PollLink, ThreadLink
from grader.sandbox.namespaces import wrapper
from grader.sandbox.parents import kill_session
from grader.sandbox.server import ENDED, GRACE_SECONDS, KILLED_BY_US, PID, READY, SECONDS
from grader.sandbox.watch import cpu_seconds, threads

PATIENCE_SECONDS = 120.0
NO_PID_YET = 0


@dataclass(slots=True)
class Started:
    """A student process that was started; `pid` is only for looking at it."""

    link: Link
    pid: int
    launcher: Launcher
    process: subprocess.Popen[bytes] | None = None

    def cpu_seconds(self) -> float | None:
        """CPU seconds that it has used, where they can be told."""
        return self.launcher.cpu_seconds(self.pid)

    def threads(self) -> int:
        """How many threads it has."""
        return self.launcher.threads(self.pid)

    def end(self, *, patient: bool = False) -> int:
        """Ends it and returns how it ended, see `Launcher.end`."""
        if (
            _measured()
        ):  # a process that is killed writes no coverage data: let it see the end of its frames
            self.link.close()
            return self.launcher.end(self, patient=True)
        status = self.launcher.end(self, patient=patient)
        self.link.close()
        return status


class Launcher(Protocol):
    """Starts student processes of one kind."""

    def start(self) -> Started:
        """A new student process.  Raises SandboxError."""

    def end(self, started: Started, *, patient: bool) -> int:
        """Kills a process and what it started.

        Its exit code, or minus a signal's number; `patient` gives it a moment to end by itself
        first.
        """

    def cpu_seconds(self, pid: int) -> float | None:
        """CPU seconds that a process of its has used, where they can be told."""

    def threads(self, pid: int) -> int:
        """How many threads a process of its has; 1 where that is not looked at."""

    @property
    def alive(self) -> bool:
        """Whether it can still start processes."""

    def leave(self) -> None:
        """Says that nothing more will be asked, without waiting."""

    def close(self) -> None:
        """Ends everything."""


def make_launcher(
    kind: ServerKind,
    limits: Limits,
    *,
    train: bool,
    level: Level = Level.PROCESS,
    spawn: bool | None = None,
) -> Launcher:
    """The launcher for this platform, or for `spawn` as asked.

    A spawned process is never locked.
    """
    if spawn is None:
        spawn = sys.platform != "linux"
    return (
        Spawner(kind, limits, train=train)
        if spawn
        else ForkServer(kind, limits, train=train, level=level)
    )


class ForkServer:
    """A warm server, exec'd; it starts to warm up at once and is waited for at the first `start`."""

    def __init__(self, kind: ServerKind, limits: Limits, *, train: bool, level: Level) -> None:
        self._keep = limits.output_kib << 10
        self._own_pids = level is Level.STRICT
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests.settimeout(PATIENCE_SECONDS)
        train_word = "1" if train else "0"
        arguments = [
            kind.value,
            str(theirs.fileno()),
            str(limits.memory_mib),
            train_word,
            level.value,
        ]
        with theirs:
            self._server = subprocess.Popen(
                [
                    *(wrapper() if level is Level.STRICT else ()),
                    *python_command("grader.sandbox.server"),
                    *arguments,
                ],
                env=clean_environment(limits.threads),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        self._warm = False
        self._started_one = False
        self._ahead: Started | None = None

    def start(self) -> Started:
        """A student process.

        From the second one on the next is forked at once, to lock itself down beside this one.
        """
        if not self._warm:
            self._expect(len(READY))
            self._warm = True
        self._settle(self._ahead)
        if (
            self._ahead is not None and self._ahead.link.closed
        ):  # it was killed while it waited for its turn
            self.end(self._ahead, patient=False)
            self._ahead.link.close()
            self._ahead = None
        started = self._ahead or self._ask_for_one()
        self._settle(started)
        self._ahead = self._ask_for_one() if self._started_one else None
        self._started_one = True
        return started

    def _ask_for_one(self) -> Started:
        """Has the server fork a process; the server's next answer is its pid."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        output, printed = os.pipe()
        try:
            socket.send_fds(self._requests, [b"f" + PID.pack(0)], [theirs.fileno(), printed])
        except OSError as error:
            raise SandboxError(self._gone()) from error
        finally:
            theirs.close()
            os.close(printed)
        fd = ours.detach()
        return Started(PollLink(fd, fd, output, self._keep), NO_PID_YET, self)

    def _settle(self, started: Started | None) -> None:
        """Takes the pid of a process that was asked for, before any other answer."""
        if started is not None and started.pid == NO_PID_YET:
            started.pid = PID.unpack(self._expect(PID.size))[0]

    def end(self, started: Started, *, patient: bool) -> int:
        if not patient:
            self._ask(b"k" + PID.pack(started.pid))
            return KILLED_BY_US
        status: int = ENDED.unpack(self._answer(b"w" + PID.pack(started.pid), ENDED.size))[0]
        return status

    def cpu_seconds(self, pid: int) -> float | None:
        if not self._own_pids:
            return cpu_seconds(pid)
        used: float = SECONDS.unpack(self._answer(b"c" + PID.pack(pid), SECONDS.size))[0]
        return used if used >= 0 else None

    def threads(self, pid: int) -> int:
        if not self._own_pids:
            return threads(pid)
        return int(PID.unpack(self._answer(b"t" + PID.pack(pid), PID.size))[0])

    def _answer(self, request: bytes, size: int) -> bytes:
        """What the server says to a request.  Raises SandboxError when it is gone."""
        self._settle(self._ahead)
        self._ask(request)
        return self._expect(size)

    def _ask(self, request: bytes) -> None:
        try:
            self._requests.sendall(request)
        except OSError as error:
            raise SandboxError(self._gone()) from error

    @property
    def alive(self) -> bool:
        return self._server.poll() is None

    def leave(self) -> None:
        if self._ahead is not None:
            self._ahead.link.close()
            self._ahead = None
        self._requests.close()

    def close(self) -> None:
        self.leave()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._server.wait(timeout=5)
        kill_session(self._server)
        self._server.wait()
        if self._server.stderr:
            self._server.stderr.close()

    def _expect(self, size: int) -> bytes:
        try:
            data = self._requests.recv(size)
        except OSError as error:
            raise SandboxError(self._gone()) from error
        if len(data) < size:
            raise SandboxError(self._gone())
        return data

    def _gone(self) -> str:
        kill_session(self._server)
        said = (
            self._server.stderr.read().decode("utf-8", "replace").strip()
            if self._server.stderr
            else ""
        )
        last = said.split("\n")[-1][:500]
        return "the warm server ended; run the command again" + (
            f" (it said: {last})" if last else ""
        )


class Spawner:
    """A fresh Python a student process; works on every platform."""

    def __init__(self, kind: ServerKind, limits: Limits, *, train: bool) -> None:
        self._kind = kind
        self._train = "1" if train else "0"
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._ahead: subprocess.Popen[bytes] | None = self._spawn()

    def start(self) -> Started:
        if (
            self._ahead is not None and self._ahead.poll() is not None
        ):  # it was killed while it waited for its turn
            self._ahead.communicate()
            self._ahead = None
        process, self._ahead = self._ahead or self._spawn(), None
        assert process.stdin and process.stdout and process.stderr
        fds = [
            os.dup(stream.fileno()) for stream in (process.stdout, process.stdin, process.stderr)
        ]
        for stream in (process.stdout, process.stdin, process.stderr):
            stream.close()
        make = ThreadLink if sys.platform == "win32" else PollLink
        return Started(
            make(fds[0], fds[1], fds[2], self._limits.output_kib << 10), process.pid, self, process
        )

    def end(self, started: Started, *, patient: bool) -> int:
        assert started.process is not None
        if patient:
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.process.wait(timeout=GRACE_SECONDS)
        by_itself = started.process.poll() is not None
        kill_session(started.process)
        status = started.process.wait()
        return status if by_itself else KILLED_BY_US

    @property
    def alive(self) -> bool:
        return True

    def cpu_seconds(self, pid: int) -> float | None:
        return cpu_seconds(pid)

    def threads(self, pid: int) -> int:
        return threads(pid)

    def leave(self) -> None:
        """Nothing to be said: its processes are not asked, they are ended."""

    def close(self) -> None:
        if self._ahead is not None:
            kill_session(self._ahead)
            self._ahead.communicate()
        self._folder.cleanup()

    def _spawn(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [
                    *python_command("grader.sandbox.student_main"),
                    *(self._kind.value, str(self._limits.memory_mib), self._train),
                ],
                env=clean_environment(self._limits.threads),
                cwd=self._folder.name,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise SandboxError(f"a student process could not be started: {error}") from error


def _measured() -> bool:
    """Whether coverage.py measures this run, subprocesses included."""
    return "COVERAGE_PROCESS_CONFIG" in os.environ or "COVERAGE_PROCESS_START" in os.environ
