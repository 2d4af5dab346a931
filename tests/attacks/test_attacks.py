"""Hostile submissions gain no point, change no other result, reach no secret, stop no run.

Each is judged in a batch, at the strongest level that this machine has, and honest work right after
it on the same server.  What tampers with results is judged at level `process` too: there the wall
between processes must do.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from support.ground import SUBMISSIONS, Arena, Course, attacks, planted_course, submission, told

from grader.model import Level, Outcome
from grader.sandbox.locking.levels import probe_locks

ATTACKS = attacks()
STRONGEST = probe_locks().level
TAMPERING = sorted(
    name for name in ATTACKS if name.startswith("tampering/") and "locks" not in ATTACKS[name]
)
LONGEST = 400_000  # characters of a result, output and messages together

locked = pytest.mark.skipif(STRONGEST is Level.PROCESS, reason="no Landlock or no seccomp here")
below_strict = pytest.mark.skipif(
    STRONGEST is not Level.STRICT, reason="the other test is at the level standard already"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return planted_course(tmp_path_factory.mktemp("planted") / "course")


def arena_of(course: Course, level: Level) -> Iterator[Arena]:
    arena = Arena(course, level)
    before = course.digest()
    yield arena
    arena.close()
    assert course.digest() == before, "an attack changed a file of the course"


@pytest.fixture(scope="module")
def strongest(course: Course) -> Iterator[Arena]:
    yield from arena_of(course, STRONGEST)


@pytest.fixture(scope="module")
def standard(course: Course) -> Iterator[Arena]:
    yield from arena_of(course, Level.STANDARD)


@pytest.fixture(scope="module")
def process(course: Course) -> Iterator[Arena]:
    yield from arena_of(course, Level.PROCESS)


@locked
@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_gains_nothing_and_harms_nobody(strongest: Arena, name: str) -> None:
    holds(strongest, name)


@locked
@below_strict
@pytest.mark.long
@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_nor_does_it_without_bubblewrap(standard: Arena, name: str) -> None:
    holds(standard, name)


@pytest.mark.parametrize("name", TAMPERING)
def test_results_cannot_be_tampered_with_where_nothing_is_locked(process: Arena, name: str) -> None:
    holds(process, name)


def holds(arena: Arena, name: str) -> None:
    """Judges the attack and looks at everything that it may have harmed."""
    about, course = ATTACKS[name], arena.course
    task = about["task"]
    result, honest = arena.judge_before_honest_work(submission(name, about, course), task)
    ended = {check.outcome for check in result.checks if check.task == task}
    words = told(result)

    assert not result.held, words[:2000]
    assert result.level is arena.level
    assert result.earned == Decimal(about.get("earned", 0)), [
        (check.id, check.outcome) for check in result.checks
    ]
    assert ended - {Outcome.PASSED, Outcome.BLOCKED} <= {
        Outcome(outcome) for outcome in about["outcomes"]
    }
    assert ended - {Outcome.PASSED} or "earned" in about
    assert course.token not in words and course.token[::-1] not in words
    assert len(words) < LONGEST
    assert arena.left() == set() and arena.gone() == set()
    assert course.marks() == []
    assert honest.earned == 10


def test_each_attack_has_its_row_and_says_what_it_tries() -> None:
    there = {
        path.relative_to(SUBMISSIONS).with_suffix("").as_posix(): path
        for path in SUBMISSIONS.glob("*/*")
        if path.parent.name != "beside"
    }
    assert sorted(there) == sorted(ATTACKS)
    for name, path in there.items():
        source = path / f"{ATTACKS[name]['task']}.py" if path.is_dir() else path
        assert source.read_text(encoding="utf-8").split("\n")[0] == f"# {ATTACKS[name]['tries']}"
