"""Kill any process of a batch at any moment: what was announced is kept, nothing stays behind, the next run completes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from support.samples import ROOT, SAMPLES
from support.trees import Seen, below, wait_until_gone

from grader.gradebook.sqlite import SqliteGradebook

CASES = (
    "srn-honest-einsum", "srn-wrong-state-not-carried", "srn_tanh-honest-math-tanh", "srn-wrong-h0-ignored",
    "srn_tanh-wrong-no-tanh", "srn-honest-scalar-loops", "form-honest-gbk-plain", "srn-honest-concat",
)  # fmt: skip
Grades = dict[str, dict[str, Decimal | None]]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for number, case in enumerate(CASES):
        shutil.copytree(SAMPLES / "cases" / case, folder / f"s{number}-{case}")
    return folder


def start(handed_in: Path, out: Path) -> subprocess.Popen[str]:
    """The desk: `grade batch` over two tasks."""
    options = ["--assignment", "rnn", "-o", str(out), "--gradebook", str(out / "g.sqlite"), "--trust-submissions"]
    only = ["--only", "srn", "--only", "srn_tanh", "-j", "2"]
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "grader", "batch", str(handed_in), *options, *only],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def grades(path: Path) -> Grades:
    """What the gradebook says, without times."""
    gradebook = SqliteGradebook(path)
    try:
        return {
            name: {check.id: check.earned for check in entry.result.checks}
            for name, entry in gradebook.latest("rnn").items()
        }
    finally:
        gradebook.close()


@pytest.fixture(scope="module")
def undisturbed(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Grades:
    out = tmp_path_factory.mktemp("undisturbed")
    process = start(handed_in, out)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return grades(out / "g.sqlite")


def kill_once(handed_in: Path, out: Path, chance: random.Random, undisturbed: Grades) -> str:
    """One batch with one kill -9, then batches until one is done; what was killed."""
    process = start(handed_in, out)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=chance.uniform(0.1, 3.0))
    tree = below(process.pid)
    targets: list[tuple[Seen | None, str]] = [(None, "desk"), *((seen, command) for seen, command in tree.items())]
    target, what = chance.choice(targets)
    try:
        os.kill(process.pid if target is None else target[0], signal.SIGKILL)
    except ProcessLookupError:
        what = "nothing: it had ended"
    printed, _ = process.communicate(timeout=120)
    announced = {line.split()[0] for line in printed.splitlines() if line.startswith("  s")}
    left = wait_until_gone(set(tree), 30)
    assert not left, f"after killing {what}: {[tree[seen] for seen in left]}"
    if announced:
        assert announced <= set(grades(out / "g.sqlite")), what
    again = start(handed_in, out)
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert grades(out / "g.sqlite") == undisturbed, what
    assert not [path for path in out.rglob("*") if path.name.endswith(".part") and path.suffix == ".json"]
    return what


@pytest.mark.parametrize("number", range(20))
def test_a_kill_loses_nothing(number: int, handed_in: Path, tmp_path: Path, undisturbed: Grades) -> None:
    out = tmp_path / "out"
    out.mkdir()
    kill_once(handed_in, out, random.Random(number), undisturbed)


@pytest.mark.long
def test_1000_kills_lose_nothing(handed_in: Path, tmp_path: Path, undisturbed: Grades) -> None:
    killed: dict[str, int] = {}
    for number in range(1000):
        out = tmp_path / str(number)
        out.mkdir()
        what = kill_once(handed_in, out, random.Random(10_000 + number), undisturbed)
        kind = next((word for word in ("desk", "examiner", "server", "bwrap", "nothing") if word in what), "student")
        killed[kind] = killed.get(kind, 0) + 1
        shutil.rmtree(out)
        if number % 50 == 49:
            print(f"{number + 1} kills: {killed}; every final gradebook is that of an undisturbed run", flush=True)
