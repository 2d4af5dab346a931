"""A task that is computed on a GPU is held where student processes have none, never zero."""

from __future__ import annotations

from pathlib import Path

from support.courses import SETTINGS, SOLUTION, write_course

from grader.examiner.client import Examiner
from grader.model import Blame, Outcome
from grader.runs.recording import record, reference_submission

CHECK = """
@check(points=2, title="Twice", hint="Twice.")
def test_it(student, reference, rng, compare):
    x = rng.values(3)
    compare.equal(student.f(x), reference.f(x))
"""


TASKS = """
    [[tasks]]
    id = "a"
    points = 2
    defines = ["f"]
    device = "cpu"

    [[tasks]]
    id = "b"
    points = 2
    defines = ["f"]
    device = "cuda"
"""


def test_work_on_a_task_for_a_gpu_is_held_with_a_sentence(tmp_path: Path) -> None:
    settings = SETTINGS.partition("[[tasks]]")[0].replace("memory_mib = 200", "memory_mib = 2000")
    tasks = ("a", "b")
    assignment = write_course(
        tmp_path,
        settings=settings + TASKS,
        solutions=dict.fromkeys(tasks, SOLUTION),
        checks=dict.fromkeys(tasks, CHECK),
    )
    record(assignment)
    with Examiner(assignment) as examiner:
        result = examiner.judge(reference_submission(assignment))
    on_cpu, on_gpu = result.checks
    assert (on_cpu.earned, on_cpu.outcome) == (2, Outcome.PASSED)
    assert result.held and on_gpu.earned is None and on_gpu.outcome is Outcome.GRADER_FAULT
    assert on_gpu.blame is Blame.GRADER
    assert "computed on a GPU" in on_gpu.message and 'device = "cpu"' in on_gpu.message
