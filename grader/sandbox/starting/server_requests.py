"""Requests to a warm server and the form of its answers, for both ends of the socket.

A request is one byte and a pid:

`f`  fork a child whose frames go over the first of two file descriptors that come along, and whose
     output goes to the second; answered with its pid, and with a pidfd of it where the kernel has
     them: behind the wall of a pid namespace its pid is another one than outside
`k`  kill that child and what it started; not answered, and not waited for: the kernel takes
     milliseconds to unmap torch
`i`  have that child write where it is; not answered
`w`  give it a moment to end by itself, then the same; answered with how it ended
`d`  answered with the bytes that lie in its folder, or TOO_MUCH: its folder may lie where only the
     server sees it

When the socket closes, every child is killed and the server ends.
"""

from __future__ import annotations

import struct

FORK = b"f"
KILL = b"k"
INTERRUPT = b"i"
WAIT = b"w"
WRITTEN = b"d"

PID = struct.Struct(">i")
ENDED = struct.Struct(">i")
BYTES = struct.Struct(">q")
READY = b"R"
GRACE_SECONDS = 0.5  # in which a child may end by itself
KILLED_BY_US = -1000  # no signal has that number
