"""`grade hint`: one stage more at each call, remembered outside of the work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import write_course

from grader.runs.recording import record

SETTINGS = """
    id = "demo"
    seed = 5

    [[tasks]]
    id = "a"
    points = 1
    defines = ["f"]
    server = "numpy"
"""
CHECKS = """
@check(points=1, title="Twice", hints={"values": ("Look at 2.", "Multiply.", "2 * x.")})
def test_twice(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x), names="y")
"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder with a wrong answer in it."""
    course = write_course(
        tmp_path_factory.mktemp("course"),
        settings=SETTINGS,
        solutions={"a": "def f(x):\n    return 2 * x\n"},
        checks={"a": CHECKS},
    )
    record(course)
    (course.folder / "a.py").write_text("def f(x):\n    return 3 * x\n", encoding="utf-8")
    return course.folder


@pytest.fixture
def work(recorded: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(recorded, tmp_path / "work")


def test_each_call_shows_the_next_stage(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = {path for path in work.rglob("*") if "__pycache__" not in path.parts}
    told = [grade("hint", "a", at=work) for _ in range(4)]
    assert [done.returncode for done in told] == [0, 0, 0, 0]
    stages = ["hint 1 of 3  Look at 2.", "hint 2 of 3  Multiply.", "hint 3 of 3  2 * x."]
    for done, stage in zip(told, [*stages, stages[-1]], strict=True):
        assert stage in done.stdout and done.stdout.count("hint ") == 1
    assert "that was the last" in told[3].stdout and "that was the last" not in told[2].stdout
    assert {path for path in work.rglob("*") if "__pycache__" not in path.parts} == before


def test_verbose_shows_all_stages(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    done = grade("hint", "-v", at=work)
    assert [f"hint {at} of 3" in done.stdout for at in (1, 2, 3)] == [True] * 3
    check = grade("check", "a", at=work).stdout
    assert "Look at 2." in check and "Multiply." not in check
    assert "hint 1 of 3; `grade hint a` shows the next" in check
    assert "Multiply." in grade("check", "a", "-v", at=work).stdout


def test_a_broken_or_unwritable_memory_costs_no_hint(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (cache / "tensorgrade").mkdir(parents=True)
    for kept in ("", "no JSON", "[1]", '{"x": "y"}'):
        (cache / "tensorgrade" / "hints.json").write_text(kept, encoding="utf-8")
        assert "hint 1 of 3" in grade("hint", "a", at=work).stdout, kept
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    done = grade("hint", "a", at=work)
    assert "hint 1 of 3" in done.stdout and "cannot be remembered" in done.stderr
    assert done.returncode == 0


def test_where_nothing_fails_it_says_so(work: Path) -> None:
    (work / "a.py").write_text("def f(x):\n    return 2 * x\n", encoding="utf-8")
    done = grade("hint", "a", at=work)
    assert done.returncode == 0 and done.stdout.startswith("nothing failed; next: ")
