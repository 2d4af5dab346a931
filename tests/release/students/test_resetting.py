"""`grade reset`: the stub is back, the student's work is kept, and nothing reads what was kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.commands import grade_here as grade
from support.courses import tiny, unpack_release

from grader.intake.reading import read_folder

WORK = "import numpy as np\n\n\ndef running_mean(v):\n    return np.cumsum(v)  # mine\n"


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    """The folder as a student unpacks it, work in one file and in a cell of the notebook."""
    return unpack_release(tmp_path / "tiny")


def test_the_stub_is_back_and_the_work_is_kept_where_nothing_reads_it(handed_out: Path) -> None:
    path = handed_out / "running_mean.py"
    stub = path.read_bytes()
    path.write_text(WORK, encoding="utf-8")
    done = grade("reset", "running_mean", at=handed_out)
    assert done.returncode == 0 and "kept as running_mean.py.before-reset" in done.stdout
    assert path.read_bytes() == stub
    assert (handed_out / "running_mean.py.before-reset").read_text(encoding="utf-8") == WORK
    names = [file.name for file in read_folder(handed_out, "tiny", tiny().ceilings).files]
    assert "running_mean.py" in names and not any("before" in name for name in names)
    checked = json.loads(grade("check", "running_mean", "--json", at=handed_out).stdout)
    assert checked["tasks"][0]["unchanged"] is True


def test_each_reset_keeps_its_own_copy(handed_out: Path) -> None:
    path = handed_out / "running_mean.py"
    for number in range(3):
        path.write_text(f"{WORK}# {number}\n", encoding="utf-8")
        assert grade("reset", "running_mean.py", at=handed_out).returncode == 0
    kept = sorted(handed_out.glob("*.before-reset*"))
    assert [each.read_text(encoding="utf-8")[-4:] for each in kept] == ["# 0\n", "# 1\n", "# 2\n"]


def test_what_is_as_it_was_handed_out_is_said_and_left(handed_out: Path) -> None:
    path = handed_out / "running_mean.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = grade("reset", "running_mean", at=handed_out)
    assert done.returncode == 0 and "nothing to bring back" in done.stdout
    assert not list(handed_out.glob("*.before-reset*"))


def test_a_deleted_file_comes_back(handed_out: Path) -> None:
    stub = (handed_out / "running_mean.py").read_bytes()
    (handed_out / "running_mean.py").unlink()
    assert grade("reset", "running_mean", at=handed_out).returncode == 0
    assert (handed_out / "running_mean.py").read_bytes() == stub


def test_a_cell_of_the_notebook_is_brought_back(handed_out: Path) -> None:
    path = handed_out / "tiny.ipynb"
    before = json.loads(path.read_bytes())
    notebook = json.loads(path.read_bytes())
    cell = next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("tensorgrade", {}).get("task") == "running_mean"
    )
    cell |= {"source": WORK, "execution_count": 3}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    done = grade("reset", "running_mean", at=handed_out)
    assert "tiny.ipynb" in done.stdout and (handed_out / "tiny.ipynb.before-reset").is_file()
    after = json.loads(path.read_bytes())
    texts = [["".join(cell["source"]) for cell in each["cells"]] for each in (before, after)]
    assert texts[0] == texts[1]


def test_a_task_that_is_not_there_and_a_missing_stub_are_one_sentence(
    handed_out: Path, tmp_path: Path
) -> None:
    done = grade("reset", "runing_mean", at=handed_out)
    assert done.returncode == 2 and "did you mean running_mean" in done.stderr
    (handed_out / "checks" / "stubs.json").unlink()
    done = grade("reset", "running_mean", at=handed_out)
    assert done.returncode == 2 and "checks/stubs.json is missing" in done.stderr
    (handed_out / "checks" / "stubs.json").write_text("{", encoding="utf-8")
    done = grade("reset", "running_mean", at=handed_out)
    assert done.returncode == 2 and "is damaged" in done.stderr
