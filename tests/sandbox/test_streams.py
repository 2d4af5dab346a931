"""Standard streams of a process of ours: what others print never lands between its messages."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from grader.sandbox.streams import flush_output

PROGRAM = """
import os, sys
from grader.sandbox.streams import take_streams

given, answers = take_streams()
print("printed by others")
os.system("echo printed by a child")
assert sys.stdin.read() == ""
os.write(answers, b"heard: " + os.read(given, 100))
"""


def test_others_read_nothing_and_print_to_standard_error() -> None:
    done = subprocess.run(
        [sys.executable, "-u", "-c", PROGRAM], input=b"hello", capture_output=True, check=True
    )
    assert done.stdout == b"heard: hello"
    assert sorted(done.stderr.split(b"\n")) == [b"", b"printed by a child", b"printed by others"]


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
