"""A warm server's process, from outside: how it ends, and what is said of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from support.processes import HOW, LIMITS, Student, task

from grader.errors import SandboxError
from grader.model import Level, ServerKind
from grader.nouns import replace
from grader.sandbox.starting.launchers import make_launcher
from grader.sandbox.starting.server_requests import READY
from grader.sandbox.starting.warm_server import WarmServer


@pytest.mark.parametrize("how", ["forked"])
def test_a_server_that_is_gone_is_the_grader_s_fault(how: str) -> None:
    launcher = make_launcher(ServerKind.NUMPY, LIMITS, train=False, **HOW[how])
    student = Student(
        launcher,
        (task(),),
        {
            "a_py": (
                "import ctypes, os\n\ndef f():\n    ctypes.CDLL(None).kill(os.getppid(), 9)\n"
                "    while True: pass\n"
            )
        },
    )
    student.begin("a")
    try:
        with pytest.raises(SandboxError, match="the warm server ended"):
            student.call()
        with pytest.raises(SandboxError, match="the warm server ended"):
            launcher.start()
    finally:
        launcher.close()


@pytest.fixture
def server() -> Iterator[tuple[WarmServer, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    started = WarmServer(
        ServerKind.NUMPY, LIMITS, [theirs], train=False, level=Level.PROCESS, packages=()
    )
    yield started, ours
    ours.close()
    started.close()


def test_a_server_is_there_until_its_sockets_are_closed(
    server: tuple[WarmServer, socket.socket],
) -> None:
    started, ours = server
    assert started.alive and ours.recv(1) == READY
    ours.close()
    started.close()
    assert not started.alive


def test_its_end_of_the_socket_is_closed_here(server: tuple[WarmServer, socket.socket]) -> None:
    """Else its end would never be seen."""
    started, ours = server
    started.read_last_words()
    assert ours.recv(1) == b""


def test_the_last_line_that_it_wrote_is_told_and_it_is_ended() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    limits = replace(LIMITS, memory_mib="much")
    started = WarmServer(
        ServerKind.NUMPY, limits, [theirs], train=False, level=Level.PROCESS, packages=()
    )
    assert ours.recv(1) == b""
    assert "ValueError: invalid literal" in started.read_last_words()
    ours.close()
    started.close()
    assert not started.alive
