"""Standard streams of a process of ours: what others print never lands between its messages."""

from __future__ import annotations

import subprocess
import sys

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
