"""`grade check --repro`: a script that shows a failed check without the kit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.cases import cases
from support.commands import grade_here as grade
from support.courses import TINY
from support.notebooks import code, notebook

WRONG = "import numpy as np\n\n\ndef running_mean(v):\n    return np.cumsum(v)\n"
DETACHED = """
import torch
from torch import nn


class Rescale(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = nn.Linear(size, size)

    def forward(self, rows):
        return self.scale(rows)
"""
# Nothing of tensorgrade can be imported: a script that needs it fails.
WITHOUT_KIT = """
import runpy, sys
class Refused:
    def find_spec(self, name, *more):
        if name.partition(".")[0] == "grader":
            raise ImportError("no kit here")
sys.meta_path.insert(0, Refused())
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def run(script: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_KIT, str(script)]
    return subprocess.run(command, cwd=script.parent, capture_output=True, text=True, check=False)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    return folder


@pytest.mark.parametrize(
    ("task", "files", "expected"),
    cases(
        {
            "a file": ("running_mean", {"running_mean.py": WRONG.encode()}, "got:\n["),
            "a notebook": ("running_mean", {"tiny.ipynb": notebook(code(WRONG))}, "got:\n["),
            "a module with weights": (
                "rescale",
                {"rescale.py": DETACHED.encode()},
                "got:\ntensor(",
            ),
        }
    ),
)
def test_it_shows_what_was_expected_and_what_came(
    work: Path, task: str, files: Any, expected: str
) -> None:
    for name, content in files.items():
        (work / name).write_bytes(content)
    done = grade("check", task, "--repro", at=work)
    assert done.returncode == 1 and "wrote repro/" in done.stderr, done.stderr
    (script,) = (work / "repro").iterdir()
    shown = run(script)
    assert shown.returncode == 0, shown.stderr
    assert "expected:\n" in shown.stdout and expected in shown.stdout
    assert ": expected " in shown.stdout.splitlines()[-1], "the last line says where they part"
    assert "grader" not in script.read_text().replace("tensorgrade", "")


def test_an_exception_comes_again_and_the_script_is_no_work(work: Path) -> None:
    (work / "running_mean.py").write_text(
        "def running_mean(v):\n    return v.nothing\n", encoding="utf-8"
    )
    assert grade("check", "running_mean", "--repro", at=work).returncode == 1
    (script,) = (work / "repro").iterdir()
    assert "has no attribute 'nothing'" in run(script).stderr
    (work / "running_mean.py").unlink()
    assert "not submitted" in grade("check", "running_mean", at=work).stdout


def test_nothing_is_written_when_all_pass(work: Path) -> None:
    right = (
        "import numpy as np\n\n\ndef running_mean(v):\n    return np.cumsum(v) / np.arange(1,"
        " len(v) + 1)\n"
    )
    (work / "running_mean.py").write_text(right, encoding="utf-8")
    done = grade("check", "running_mean", "--repro", at=work)
    assert (
        done.returncode == 0
        and "nothing to reproduce" in done.stderr
        and not (work / "repro").exists()
    )
