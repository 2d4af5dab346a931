"""A warm server, asked over its socket as an examiner asks it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.processes import LIMITS
from support.trees import below

from grader.model import Level, ServerKind
from grader.sandbox.starting.links import PollLink
from grader.sandbox.starting.server_requests import (
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
from grader.sandbox.starting.warm_server import WarmServer
from grader.wire.messages import Ready, unpack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


@pytest.fixture(scope="module")
def sockets() -> Iterator[list[socket.socket]]:
    """Two examiners' ends of one server, each of which has heard that it is ready."""
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(2)]
    server = WarmServer(
        ServerKind.NUMPY,
        LIMITS,
        [theirs for _, theirs in pairs],
        train=False,
        level=Level.PROCESS,
        packages=(),
    )
    ours = [end for end, _ in pairs]
    assert [end.recv(1) for end in ours] == [READY, READY]
    yield ours
    for end in ours:
        end.close()
    server.close()


def fork(requests: socket.socket) -> tuple[int, PollLink]:
    """Return the pid of a new student process, and the streams to it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    output, printed = os.pipe()
    socket.send_fds(requests, [FORK + PID.pack(0)], [theirs.fileno(), printed])
    theirs.close()
    os.close(printed)
    answer, pidfds, _, _ = socket.recv_fds(requests, PID.size, 1)
    for pidfd in pidfds:
        os.close(pidfd)
    fd = ours.detach()
    return PID.unpack(answer)[0], PollLink(fd, fd, output, 1000)


def receive(link: PollLink) -> bytes:
    while (payload := link.receive(1.0)) is None:
        continue
    return payload


def ended(requests: socket.socket, pid: int) -> int:
    requests.sendall(WAIT + PID.pack(pid))
    return int(ENDED.unpack(requests.recv(ENDED.size))[0])


def test_a_fork_is_ready_and_ends_when_its_frames_are_closed(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    message = unpack(receive(link))
    assert isinstance(message, Ready) and message.level == "process"
    link.close()
    assert ended(sockets[0], pid) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_one_that_does_not_end_is_ended(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    receive(link)
    assert ended(sockets[0], pid) == KILLED_BY_US
    link.close()


def test_how_it_was_ended_by_another_is_told(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    receive(link)
    os.kill(pid, signal.SIGTERM)
    assert ended(sockets[0], pid) == -signal.SIGTERM
    link.close()


def test_one_that_was_killed_is_reaped_while_nothing_is_asked(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    sockets[0].sendall(KILL + PID.pack(pid))
    with pytest.raises((ProcessLookupError, TimeoutError)) as caught:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            os.kill(pid, 0)
        raise TimeoutError
    assert caught.type is ProcessLookupError
    link.close()


def test_what_a_child_has_written_is_counted(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    receive(link)
    Path(f"/proc/{pid}/cwd/file").write_bytes(b"12345")
    sockets[0].sendall(WRITTEN + PID.pack(pid))
    assert BYTES.unpack(sockets[0].recv(BYTES.size))[0] == 5
    ended(sockets[0], pid)
    link.close()


def test_who_is_no_child_of_the_server_s_is_let_be(sockets: list[socket.socket]) -> None:
    for request in (KILL, INTERRUPT):
        sockets[0].sendall(request + PID.pack(os.getpid()))
    assert ended(sockets[0], os.getpid()) == 0
    sockets[0].sendall(WRITTEN + PID.pack(os.getpid()))
    assert BYTES.unpack(sockets[0].recv(BYTES.size))[0] == 0


def test_one_examiner_cannot_end_the_process_of_another(sockets: list[socket.socket]) -> None:
    pid, link = fork(sockets[0])
    receive(link)
    sockets[1].sendall(KILL + PID.pack(pid))
    assert ended(sockets[1], pid) == 0
    os.kill(pid, 0)
    assert ended(sockets[0], pid) == KILLED_BY_US
    link.close()


def test_an_examiner_that_leaves_takes_its_own_processes_along_and_no_others() -> None:
    first, second = (socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(2))
    server = WarmServer(
        ServerKind.NUMPY,
        LIMITS,
        [first[1], second[1]],
        train=False,
        level=Level.PROCESS,
        packages=(),
    )
    assert (first[0].recv(1), second[0].recv(1)) == (READY, READY)
    (mine, link), (other, other_link) = fork(first[0]), fork(second[0])
    receive(link), receive(other_link)
    second[0].close()
    end = time.monotonic() + 10
    while any(pid == other for pid, _ in below(os.getpid())) and time.monotonic() < end:
        continue
    os.kill(mine, 0)
    first[0].close()
    server.close()
    assert not {pid for pid, _ in below(os.getpid())} & {mine, other}
    link.close()
    other_link.close()
