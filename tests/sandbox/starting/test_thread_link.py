"""Streams that are read on threads; what both ways to read have in common is in test_links."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from grader.sandbox.starting.thread_link import ThreadLink
from grader.wire.frames import frame


class Ends:
    """A link, and the process' ends of its pipes."""

    def __init__(self) -> None:
        frames_in, self.answers = os.pipe()
        self.questions, frames_out = os.pipe()
        output, self.printed = os.pipe()
        self.link = ThreadLink(frames_in, frames_out, output, keep=100)
        self._open = {self.answers, self.questions, self.printed}

    def close(self, *fds: int) -> None:
        for fd in fds or tuple(self._open):
            self._open.discard(fd)
            os.close(fd)


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    made.close()
    made.link.close()


def test_a_wait_without_a_frame_ends(ends: Ends) -> None:
    assert ends.link.receive(0.0) is None
    os.write(ends.answers, frame(b"late"))
    while (payload := ends.link.receive(1.0)) is None:
        continue
    assert payload == b"late"


def test_the_end_is_told_each_time_that_it_is_asked_for(ends: Ends) -> None:
    assert not ends.link.closed
    ends.close(ends.answers)
    for _ in range(2):
        with pytest.raises(EOFError):
            while ends.link.receive(1.0) is None:
                continue
    while not ends.link.closed:  # its thread ends right after
        os.sched_yield()


def test_what_is_sent_to_a_process_that_is_gone_is_lost_without_an_error(ends: Ends) -> None:
    ends.close(ends.questions)
    ends.link.send(b"to nobody")


def test_no_process_can_be_asked_where_it_is(ends: Ends) -> None:
    os.write(ends.printed, b"a line")
    assert ends.link.overhear(lambda heard: False, 0.0) == b""


def test_what_is_printed_is_kept_up_to_the_end(ends: Ends) -> None:
    os.write(ends.printed, b"last words")
    ends.close(ends.printed)
    text = ends.link.output.take()
    while not text:  # its thread may still hold the piece
        ends.link.drain()
        text = ends.link.output.take()
    assert text == "last words"
