"""Student processes that are forked from a warm server."""

import os
import select
import socket
from pathlib import Path

from grader.errors import SandboxError
from grader.language import tr
from grader.model import Device, Limits, ServerKind

from .links import PollLink
from .server_requests import (
    BYTES,
    ENDED,
    FORK,
    INTERRUPT,
    KILL,
    KILLED_BY_US,
    PID,
    READY,
    WAIT,
    WRITTEN,
)
from .started import Started
from .warm_server import WarmServer

PATIENCE_SECONDS = 120.0


class ForkServer:
    """Student processes from a warm server, asked for over a socket.

    `server` is the server's process where it is this one's own: its end is waited for and its last
    words are told.  It warms up meanwhile, and is waited for at the first `start`.
    """

    def __init__(
        self,
        requests: socket.socket,
        kind: ServerKind,
        limits: Limits,
        server: WarmServer | None = None,
    ) -> None:
        self._keep = limits.output_kib << 10
        self._forks_ahead = kind.device is Device.CPU  # one that waits would take the GPU's memory
        self._requests = requests
        self._requests.settimeout(PATIENCE_SECONDS)
        self._server = server
        self._warm = False
        self._started_one = False
        self._ahead: Started | None = None

    def start(self) -> Started:
        """Return a student process.

        From the second one on the next is forked at once, to lock itself down beside this one.
        """
        if not self._warm:
            self._receive(len(READY))
            self._warm = True
        self._take_pid(self._ahead)
        if self._ahead is not None and self._ahead.link.closed:
            # It was killed while it waited for its turn.
            self._ahead.end()
            self._ahead = None
        started = self._ahead or self._ask_for_one()
        self._take_pid(started)
        self._ahead = self._ask_for_one() if self._started_one and self._forks_ahead else None
        self._started_one = True
        return started

    def _ask_for_one(self) -> Started:
        """Have the server fork a process; the server's next answer is its pid."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        output, printed = os.pipe()
        try:
            socket.send_fds(self._requests, [FORK + PID.pack(0)], [theirs.fileno(), printed])
        except OSError as error:
            raise SandboxError(self._explain_end()) from error
        finally:
            theirs.close()
            os.close(printed)
        fd = ours.detach()
        return Started(PollLink(fd, fd, output, self._keep), self)

    def _take_pid(self, started: Started | None) -> None:
        """Take the pid of a process that was asked for, before any other answer."""
        if started is None or started.server_pid:
            return
        data, fds = self._receive(PID.size)
        started.server_pid = PID.unpack(data)[0]
        started.pid = _read_pid(fds[0]) if fds else started.server_pid

    def end(self, started: Started, *, patient: bool) -> int:
        if not patient:
            self._send_request(KILL, started)
            return KILLED_BY_US
        status: int = ENDED.unpack(self._request(WAIT, started, ENDED.size))[0]
        return status

    def interrupt(self, started: Started) -> None:
        self._send_request(INTERRUPT, started)

    def written_bytes(self, started: Started) -> int:
        return int(BYTES.unpack(self._request(WRITTEN, started, BYTES.size))[0])

    def _request(self, request: bytes, started: Started, size: int) -> bytes:
        """Return what the server says to a request.  Raises SandboxError when it is gone."""
        self._take_pid(self._ahead)
        self._send_request(request, started)
        return self._receive(size)[0]

    def _send_request(self, request: bytes, started: Started) -> None:
        try:
            self._requests.sendall(request + PID.pack(started.server_pid))
        except OSError as error:
            raise SandboxError(self._explain_end()) from error

    @property
    def alive(self) -> bool:
        poll = select.poll()
        poll.register(self._requests, 0)  # a hang-up is told in any case
        return not poll.poll(0)

    def leave(self) -> None:
        if self._ahead is not None:
            self._ahead.link.close()
            self._ahead = None
        self._requests.close()

    def close(self) -> None:
        self.leave()
        if self._server is not None:
            self._server.close()

    def _receive(self, size: int) -> tuple[bytes, list[int]]:
        """Return the server's next answer, and the descriptor that came with it, if any."""
        try:
            data, fds, _, _ = socket.recv_fds(self._requests, size, 1)
        except OSError as error:
            raise SandboxError(self._explain_end()) from error
        if len(data) < size:
            raise SandboxError(self._explain_end())
        return data, fds

    def _explain_end(self) -> str:
        last = self._server.read_last_words() if self._server is not None else ""
        ended = tr("the warm server ended; run the command again")
        return tr("{ended} (it said: {last})", ended=ended, last=last) if last else ended


def _read_pid(pidfd: int) -> int | None:
    """Return the pid of a process whose pidfd came from another pid namespace; closes the pidfd.

    None where the kernel does not tell, as of a process that is gone: it says 0 or -1 then.

    https://man7.org/linux/man-pages/man2/pidfd_open.2.html
    """
    try:
        text = Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii")
    except OSError:
        return None
    finally:
        os.close(pidfd)
    lines = (line.partition(":") for line in text.splitlines())
    pid = next((int(value) for name, _, value in lines if name == "Pid"), 0)
    return pid if pid > 0 else None
