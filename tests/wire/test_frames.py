"""Frames out of a stream that arrives in pieces."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import WireError
from grader.wire.frames import MAX_FRAME, FrameReader, frame


@given(st.lists(st.binary(max_size=40), max_size=5), st.lists(st.integers(1, 30), min_size=1))
def test_frames_come_out_whole_however_the_stream_is_cut(payloads: Any, sizes: Any) -> None:
    stream = b"".join(frame(payload) for payload in payloads)
    reader, found, at, turn = FrameReader(), [], 0, 0
    while at < len(stream):
        size = sizes[turn % len(sizes)]
        reader.feed(stream[at : at + size])
        at, turn = at + size, turn + 1
        while (payload := reader.next_frame()) is not None:
            found.append(payload)
    assert found == payloads


def test_half_a_frame_is_no_frame() -> None:
    reader = FrameReader()
    reader.feed(frame(b"whole")[:-1])
    assert reader.next_frame() is None


def test_a_length_above_the_ceiling_is_refused_before_its_bytes_arrive() -> None:
    reader = FrameReader()
    reader.feed(struct.pack(">I", MAX_FRAME + 1))
    with pytest.raises(WireError, match="longer than 64 MiB"):
        reader.next_frame()


def test_a_payload_above_the_ceiling_is_not_sent() -> None:
    with pytest.raises(WireError, match="longer than 64 MiB"):
        frame(bytes(MAX_FRAME + 1))
