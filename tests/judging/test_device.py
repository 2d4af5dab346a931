"""A task that is computed on a GPU is held where student processes have none, never zero."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.courses import SETTINGS, write_course

from grader.examiner.client import Examiner
from grader.model import Blame, Outcome
from grader.runs.recording import record, reference_submission

CHECK = """
@check(points=2, title="Twice", hint="Twice.")
def test_it(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x))
"""


@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_work_on_a_task_for_a_gpu_is_held_with_a_sentence(tmp_path: Path, device: str) -> None:
    settings = SETTINGS.replace('server = "numpy"', f'server = "torch"\n    device = "{device}"')
    settings = settings.replace("memory_mib = 200", "memory_mib = 2000")
    assignment = write_course(tmp_path, settings=settings, checks={"a": CHECK})
    record(assignment)
    with Examiner(assignment) as examiner:
        result = examiner.judge(reference_submission(assignment))
    (check,) = result.checks
    if device == "cpu":
        assert (result.held, result.earned, check.outcome) == (False, 2, Outcome.PASSED)
        return
    assert result.held and check.earned is None and check.outcome is Outcome.GRADER_FAULT
    assert check.blame is Blame.GRADER
    assert "computed on a GPU" in check.message and 'device = "cpu"' in check.message
