"""A student's own check on a machine that is set to Chinese, as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from support.commands import grade, grade_here
from support.courses import TINY

from grader.feedback.columns import width

WRONG = "import numpy as np\n\ndef running_mean(values):\n    return np.cumsum(values)\n"
CHINESE = {**os.environ, "LC_MESSAGES": "zh_CN.UTF-8", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assignment as it is handed out, in English, with one task done wrongly."""
    folder = tmp_path_factory.mktemp("work") / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    (folder / "running_mean.py").write_text(WRONG, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shown(folder: Path) -> str:
    """What `grade check` shows of that task."""
    done = grade("check", "running_mean", at=folder, environment=CHINESE)
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_the_table_and_the_next_step_are_chinese(shown: str) -> None:
    for words in ("可见检查", "项未通过", "总分", "下一步", "修改 running_mean"):
        assert words in shown
    for words in ("did not pass", "total", "next", "mend", "expected", "more check"):
        assert words not in shown


def test_what_differs_and_what_it_comes_of_are_chinese(shown: str) -> None:
    assert "应为" in shown and "实际为" in shown
    assert "个数中有" in shown and "最大相差" in shown


def test_it_fits_a_terminal_of_80_columns(shown: str) -> None:
    assert max(map(width, shown.split("\n"))) <= 80


def test_what_was_said_in_one_language_is_not_said_again_in_another(
    folder: Path, shown: str
) -> None:
    again = grade_here("--lang", "en", "check", "running_mean", at=folder)
    assert "did not pass" in again.stdout and "应为" not in again.stdout
    assert "nothing changed" not in again.stderr


def test_help_is_chinese_and_fits(folder: Path) -> None:
    for arguments in (("--lang", "zh", "--help"), ("--lang", "zh", "check", "--help")):
        told = grade_here(*arguments, at=folder).stdout
        assert "用法：" in told and "显示本帮助并退出。" in told
        assert max(map(width, told.split("\n"))) <= 80


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "runing_mean"), "没有任务 'runing_mean'（你是不是想说 running_mean？）"),
        (("reset", "nothing"), "没有任务 'nothing'"),
        (("check", "--agian"), "没有选项 --agian"),
        (("check", "--path"), "--path 的值不合适"),
        (("reset",), "缺少 "),
        (("chekc",), "你是不是想用 check"),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(
    folder: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = grade_here("--lang", "zh", *arguments, at=folder)
    assert done.returncode != 0 and sentence in done.stderr


def test_the_assignments_language_counts_where_nobody_asked_for_another(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY.assignments / "tiny", folder)
    file = folder / "assignment.toml"
    file.write_text('lang = "zh"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert "没有任务" in grade_here("check", "nothing", at=folder).stderr
    assert "has no task" in grade_here("--lang", "en", "check", "nothing", at=folder).stderr
    assert "has no task" in grade_here("check", "nothing", "--lang", "en", at=folder).stderr
