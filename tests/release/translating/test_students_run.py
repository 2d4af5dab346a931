"""A student's own run in a release in Chinese: it speaks Chinese by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.commands import grade
from support.courses import TINY, tiny
from support.processes import submission

from grader.config import load_assignment
from grader.examiner.client import Examiner
from grader.language import Language, speak
from grader.model import Assignment, Outcome, Result
from grader.release.packing import release_files
from grader.release.translating.python_texts import translate_python
from grader.release.translating.translated_files import TranslatedFiles

ZH = Language.ZH
MEAN_OF_ALL = (
    "import numpy as np\n\ndef running_mean(values):\n    return values * 0 + np.mean(values)\n"
)
USES_TORCH = "def running_mean(values):\n    import torch\n    return torch.cumsum(values)\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release, unpacked, with the reference in its stubs."""
    folder = tmp_path_factory.mktemp("release")
    for name, content in release_files(TINY, tiny(), language=ZH).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    source = TINY.solutions / "tiny"
    say = TranslatedFiles.of(source, ZH).texts.say
    for name in ("running_mean.py", "rescale.py"):
        solved = translate_python(source / name, (source / name).read_text(encoding="utf-8"), say)
        (folder / name).write_text(solved, encoding="utf-8")
    (folder / "tiny.ipynb").unlink()
    return folder


@pytest.fixture(scope="module")
def examiner(folder: Path) -> Iterator[Examiner]:
    with speak(ZH), Examiner(load_assignment(folder), tasks=("running_mean",)) as one:
        yield one


def judged(examiner: Examiner, source: str) -> Result:
    return examiner.judge(submission(running_mean_py=source), tasks=("running_mean",))


def test_the_reference_in_it_earns_full_points_and_is_told_so_in_chinese(folder: Path) -> None:
    done = grade("check", "--json", at=folder)
    result = json.loads(done.stdout)
    assert (done.returncode, result["earned"], result["held"]) == (0, 5, False)
    titles = {check["title"] for task in result["tasks"] for check in task["checks"]}
    assert {"示例", "随机数列", "Rescale 保持各行的形状"} <= titles


def test_title_hint_and_the_checks_own_words_are_chinese(examiner: Examiner) -> None:
    checks = {check.id: check for check in judged(examiner, MEAN_OF_ALL).checks}
    series = checks["running_mean::random_series"]
    assert series.outcome is Outcome.FAILED
    assert series.title == "随机数列" and series.hint == "除以到此为止的个数。"
    assert series.difference is not None and series.difference.where.startswith("means")
    assert "步" in series.difference.where and "step" not in series.message


def test_what_a_rule_says_is_chinese(examiner: Examiner) -> None:
    messages = [check.message for check in judged(examiner, USES_TORCH).checks]
    assert any("本题使用 NumPy。" in message for message in messages)


def test_points_do_not_depend_on_the_language(folder: Path, examiner: Examiner) -> None:
    assignment: Assignment = load_assignment(folder)
    assert assignment.language is ZH
    result = judged(examiner, MEAN_OF_ALL)
    assert [check.outcome for check in result.checks] == [
        Outcome.PASSED,
        Outcome.FAILED,
        Outcome.FAILED,
    ]
