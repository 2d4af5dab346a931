"""The streams to a process, with each way to read them.

The test is the process at their other ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from grader.errors import WireError
from grader.sandbox.starting.links import KeptOutput, PollLink
from grader.sandbox.starting.thread_link import ThreadLink
from grader.wire.frames import FrameReader, frame

KINDS: list[type[PollLink] | type[ThreadLink]] = (
    [ThreadLink] if os.name == "nt" else [PollLink, ThreadLink]
)


class Wired:
    """A link, and the other ends of its pipes."""

    def __init__(self, kind: type[PollLink] | type[ThreadLink]) -> None:
        frames_in, self.answers = os.pipe()
        self.questions, frames_out = os.pipe()
        output, self.printed = os.pipe()
        self.link = kind(frames_in, frames_out, output, keep=10)

    def end(self) -> None:
        """The process ends."""
        for fd in (self.answers, self.questions, self.printed):
            os.close(fd)

    def until_frame(self) -> bytes:
        """The next frame, however many waits it takes."""
        while (payload := self.link.receive(1.0)) is None:
            continue
        return payload


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def wired(request: pytest.FixtureRequest) -> Iterator[Wired]:
    pipes = Wired(request.param)
    yield pipes
    pipes.end()
    pipes.link.close()


def test_frames_arrive_in_order_however_they_were_written(wired: Wired) -> None:
    os.write(wired.answers, frame(b"one") + frame(b"two") + frame(b"three")[:5])
    assert [wired.until_frame(), wired.until_frame()] == [b"one", b"two"]
    assert wired.link.receive(0.001) is None
    os.write(wired.answers, frame(b"three")[5:])
    assert wired.until_frame() == b"three"


def test_what_was_written_before_the_end_still_arrives_and_then_the_end(
    request: pytest.FixtureRequest,
) -> None:
    for kind in KINDS:
        pipes = Wired(kind)
        os.write(pipes.answers, frame(b"last"))
        pipes.end()
        assert pipes.until_frame() == b"last"
        with pytest.raises(EOFError):
            pipes.until_frame()
        pipes.link.send(b"to nobody")
        pipes.link.close()


def test_a_frame_larger_than_a_pipe_is_sent_while_its_reader_reads(wired: Wired) -> None:
    large = bytes(3 << 20)
    if isinstance(wired.link, ThreadLink):
        large = bytes(1 << 12)  # it waits for its reader, which is this test
    wired.link.send(large)
    reader = FrameReader()
    while (payload := reader.next_frame()) is None:
        reader.feed(os.read(wired.questions, 1 << 20))
        wired.link.receive(0.0)
    assert payload == large


def test_noise_is_refused(wired: Wired) -> None:
    os.write(wired.answers, b"\xff" * 8)
    with pytest.raises(WireError):
        wired.until_frame()


def test_what_is_printed_before_a_frame_is_there_with_it(wired: Wired) -> None:
    os.write(wired.printed, b"hello")
    os.write(wired.answers, frame(b"x"))
    wired.until_frame()
    wired.link.drain()
    text = wired.link.output.take()
    while isinstance(wired.link, ThreadLink) and not text:  # its thread may still hold the piece
        text = wired.link.output.take()
    assert text == "hello"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([], ""),
        ([b"abc", b"def"], "abcdef"),
        ([b"0123456789"], "0123456789"),
        ([b"0123456789", b"x"], "0123456789\n… 1 more bytes were printed and not kept"),
        ([b"01234567890123"], "0123456789\n… 4 more bytes were printed and not kept"),
        ([b"ok \xff"], "ok \ufffd"),
    ],
)
def test_the_first_bytes_printed_are_kept_and_the_rest_is_counted(pieces: Any, text: str) -> None:
    output = KeptOutput(10)
    for piece in pieces:
        output.add(piece)
    assert output.take() == text
    assert output.take() == ""
