"""Event loops where no socket can be made: a pipe wakes them up."""

from __future__ import annotations

import asyncio
import os
import selectors
import socket
from collections.abc import Callable
from typing import Any

import pytest
from support.processes import Student

from grader.sandbox.inside.substitutes.event_loops import PipeEnd, use_pipes

pytestmark = pytest.mark.skipif(not hasattr(os, "pipe2"), reason="the system has no pipe2")


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the kernel refuses every pair of sockets, as it does for a student process."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(selectors, "DefaultSelector", selectors.DefaultSelector)
    monkeypatch.setattr(socket, "socketpair", refuse)


def test_what_is_sent_arrives_and_nobody_waits(no_sockets: None) -> None:
    use_pipes()
    reading, writing = socket.socketpair()
    assert isinstance(reading, PipeEnd)
    try:
        assert writing.send(b"wake up") == 7 and reading.recv(100) == b"wake up"
        with pytest.raises(BlockingIOError):
            reading.recv(1)
    finally:
        reading.close()
        writing.close()


def test_an_end_is_closed_once(no_sockets: None) -> None:
    use_pipes()
    for end in socket.socketpair():
        assert end.fileno() >= 0
        end.close()
        end.close()
        assert end.fileno() == -1


def test_an_event_loop_runs_without_sockets(no_sockets: None) -> None:
    use_pipes()

    async def both() -> list[int]:
        async def one(number: int) -> int:
            await asyncio.sleep(0)
            return await asyncio.to_thread(lambda: number)

        return list(await asyncio.gather(one(1), one(2)))

    assert asyncio.run(both()) == [1, 2]


def test_a_pair_of_a_kind_that_was_asked_for_is_refused_as_before(no_sockets: None) -> None:
    use_pipes()
    with pytest.raises(PermissionError):
        socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


def test_where_sockets_can_be_made_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "DefaultSelector", selectors.DefaultSelector)
    monkeypatch.setattr(socket, "socketpair", socket.socketpair)
    use_pipes()
    ends = socket.socketpair()
    assert all(isinstance(end, socket.socket) for end in ends)
    for end in ends:
        end.close()


def test_an_event_loop_runs(open_: Callable[..., Student]) -> None:
    student = open_("""
        import asyncio

        async def answer():
            await asyncio.sleep(0)
            return await asyncio.to_thread(lambda: 3)

        def f():
            return asyncio.run(answer())
    """)
    assert student.call() == 3
