"""What student code printed is sent before the answer, whatever stands in the streams' places."""

from __future__ import annotations

import io
import sys

import pytest

from grader.sandbox.inside.output import flush_output


class Broken:
    def flush(self) -> None:
        raise OSError("gone")


@pytest.mark.parametrize("first", [Broken(), None, 3], ids=["broken", "nothing", "no stream"])
def test_the_second_stream_is_flushed_whatever_the_first_is(
    monkeypatch: pytest.MonkeyPatch, first: object
) -> None:
    kept = io.BytesIO()
    second = io.TextIOWrapper(kept, encoding="utf-8")
    second.write("printed")
    monkeypatch.setattr(sys, "stdout", first)
    monkeypatch.setattr(sys, "stderr", second)
    flush_output()
    assert kept.getvalue() == b"printed"
