"""The next stage of a hint: shown, and remembered for the work in that folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.courses import TINY
from support.results import check, result, task

from grader.cli.screen.hinting import show_next_hint
from grader.model import Outcome, Result
from grader.runs.work import Work, find_work

STAGES = ("Look at 2.", "Multiply.", "2 * x.")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return find_work(Path(shutil.copytree(TINY.assignments / "tiny", tmp_path / "tiny")))


def failing(*stages: str, **more: Any) -> Result:
    bad = check("running_mean::one", Outcome.FAILED, hints=stages, **more)
    return result(task("running_mean", bad))


def shown(
    work: Work, of: Result, capsys: pytest.CaptureFixture[str], *, every: bool = False
) -> str:
    show_next_hint(work, of, every=every)
    return capsys.readouterr().out


def test_each_time_one_stage_more_and_the_last_one_again(
    work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [shown(work, failing(*STAGES), capsys) for _ in range(4)]
    for at, text in enumerate(told):
        stage = min(at, 2)
        assert f"hint {stage + 1} of 3  {STAGES[stage]}" in text and text.count("hint ") == 1
    assert [("that was the last one" in text) for text in told] == [False, False, False, True]


def test_every_stage_at_once_is_remembered_too(
    work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(work, failing(*STAGES), capsys, every=True)
    assert all(stage in text for stage in STAGES)
    assert "that was the last one" in shown(work, failing(*STAGES), capsys)


def test_other_hints_begin_at_their_first_stage(
    work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(work, failing(*STAGES), capsys)
    assert "hint 1 of 1  Another." in shown(work, failing("Another."), capsys)


def test_where_the_course_gives_no_hint_or_nothing_failed_it_says_so(
    work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "the course gives no hint for this" in shown(work, failing(), capsys)
    assert shown(work, result(), capsys).startswith("nothing failed; next: ")


def test_what_cannot_be_remembered_is_shown_all_the_same(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    show_next_hint(work, failing(*STAGES))
    told = capsys.readouterr()
    assert "hint 1 of 3" in told.out and "cannot be remembered" in told.err
