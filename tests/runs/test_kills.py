"""Kill any process of a batch at any moment.

What was announced is kept, nothing stays behind, the next run completes.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from support.samples import ROOT, SAMPLES
from support.trees import Seen, alive, below, parent, wait_until_gone

from grader.gradebook.sqlite import SqliteGradebook

CASES = (
    "srn-honest-einsum",
    "srn-wrong-state-not-carried",
    "srn_tanh-honest-math-tanh",
    "srn-wrong-h0-ignored",
    "srn_tanh-wrong-no-tanh",
    "srn-honest-scalar-loops",
    "form-honest-gbk-plain",
    "srn-honest-concat",
)
RESULT = b"  s"  # what a line begins with that announces a result
Grades = dict[str, dict[str, Decimal | None]]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for number, case in enumerate(CASES):
        shutil.copytree(SAMPLES / "cases" / case, folder / f"s{number}-{case}")
    return folder


def start(handed_in: Path, out: Path) -> subprocess.Popen[bytes]:
    """The desk:

    `grade batch` over two tasks.  What it prints is not buffered here, so that it can be waited
    for.
    """
    options = [
        "--assignment",
        "rnn",
        "-o",
        str(out),
        "--gradebook",
        str(out / "g.sqlite"),
        "--trust-submissions",
    ]
    only = ["--only", "srn", "--only", "srn_tanh", "-j", "2"]
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "grader", "batch", str(handed_in), *options, *only],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        start_new_session=True,
    )


def grades(path: Path) -> Grades:
    """What the gradebook says, without times."""
    gradebook = SqliteGradebook(path)
    try:
        return {
            name: {check.id: check.earned for check in entry.result.checks}
            for name, entry in gradebook.latest_entries("rnn").items()
        }
    finally:
        gradebook.close()


@dataclass(frozen=True)
class Undisturbed:
    """A batch that nobody kills: how long it takes, and its final grades."""

    seconds: float
    grades: Grades


@pytest.fixture(scope="module")
def undisturbed(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    for number in range(2):  # the first one also writes the bytecode that the others read
        out = tmp_path_factory.mktemp(f"undisturbed{number}")
        began = time.monotonic()
        process = start(handed_in, out)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
    return Undisturbed(time.monotonic() - began, grades(out / "g.sqlite"))


def kinds(desk: int, tree: dict[Seen, str]) -> dict[str, list[int]]:
    """The running processes of a batch by what they are.

    A student's is forked, so its command line is its server's.
    """
    servers = {
        seen[0]
        for seen, command in tree.items()
        if "grader.sandbox.starting.server" in command and "bwrap" not in command
    }
    found = {"desk": [desk]}
    for seen, command in tree.items():
        if not alive(seen):
            continue
        if seen[0] in servers:
            kind = "student" if parent(seen) in servers else "server"
        else:
            kind = next((word for word in ("bwrap", "examiner") if word in command), "just started")
        found.setdefault(kind, []).append(seen[0])
    return found


def announcing(process: subprocess.Popen[bytes], results: int) -> bytes:
    """Reads what a batch prints until it has announced one more result than that many, or has
    ended.
    """
    assert process.stdout
    lines: list[bytes] = []
    while sum(line.startswith(RESULT) for line in lines) <= results:
        assert select.select([process.stdout], [], [], 120)[0], "it prints nothing and does not end"
        lines.append(process.stdout.readline())
        if not lines[-1]:
            break
    return b"".join(lines)


def kill_once(handed_in: Path, out: Path, chance: random.Random, undisturbed: Undisturbed) -> str:
    """One batch with one kill -9, then one more to its end; what was killed.

    The moment is any, or shortly after some result was announced.  First a kind is chosen, then one
    process of it. Students' live so shortly that few kills would find one otherwise.
    """
    process = start(handed_in, out)
    printed, after = b"", chance.randrange(2 * len(CASES))
    if after < len(CASES):
        printed = announcing(process, after)
    with suppress(subprocess.TimeoutExpired):
        process.wait(
            timeout=(
                chance.uniform(0, 0.05) if printed else chance.uniform(0.05, undisturbed.seconds)
            )
        )
    tree = below(process.pid)
    running = kinds(process.pid, tree)
    what = chance.choice(sorted(running))
    try:
        if process.poll() is not None:
            raise ProcessLookupError
        os.kill(chance.choice(running[what]), signal.SIGKILL)
    except ProcessLookupError:
        what = "nothing: it had ended"
    printed += process.communicate(timeout=120)[0]
    announced = {
        line.split()[0].decode() for line in printed.splitlines() if line.startswith(RESULT)
    }
    left = wait_until_gone(set(tree), 30)
    assert not left, f"after killing {what}: {[tree[seen] for seen in left]}"
    if announced:
        assert announced <= set(grades(out / "g.sqlite")), what
    again = start(handed_in, out)
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert grades(out / "g.sqlite") == undisturbed.grades, what
    assert not [
        path for path in out.rglob("*") if path.name.endswith(".part") and path.suffix == ".json"
    ]
    return what


@pytest.mark.parametrize("number", range(6))
def test_a_kill_loses_nothing(
    number: int, handed_in: Path, tmp_path: Path, undisturbed: Undisturbed
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    kill_once(handed_in, out, random.Random(number), undisturbed)


@pytest.mark.long
def test_1000_kills_lose_nothing(handed_in: Path, tmp_path: Path, undisturbed: Undisturbed) -> None:
    killed: dict[str, int] = {}
    for number in range(1000):
        out = tmp_path / str(number)
        out.mkdir()
        what = kill_once(handed_in, out, random.Random(10_000 + number), undisturbed)
        killed[what] = killed.get(what, 0) + 1
        shutil.rmtree(out)
        if number % 50 == 49:
            print(
                f"{number + 1} kills: {killed}; every final gradebook is that of an"
                " undisturbed run",
                flush=True,
            )
