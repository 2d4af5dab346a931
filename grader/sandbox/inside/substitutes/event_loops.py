"""Event loops without sockets: `asyncio.run` works where no socket can be made.

A loop wakes itself up through a pair of sockets; a pipe does as well.  It waits with epoll, which
is not among the allowed system calls; poll is.
"""

import os
import selectors
import socket
from collections.abc import Callable
from typing import Any


class PipeEnd:
    """One end of a pipe, as far as an event loop takes it for a socket."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        """Return its descriptor; -1 when it is closed."""
        return self._fd

    def setblocking(self, flag: bool) -> None:
        """Do nothing: the pipe was made so that nobody waits."""

    def recv(self, size: int) -> bytes:
        """Read what is there."""
        return os.read(self._fd, size)

    def send(self, data: bytes) -> int:
        """Write as much as there is room for."""
        return os.write(self._fd, data)

    def close(self) -> None:
        """Close it, once."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


def use_pipes() -> None:
    """Have event loops of this process use pipes and poll, where the system has them."""
    if hasattr(os, "pipe2") and hasattr(selectors, "PollSelector"):
        setattr(selectors, "DefaultSelector", selectors.PollSelector)  # noqa: B010
        setattr(socket, "socketpair", _with_pipes(socket.socketpair))  # noqa: B010


def _with_pipes(socketpair: Callable[..., Any]) -> Callable[..., Any]:
    def socketpair_or_pipe(*args: Any, **kwargs: Any) -> Any:
        try:
            return socketpair(*args, **kwargs)
        except PermissionError:
            if args or kwargs:
                raise
            reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
            return PipeEnd(reading), PipeEnd(writing)

    return socketpair_or_pipe
