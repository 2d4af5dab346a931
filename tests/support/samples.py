"""The sample submissions, what is expected of them, and examiners to judge them with."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from grader.config import load_course_assignment
from grader.model import Assignment, Course, Result

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "tests" / "samples"
EXPECTED = SAMPLES / "expected.json"

# These run into a limit, so they are judged with small ones.
SLOW = frozenset(
    f"form-wrong-{name}"
    for name in ("endless-printing", "loop-at-import", "loop-in-call", "sleep-in-call")
)


def about() -> dict[str, dict[str, Any]]:
    """What each case is about, as its author wrote it."""
    found: dict[str, dict[str, Any]] = tomllib.loads(
        (SAMPLES / "about.toml").read_text(encoding="utf-8")
    )
    return found


def expected() -> dict[str, dict[str, list[str]]]:
    """For each case the outcome and points of every check of the tasks it hands in."""
    found: dict[str, dict[str, list[str]]] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return found


def outcomes(result: Result) -> dict[str, list[str]]:
    """The outcome and points of every check of a submitted task, as `expected.json` has them."""
    return {
        check.id: [check.outcome.value, str(check.earned)]
        for check in result.checks
        if check.outcome != "NOT_SUBMITTED"
    }


def assignment(name: str, root: Path = ROOT) -> Assignment:
    """An assignment of this repository's course with its hidden checks."""
    return load_course_assignment(Course(folder=root), name)


def rnn(root: Path = ROOT) -> Assignment:
    """The assignment that the samples are handed in for."""
    return assignment("rnn", root)


def copied_course(folder: Path) -> Path:
    """A copy of this repository's course that a test may change."""
    for name in ("assignments", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def with_limits(root: Path, **limits: float) -> None:
    """Writes other limits into a copied course; transcripts do not depend on them."""
    for place in ("assignments", "solutions"):
        path = root / place / "rnn" / "assignment.toml"
        lines = path.read_text(encoding="utf-8").split("\n")
        changed = [
            f"{line.split(' = ')[0]} = {limits[line.split(' = ')[0]]}"
            if line.split(" = ")[0] in limits
            else line
            for line in lines
        ]
        path.write_text("\n".join(changed), encoding="utf-8", newline="\n")
