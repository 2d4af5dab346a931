"""Processes below a process, told apart by their start time, so that a number used again is not
taken for it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

Seen = tuple[int, str]  # a process's number and the time it started


def below(pid: int) -> dict[Seen, str]:
    """All processes below a process, with their command lines."""
    parents: dict[int, list[Seen]] = {}
    for path in Path("/proc").iterdir():
        fields = _stat(path) if path.name.isdigit() else None
        if fields:
            parents.setdefault(int(fields[1]), []).append((int(path.name), fields[19]))
    found: dict[Seen, str] = {}
    pending = [pid]
    while pending:
        for seen in parents.get(pending.pop(), []):
            found[seen] = _command(seen[0])
            pending.append(seen[0])
    return found


def alive(seen: Seen) -> bool:
    """Whether that process still runs; one that only waits to be reaped does not."""
    fields = _stat(Path(f"/proc/{seen[0]}"))
    return fields is not None and fields[19] == seen[1] and fields[0] != "Z"


def parent(seen: Seen) -> int:
    """The number of a process's parent; 0 when it is gone."""
    fields = _stat(Path(f"/proc/{seen[0]}"))
    return int(fields[1]) if fields else 0


def wait_until_gone(processes: set[Seen], seconds: float) -> set[Seen]:
    """Those that are still there after at most that time."""
    deadline = time.monotonic() + seconds
    left = {seen for seen in processes if alive(seen)}
    while left and time.monotonic() < deadline:
        os.sched_yield()
        left = {seen for seen in left if alive(seen)}
    return left


def _stat(folder: Path) -> list[str] | None:
    try:
        return (
            (folder / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()
        )
    except OSError:
        return None


def _command(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline")
            .read_bytes()
            .replace(b"\0", b" ")
            .decode("utf-8", "replace")
        )
    except OSError:
        return ""
