"""One folder judged again and again: quick after the first time, and never by old checks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.processes import submission

from grader.config import load_assignment
from grader.errors import BadFile, NotReleased
from grader.model import Assignment
from grader.runs.own.warm import WarmJudge

RIGHT = "import numpy as np\ndef running_mean(v): return np.cumsum(v) / np.arange(1, len(v) + 1)\n"
ADA = submission("ada", running_mean_py=RIGHT)
BOB = submission("bob", running_mean_py="def running_mean(v): return v\n")
TASKS = ("running_mean",)


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return load_assignment(numpy_course(tmp_path / "course") / "assignments" / "tiny")


def test_it_judges_as_an_examiner_of_its_own_does_and_sees_what_changed(
    assignment: Assignment,
) -> None:
    with WarmJudge() as judge:
        assert judge(ADA, assignment, tasks=TASKS).earned == 2
        assert judge(BOB, assignment, tasks=TASKS).earned == 0
        examiner = judge._examiner
        assert judge(ADA, assignment, tasks=TASKS).earned == Decimal(2)
        assert examiner is not None and judge._examiner is examiner, "it stays warm"
        checks = assignment.folder / "checks" / "test_running_mean.py"
        checks.write_text(checks.read_text(encoding="utf-8") + "\nx = 1\n", encoding="utf-8")
        with pytest.raises(NotReleased):
            judge(ADA, assignment, tasks=TASKS)
        assert not examiner.alive, "the old checks are gone"
    assert judge._examiner is None


def test_checks_that_are_missing_are_told_before_anything_starts(assignment: Assignment) -> None:
    (assignment.folder / "checks" / "test_running_mean.py").unlink()
    with WarmJudge() as judge:
        with pytest.raises(BadFile, match="running_mean is checked by it"):
            judge(ADA, assignment, tasks=TASKS)
        assert judge._examiner is None
