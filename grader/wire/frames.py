"""Length-prefixed frames over a stream of bytes."""

import struct

from grader.errors import WireError

MAX_FRAME = 64 << 20
_LENGTH = struct.Struct(">I")


def frame(payload: bytes) -> bytes:
    """Return `payload` with its length before it.  Raises WireError when it is too long."""
    if len(payload) > MAX_FRAME:
        raise WireError(f"a frame of {len(payload)} bytes is longer than {MAX_FRAME >> 20} MiB")
    return _LENGTH.pack(len(payload)) + payload


class FrameReader:
    """Cuts a stream that arrives in pieces into frames.

    Never keeps more than one frame and one piece.
    """

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, piece: bytes) -> None:
        self._pending += piece

    def next_frame(self) -> bytes | None:
        """Return the next whole payload, or None when more has to arrive.

        Raises WireError for a length too large.
        """
        if len(self._pending) < _LENGTH.size:
            return None
        length: int = _LENGTH.unpack_from(self._pending)[0]
        if length > MAX_FRAME:
            raise WireError(f"a frame of {length} bytes is longer than {MAX_FRAME >> 20} MiB")
        end = _LENGTH.size + length
        if len(self._pending) < end:
            return None
        payload = bytes(self._pending[_LENGTH.size : end])
        del self._pending[:end]
        return payload
