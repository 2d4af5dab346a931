"""A link that reads each stream on a thread of its own, for platforms that cannot poll pipes."""

import os
import queue
import threading
from collections.abc import Callable

from grader.wire.frames import FrameReader, frame

from .links import PIECE, KeptOutput


class ThreadLink:
    """One thread per stream; works everywhere."""

    def __init__(self, frames_in: int, frames_out: int, output: int, keep: int) -> None:
        self.output = KeptOutput(keep)
        self._in, self._out, self._output = frames_in, frames_out, output
        self._reader = FrameReader()
        self._pieces: queue.Queue[bytes] = queue.Queue()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._read_frames, daemon=True),
            threading.Thread(target=self._read_output, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, payload: bytes) -> None:
        data = memoryview(frame(payload))
        try:
            while data:
                data = data[os.write(self._out, data) :]
        except OSError:
            return  # the process is gone; the next receive says so

    def receive(self, seconds: float) -> bytes | None:
        payload = self._reader.next_frame()
        while payload is None:
            try:
                piece = self._pieces.get(timeout=max(seconds, 0.001))
            except queue.Empty:
                return None
            if not piece:
                self._pieces.put(piece)
                raise EOFError
            self._reader.feed(piece)
            payload = self._reader.next_frame()
        return payload

    def drain(self) -> None:
        with self._lock:  # a piece that is being added is added whole
            return

    def overhear(self, enough: Callable[[bytes], bool], seconds: float) -> bytes:
        return b""  # on Windows no process can be asked

    @property
    def closed(self) -> bool:
        return not self._threads[0].is_alive()

    def close(self) -> None:
        for thread in self._threads:
            thread.join(timeout=1)
        for fd in {self._in, self._out, self._output}:
            os.close(fd)

    def _read_frames(self) -> None:
        while True:
            try:
                piece = os.read(self._in, PIECE * 4)
            except OSError:
                piece = b""
            self._pieces.put(piece)
            if not piece:
                return

    def _read_output(self) -> None:
        while True:
            try:
                piece = os.read(self._output, PIECE)
            except OSError:
                return
            if not piece:
                return
            with self._lock:
                self.output.add(piece)
