"""`grade reset` says what it did; what it does is tested with the room that does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import grade_here
from support.courses import unpack_release


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    return unpack_release(tmp_path / "tiny")


def test_each_file_that_comes_back_is_named_with_its_copy(handed_out: Path) -> None:
    (handed_out / "running_mean.py").write_text("# mine\n", encoding="utf-8")
    done = grade_here("reset", "running_mean", "--lang", "zh", at=handed_out)
    assert done.returncode == 0 and "running_mean.py.before-reset" in done.stdout
    assert "as it was handed out" not in done.stdout, "Chinese was asked for"


def test_a_task_that_is_not_there_resets_nothing(handed_out: Path) -> None:
    (handed_out / "running_mean.py").write_text("# mine\n", encoding="utf-8")
    done = grade_here("reset", "running_mean", "runing_mean", at=handed_out)
    assert done.returncode == 2 and "did you mean" in done.stderr
    assert (handed_out / "running_mean.py").read_text(encoding="utf-8") == "# mine\n"
