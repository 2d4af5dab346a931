"""Student processes that are forked from a warm server."""

import contextlib
import os
import socket
import subprocess

from grader.errors import SandboxError
from grader.language import spoken, tr
from grader.model import Device, Level, Limits, ServerKind
from grader.sandbox.locking.namespaces import wrapper
from grader.sandbox.locking.parents import kill_session
from grader.sandbox.starting.interpreter import clean_environment, python_command
from grader.sandbox.starting.links import PollLink
from grader.sandbox.starting.server import ENDED, KILLED_BY_US, PID, READY, SECONDS, WRITTEN
from grader.sandbox.starting.started import Started
from grader.sandbox.starting.watch import cpu_seconds, threads

PATIENCE_SECONDS = 120.0
NO_PID_YET = 0


class ForkServer:
    """A warm server, exec'd, that forks a process per submission.

    It starts to warm up at once and is waited for at the first `start`.
    """

    def __init__(
        self,
        kind: ServerKind,
        limits: Limits,
        *,
        train: bool,
        level: Level,
        packages: tuple[str, ...],
    ) -> None:
        self._keep = limits.output_kib << 10
        self._forks_ahead = kind.device is Device.CPU  # one that waits would take the GPU's memory
        self._own_pids = level is Level.STRICT
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests.settimeout(PATIENCE_SECONDS)
        command = [
            *(wrapper(kind.device) if level is Level.STRICT else ()),
            *python_command("grader.sandbox.starting.server"),
            *(kind.value, str(theirs.fileno()), str(limits.memory_mib)),
            *("1" if train else "0", level.value, ",".join(packages), spoken()),
        ]
        with theirs:
            self._server = subprocess.Popen(
                command,
                env=clean_environment(limits.threads, kind.device),
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
        """Return a student process.

        From the second one on the next is forked at once, to lock itself down beside this one.
        """
        if not self._warm:
            self._expect(len(READY))
            self._warm = True
        self._settle(self._ahead)
        if self._ahead is not None and self._ahead.link.closed:
            # It was killed while it waited for its turn.
            self.end(self._ahead, patient=False)
            self._ahead.link.close()
            self._ahead = None
        started = self._ahead or self._ask_for_one()
        self._settle(started)
        self._ahead = self._ask_for_one() if self._started_one and self._forks_ahead else None
        self._started_one = True
        return started

    def _ask_for_one(self) -> Started:
        """Have the server fork a process; the server's next answer is its pid."""
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
        """Take the pid of a process that was asked for, before any other answer."""
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

    def interrupt(self, pid: int) -> None:
        self._ask(b"i" + PID.pack(pid))

    def threads(self, pid: int) -> int:
        if not self._own_pids:
            return threads(pid)
        return int(PID.unpack(self._answer(b"t" + PID.pack(pid), PID.size))[0])

    def written_bytes(self, pid: int) -> int:
        return int(WRITTEN.unpack(self._answer(b"d" + PID.pack(pid), WRITTEN.size))[0])

    def _answer(self, request: bytes, size: int) -> bytes:
        """Return what the server says to a request.  Raises SandboxError when it is gone."""
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
        stderr = self._server.stderr
        text = stderr.read().decode("utf-8", "replace").strip() if stderr else ""
        last = text.split("\n")[-1][:500]
        ended = tr("the warm server ended; run the command again")
        return tr("{ended} (it said: {last})", ended=ended, last=last) if last else ended
