"""What students nearly did right costs nothing, and what was repaired is noted."""

from __future__ import annotations

import json

import pytest
from support.courses import TINY, tiny
from support.downloads import written
from support.notebooks import code, notebook

from grader.intake.gathering import gather
from grader.model import Blame, Level, Result
from grader.runs.batches.batch import Job
from grader.runs.executors.local import LocalExecutor
from grader.runs.verdict import explain_hold, has_no_work

FILE = (TINY.solutions / "tiny" / "running_mean.py").read_text(encoding="utf-8")
FUNCTION = FILE.partition("if __name__")[0]
OWN = code(FUNCTION, "running_mean")
VERSION_3 = {
    "nbformat": 3,
    "metadata": {},
    "worksheets": [
        {"cells": [{"cell_type": "code", "input": FUNCTION, "language": "python", "outputs": []}]}
    ],
}
# What was handed in, and what its note says; None where there is nothing to say.
NEAR: dict[str, tuple[dict[str, bytes | str], str | None]] = {
    "capitals": ({"RUNNING_MEAN.py": FILE}, "RUNNING_MEAN.py was taken for running_mean.py"),
    "a browser's copy": (
        {"running_mean (1).py": FILE},
        "running_mean (1).py was taken for running_mean.py",
    ),
    "one folder too many": ({"hw/final/running_mean.py": FILE}, None),
    "a Mac's zip": ({"hw/running_mean.py": FILE, "__MACOSX/hw/._running_mean.py": "x"}, None),
    "checkpoints": (
        {
            "t.ipynb": notebook(OWN),
            ".ipynb_checkpoints/t-checkpoint.ipynb": notebook(code("x = 1")),
        },
        None,
    ),
    "a notebook copy": (
        {
            "t-Copy1.ipynb": notebook(code("def running_mean(v):\n    return v")),
            "t.ipynb": notebook(OWN),
        },
        "running_mean is in t.ipynb and in t-Copy1.ipynb; t.ipynb counts",
    ),
    "a renamed notebook": ({"homework final (2).ipynb": notebook(OWN)}, None),
    "a duplicated cell": (
        {"t.ipynb": notebook(code("def running_mean(v):\n    return 0", "running_mean"), OWN)},
        "t.ipynb: running_mean is defined in cells 1, 2; the one in cell 2 counts",
    ),
    "no metadata": ({"t.ipynb": notebook(code("import numpy as np"), code(FUNCTION))}, None),
    "magics": (
        {
            "t.ipynb": notebook(
                code("%matplotlib inline\n!pip install numpy\nimport numpy as np"), OWN
            )
        },
        "t.ipynb: lines for IPython (%, !) in cell 1 were left out",
    ),
    "input()": (
        {
            "t.ipynb": notebook(
                code("name = input()"), code(f"name = input()\n{FUNCTION}", "running_mean")
            )
        },
        "t.ipynb cell 2, line 1 was skipped: EOFError",
    ),
    "plots": (
        {
            "t.ipynb": notebook(
                code(f"import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\n{FUNCTION}")
            )
        },
        None,
    ),
    "a cell that raises before": (
        {"t.ipynb": notebook(code("1 / 0"), code("print(undefined)"), OWN)},
        None,
    ),
    "format 3": ({"t.ipynb": json.dumps(VERSION_3)}, None),
    "something after the end": (
        {"t.ipynb": notebook(OWN) + b"}}rest"},
        "t.ipynb, line 1: not valid JSON (Extra data)",
    ),
    "cut at the end": (
        {"t.ipynb": notebook(OWN, code("x" * 99))[:-80]},
        "the 1 cells before it were read",
    ),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """All of them, judged by one examiner."""
    folder = tmp_path_factory.mktemp("near")
    for name, (files, _) in NEAR.items():
        written(folder / name, files)
    written(folder / "broken", {"t.ipynb": notebook(OWN)[:40]})
    jobs = [
        Job(submission=each.submission, tasks=("running_mean",))
        for each in gather(folder).handed_in
    ]
    executor = LocalExecutor(tiny(), workers=1, level=Level.PROCESS)
    return {job.submission.name: result for job, result in executor.judge(jobs)}


@pytest.mark.parametrize("name", NEAR)
def test_a_near_miss_costs_nothing_and_is_noted(results: dict[str, Result], name: str) -> None:
    (task,) = results[name].tasks
    assert task.earned == 4, [check.message for check in task.checks]
    wanted = NEAR[name][1]
    assert any(wanted in note for note in task.notes) if wanted else not task.notes


def test_work_in_a_broken_notebook_is_held_and_never_nothing(results: dict[str, Result]) -> None:
    broken = results["broken"]
    (task,) = broken.tasks
    assert broken.held and task.blame is Blame.STUDENT and not has_no_work(broken)
    assert explain_hold(broken) == task.notes[0] and "not valid JSON" in explain_hold(broken)
