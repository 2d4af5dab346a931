"""A class judged on this machine: everybody once, with evidence, and told as it begins."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.classes import numpy_course
from support.processes import submission

from grader.config import load_course_assignment
from grader.errors import NotReleased
from grader.evidence.evidence_folder import EvidenceFolder
from grader.examiner.servers import SharedServers
from grader.model import Assignment, Course, Outcome
from grader.runs.batches.batch import Job
from grader.runs.batches.evidence_keeping import EvidenceKeeping
from grader.runs.executors.local import LocalExecutor

RIGHT = "import numpy as np\ndef running_mean(v): return np.cumsum(v) / np.arange(1, len(v) + 1)\n"
WRONG = "import numpy as np\ndef running_mean(v): return np.cumsum(v)\n"
WORK = {"ada": RIGHT, "bob": WRONG, "cyn": "import os\ndef running_mean(v): os._exit(3)\n"}
JOBS = [
    Job(submission=submission(name, running_mean_py=text), tasks=("running_mean",))
    for name, text in WORK.items()
]


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return load_course_assignment(Course(folder=numpy_course(tmp_path / "course")), "tiny")


def test_each_has_its_own_result_whatever_others_do(assignment: Assignment, tmp_path: Path) -> None:
    begun: list[str] = []
    folder = EvidenceFolder(tmp_path / "evidence")
    keeping = EvidenceKeeping(assignment, folder)
    executor = LocalExecutor(assignment, workers=1, evidence=keeping, begins=begun.append)
    results = {job.submission.name: result for job, result in executor.judge(JOBS)}
    assert {name: result.earned for name, result in results.items()} == {
        "ada": Decimal(4),
        "bob": Decimal(0),
        "cyn": Decimal(0),
    }
    assert results["cyn"].checks[1].outcome in (Outcome.CRASHED, Outcome.BLOCKED)
    assert sorted(begun) == ["ada", "bob", "cyn"]
    works = [folder.work("tiny", job.submission.digest) for job in JOBS]
    assert all(work is not None and list(work.tasks) == ["running_mean"] for work in works)


def test_what_is_the_course_s_fault_ends_the_run(assignment: Assignment) -> None:
    checks = assignment.folder / "checks" / "test_running_mean.py"
    checks.write_text(checks.read_text(encoding="utf-8") + "\nx = 1\n", encoding="utf-8")
    with pytest.raises(NotReleased):
        list(LocalExecutor(assignment, workers=1).judge(JOBS[:1]))


def test_nothing_to_judge_starts_nothing(
    assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(servers: SharedServers) -> None:
        raise AssertionError("warm servers were started for nobody")

    monkeypatch.setattr(SharedServers, "start", start)
    assert list(LocalExecutor(assignment, workers=4).judge([])) == []
