"""Two markers and a batch write at once, and one of them is killed: nothing is lost or doubled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from support.postgresql import Server
from support.results import result

from grader.errors import GradebookChanged
from grader.gradebook import Gradebook
from grader.gradebook.opening import GradebookPlace, is_address, open_gradebook
from grader.model import Override

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENOUGH = 8


def main(role: str, place: str) -> None:
    """Write as a marker or as a batch does, without end; say what was recorded."""
    book = open_gradebook(place if is_address(place) else Path(place))
    for number in range(10_000):
        if role == "batch":
            book.add(result(name=f"s{number}"), key="k", recorded=NOON, by=role)
        else:
            _mark(book, role, number)
        print(number, flush=True)


def _mark(book: Gradebook, by: str, number: int) -> None:
    """Decide; once more when somebody was quicker."""
    decision = Override(
        assignment="demo",
        student=f"s{number}",
        task="a",
        points=Decimal(number),
        reason="read",
        by=by,
        recorded=NOON,
    )
    while True:
        seen = [kept.number for kept in book.decisions("demo")]
        with suppress(GradebookChanged):
            book.decide([decision], after=max(seen, default=0))
            return


@contextmanager
def _writer(role: str, place: GradebookPlace) -> Iterator[subprocess.Popen[str]]:
    program = f"from gradebook.test_several_writers import main; main({role!r}, {str(place)!r})"
    folders = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    program = f"import sys; sys.path[:0] = {folders!r}; {program}"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _recorded(process: subprocess.Popen[str], lines: int) -> int:
    """Wait until a writer has recorded so many; return how many."""
    assert process.stdout is not None and process.stderr is not None
    for expected in range(lines):
        line = process.stdout.readline()
        assert line == f"{expected}\n", process.stderr.read()
    return lines


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    place: GradebookPlace = tmp_path / "gradebook.sqlite"
    if kind == "postgresql":
        running: Server = request.getfixturevalue("postgresql")
        place = running.address()
    book = open_gradebook(place)
    with (
        _writer("amy", place) as amy,
        _writer("bob", place) as bob,
        _writer("batch", place) as batch,
    ):
        _recorded(amy, ENOUGH)
        amy.kill()
        _recorded(batch, ENOUGH)
        batch.kill()
        _recorded(bob, 2 * ENOUGH)
        bob.kill()
    said = {"amy": ENOUGH, "bob": 2 * ENOUGH}
    overrides = [kept.decision for kept in book.decisions("demo")]
    for by, least in said.items():
        numbers = [
            each.points for each in overrides if isinstance(each, Override) and each.by == by
        ]
        assert numbers == [Decimal(number) for number in range(len(numbers))]
        assert len(numbers) >= least
    assert len(book.latest_entries("demo")) >= ENOUGH
    book.close()
