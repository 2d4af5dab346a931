"""Three streams to a student process, read together: frames in, frames out, and what it prints.

A `PollLink` waits on all of them with poll(2).  Windows cannot poll pipes, so there a
`ThreadLink` of `thread_link.py` reads each stream on a thread.  Neither ever blocks on one stream
while the process waits for another to be read.
"""

import os
import select
import time
from collections.abc import Callable
from typing import Protocol

from grader.language import tr
from grader.nouns import mutable
from grader.wire.frames import FrameReader, frame

PIECE = 1 << 16
PIECES_IN_A_PIPE = 32
MAX_HEARD = 1 << 20
QUIET_SECONDS = 0.01  # without more, what was said has ended


@mutable
class KeptOutput:
    """Output of a process: the first bytes are kept, the rest is counted."""

    keep: int
    _kept: bytearray = bytearray()
    _dropped: int = 0

    @property
    def size(self) -> int:
        """Return how many bytes were printed since they were last taken."""
        return len(self._kept) + self._dropped

    def add(self, piece: bytes) -> None:
        room = self.keep - len(self._kept)
        self._kept += piece[:room]
        self._dropped += max(0, len(piece) - room)

    def take(self) -> str:
        """Return the text since the last call, and a line that counts what was dropped."""
        text = self._kept.decode("utf-8", "replace")
        if self._dropped:
            text += "\n" + tr(
                "… {number:,} more bytes were printed and not kept", number=self._dropped
            )
        self._kept.clear()
        self._dropped = 0
        return text


class Link(Protocol):
    """A connection to a student process."""

    output: KeptOutput

    def send(self, payload: bytes) -> None:
        """Send a frame, now or during the next `receive`."""

    def receive(self, seconds: float) -> bytes | None:
        """Return the next frame's payload, or None when none came in that time.

        EOFError when the process closed.
        """

    def drain(self) -> None:
        """Read what was printed up to now."""

    def overhear(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        """Return what is printed from now on, up to what is enough; it is kept nowhere."""

    @property
    def closed(self) -> bool:
        """Return whether the process has closed its frames; what it sent before can be received."""

    def close(self) -> None:
        """Close the streams."""


class PollLink:
    """All streams in one poll; POSIX."""

    def __init__(self, frames_in: int, frames_out: int, output: int, keep: int) -> None:
        self.output = KeptOutput(keep)
        self._in, self._out, self._output = frames_in, frames_out, output
        self._reader = FrameReader()
        self._pending = bytearray()
        self._output_open = True
        for fd in {frames_in, frames_out, output}:
            os.set_blocking(fd, False)

    def send(self, payload: bytes) -> None:
        self._pending += frame(payload)
        self._write()

    def receive(self, seconds: float) -> bytes | None:
        payload = self._reader.next_frame()
        if payload is not None:
            return payload
        closed = self._pump(seconds)
        payload = self._reader.next_frame()
        if payload is None and closed:
            raise EOFError
        return payload

    def drain(self) -> None:
        for _ in range(PIECES_IN_A_PIPE):  # what comes later is being printed now
            if not (self._output_open and self._read_output()):
                return

    def overhear(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        output, deadline = b"", time.monotonic() + seconds
        poll = select.poll()
        if self._output_open:
            poll.register(self._output, select.POLLIN)
        while self._output_open and len(output) < MAX_HEARD:
            seconds_left = QUIET_SECONDS if enough(output) else deadline - time.monotonic()
            if seconds_left <= 0 or not poll.poll(seconds_left * 1000):
                break
            piece = _read(self._output, PIECE) or b""
            self._output_open = bool(piece)
            output += piece
        return output

    @property
    def closed(self) -> bool:
        poll = select.poll()
        poll.register(self._in, 0)  # a hang-up is told in any case
        return bool(poll.poll(0))

    def close(self) -> None:
        for fd in {self._in, self._out, self._output}:
            os.close(fd)

    def _pump(self, seconds: float) -> bool:
        """Move what can be moved within that time; return whether the process closed its frames."""
        closed = False
        for fd, event in self._poll(seconds):
            if fd == self._output:
                self._read_output()
            if fd == self._out and event & select.POLLOUT:
                self._write()
            if fd == self._in and event & ~select.POLLOUT:
                closed = self._read_frames() or closed
        return closed

    def _poll(self, seconds: float) -> list[tuple[int, int]]:
        """Return the descriptors that something can be done with, and what.

        Frames go in and out by one socket or by two pipes.
        """
        wanted = {self._in: select.POLLIN}
        if self._pending:
            wanted[self._out] = wanted.get(self._out, 0) | select.POLLOUT
        if self._output_open:
            wanted[self._output] = select.POLLIN
        poll = select.poll()
        for fd, events in wanted.items():
            poll.register(fd, events)
        return poll.poll(seconds * 1000)

    def _read_frames(self) -> bool:
        piece = _read(self._in, PIECE * 4)
        self._reader.feed(piece or b"")
        return piece == b""

    def _read_output(self) -> bool:
        piece = _read(self._output, PIECE)
        self._output_open = piece != b""
        self.output.add(piece or b"")
        return bool(piece)

    def _write(self) -> None:
        while self._pending:
            try:
                del self._pending[: os.write(self._out, self._pending)]
            except BlockingIOError:
                return
            except OSError:
                self._pending.clear()  # the process is gone; the next receive says so


def _read(fd: int, size: int) -> bytes | None:
    """Return what can be read now; b"" at the end, None where nothing has come yet."""
    try:
        return os.read(fd, size)
    except BlockingIOError:
        return None
    except OSError:
        return b""
