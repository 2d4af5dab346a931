"""`grade pack`: the zip that a student hands in."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import TINY, tiny

from grader.config import file_digest
from grader.intake.reading import read_submission
from grader.runs.one import grade_one

RIGHT = (
    "import numpy as np\nfrom sums import total\n\n\ndef running_mean(v):\n    return total(v) /"
    " np.arange(1, len(v) + 1)\n"
)
SUMS = "import numpy as np\n\n\ndef total(v):\n    return np.cumsum(v)\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    (folder / "running_mean.py").write_text(RIGHT, encoding="utf-8")
    (folder / "sums.py").write_text(SUMS, encoding="utf-8")
    (folder / "diary.py").write_text("secret = 1\n", encoding="utf-8")
    return folder


def test_the_zip_holds_the_work_and_what_it_imports_and_is_graded_like_the_folder(
    work: Path,
) -> None:
    done = grade("pack", at=work)
    assert done.returncode == 0, done.stderr
    assert "reflection is still as it was handed out" in done.stderr
    with zipfile.ZipFile(work / "tiny-submission.zip") as archive:
        names = {name.removeprefix("tiny/") for name in archive.namelist()}
        said = json.loads(archive.read("tiny/submission.json"))
    assert names == {"running_mean.py", "rescale.py", "reflection.md", "sums.py", "submission.json"}
    assert said["visible_checks"] == {
        "running_mean": "2 of 2 points",
        "rescale": "0 of 3 points",
        "reflection": "awaiting",
    }
    assert said["format"] == 1 and said["files"]["sums.py"] == file_digest(SUMS.encode())
    assert (
        set(said["versions"]) == {"grader", "python", "numpy", "torch"}
        and "no grade" in said["about"]
    )
    result = grade_one(
        read_submission(work / "tiny-submission.zip"), tiny(), tasks=("running_mean",)
    )
    assert result.earned == 4


def test_changed_checks_are_said_and_packed_all_the_same(work: Path) -> None:
    (work / "checks" / "test_running_mean.py").write_text("x = 1\n", encoding="utf-8")
    done = grade("pack", "-o", str(work.parent / "mine.zip"), at=work)
    assert done.returncode == 0 and "the visible checks did not run" in done.stderr
    with zipfile.ZipFile(work.parent / "mine.zip") as archive:
        assert list(json.loads(archive.read("tiny/submission.json"))["visible_checks"]) == [
            "not_run"
        ]


def test_a_folder_without_work_is_told(work: Path) -> None:
    for path in work.glob("*.py"):
        path.unlink()
    (work / "reflection.md").unlink()
    done = grade("pack", at=work)
    assert (
        done.returncode == 2
        and "has none of the assignment's files (running_mean.py" in done.stderr
    )
    assert not (work / "tiny-submission.zip").exists()
